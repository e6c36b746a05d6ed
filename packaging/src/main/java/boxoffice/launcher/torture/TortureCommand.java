package boxoffice.launcher.torture;

import boxoffice.launcher.ScratchFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Breaks a box office of its own for some minutes and looks for a seat with two owners.
@Command(name = "torture", description = {
        "Runs guests against two servers of its own while their parts are killed, frozen and restarted,",
        "and checks all that they saw. Ends with 1 when anything was wrong."
})
public final class TortureCommand implements Callable<Integer> {
    private static final Duration ROUND = Duration.ofSeconds(8);
    private static final int ROUNDS_AT_ONCE = 5;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "show this help") private boolean unusedHelp;

    @Option(names = "--minutes", paramLabel = "N", description = "for how long, 1 to 1440 (default: ${DEFAULT-VALUE})") private int minutes =
            5;

    @Option(names = "--seed", paramLabel = "S", description = "of the first round; the same seed makes the same plan (default: by chance)") private long seed =
            new Random().nextInt(1_000_000);

    @Option(names = "--data", paramLabel = "DIR", description = "an empty folder for data and logs (default: a temporary one)") private Path data =
            Path.of("");

    /// Made by picocli, which fills in the options.
    public TortureCommand() {}

    @Override
    public Integer call() {
        if (minutes < 1 || minutes > 1440) {
            System.err.println("boxoffice: --minutes is " + minutes + "; allowed: 1 to 1440");
            return 2;
        }
        boolean temporary = data.toString().isEmpty();
        Path folder = temporary ? ScratchFolder.make("boxoffice-torture").path() : data.toAbsolutePath().normalize();
        System.out.println("Torture with seed " + seed + " for " + minutes + " min. Data and logs are in " + folder);
        long until = System.nanoTime() + Duration.ofMinutes(minutes).toNanos();
        Torture.Result result;
        try (Torture torture = Torture.open(folder, System.out::println)) {
            for (long next = seed; System.nanoTime() < until && torture.hasStage(); next += ROUNDS_AT_ONCE) {
                torture.play(plans(next, until));
            }
            result = torture.result();
        }
        System.out.println(result);
        if (temporary && result.violations().isEmpty()) {
            new ScratchFolder(folder).close();
        }
        return result.violations().isEmpty() ? 0 : 1;
    }

    private static List<Plan> plans(long first, long until) {
        long left = (until - System.nanoTime()) / ROUND.toNanos();
        List<Plan> plans = new ArrayList<>();
        for (int i = 0; i < Math.clamp(left, 1, ROUNDS_AT_ONCE); i++) {
            plans.add(Plan.of(first + i, ROUND));
        }
        return plans;
    }
}
