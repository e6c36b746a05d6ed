package boxoffice.launcher.bench;

import boxoffice.launcher.ScratchFolder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Measures how fast the box office is, each line against a ceiling taken in the same run.
@Command(name = "bench", description = {
        "Measures how fast the box office is on this machine.",
        "Each line stands beside the best that could be reached here, measured in the same run."
})
public final class BenchCommand implements Callable<Integer> {
    private static final List<Line> LINES = List.of(
            new SeatMapLine("seat-map", false),
            new SeatMapLine("seat-map-304", true),
            new LockLine("lock"),
            new RefusedLine("lock-refused"),
            new BestAvailableLine("best-available"),
            new PurchaseLine("purchase"),
            new FanOutLine("fan-out"),
            new PublishLine("publish"));

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "show this help") private boolean unusedHelp;

    @Option(names = "--quick", description = "shorter rounds: about two minutes instead of ten, and less certain") private boolean quick;

    @Option(names = "--json", paramLabel = "FILE", description = "also write the results there") private @Nullable Path json;

    @Parameters(paramLabel = "line", description = "which lines (default: all): seat-map, seat-map-304, lock, lock-refused, best-available, purchase, fan-out, publish") private List<String> wanted =
            new ArrayList<>();

    @Spec private picocli.CommandLine.Model.@Nullable CommandSpec command;

    private final PrintStream out = System.out;

    @Override
    public Integer call() {
        List<Line> lines = chosen();
        List<Result> results = new ArrayList<>();
        try (ScratchFolder folder = ScratchFolder.make("boxoffice-bench");
                House house = House.open(folder.path(), part -> say("  starting " + part))) {
            folder.closeAtExit();
            say(table("line", "rate/s", "p50 ms", "p95 ms", "p99 ms", "ceiling/s", "ratio", "asked"));
            for (Line line : lines) {
                measure(line, house).ifPresent(results::add);
            }
        }
        if (json != null) {
            write(json, results);
        }
        return results.size() == lines.size() ? 0 : 1;
    }

    /// A line that fails does not take the others with it.
    private Optional<Result> measure(Line line, House house) {
        try {
            Result result = line.measure(house, quick ? Pace.QUICK : Pace.FULL);
            print(result);
            return Optional.of(result);
        } catch (IllegalStateException | UncheckedIOException failed) {
            say(table(line.name()) + "   failed: " + failed.getMessage());
            house.releaseAll();
            return Optional.empty();
        }
    }

    private List<Line> chosen() {
        List<String> known = LINES.stream().map(Line::name).toList();
        Optional<String> unknown = wanted.stream().filter(name -> !known.contains(name)).findFirst();
        if (unknown.isPresent() && command != null) {
            throw new ParameterException(
                    command.commandLine(), "there is no line '%s'; there are %s".formatted(
                            unknown.get(), String.join(", ", known)));
        }
        return LINES.stream().filter(line -> wanted.isEmpty() || wanted.contains(line.name())).toList();
    }

    private void print(Result result) {
        say(
                table(
                        result.line(), number(result.rate(), 0), number(result.p50ms(), 2), number(result.p95ms(), 2),
                        number(result.p99ms(), 2), number(result.ceiling(), 0), number(result.ratio(), 2),
                        number(result.asked(), 2)) + (result.reached() ? "" : "   not reached"));
        result.notes().forEach(note -> say("    " + note));
    }

    private static String number(@Nullable Double value, int digits) {
        return value == null ? "-" : String.format(Locale.ROOT, "%,." + digits + "f", value);
    }

    private static String table(String... cells) {
        return "  %-16s".formatted(cells[0])
                + Stream.of(cells).skip(1).map("%11s"::formatted).collect(Collectors.joining());
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }

    private static void write(Path file, List<Result> results) {
        JsonMapper mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        try {
            Files.writeString(file, mapper.writeValueAsString(results) + "\n");
        } catch (JsonProcessingException unexpected) {
            throw new IllegalStateException(unexpected);
        } catch (IOException failed) {
            throw new UncheckedIOException(file + " cannot be written: " + failed.getMessage(), failed);
        }
    }
}
