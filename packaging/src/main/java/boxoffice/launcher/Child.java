package boxoffice.launcher;

import boxoffice.server.storage.Lifeline;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A part of the box office in a process of its own. It ends with this process, however that ends.
public final class Child implements AutoCloseable {
    private static final int FINISH_SECONDS = 20;

    private final String name;
    private final Process process;
    private final Lifeline lifeline;
    private final Path log;
    private volatile boolean lost;

    private Child(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.lifeline = Lifeline.of(process.pid(), "TERM");
        this.log = log;
    }

    /// What to run: a class of this class path, with options for its JVM, arguments and settings.
    public record Program(
            String mainClass, List<String> jvm, List<String> arguments, Map<String, String> environment) {}

    /// Options of a JVM that starts quickly: an archive of loaded classes makes the second start quicker than the first.
    ///
    /// @param archive the file it is kept in
    public static List<String> quickStart(Path archive) {
        return List.of(
                "-XX:+UseSerialGC",
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + archive,
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "--enable-native-access=ALL-UNNAMED");
    }

    /// This process' class path but for its tests: folders on it would keep the archive of loaded classes from being made.
    public static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /// Starts a program. Its errors go to a log file; its output, line by line, to `lines` and the log.
    public static Child start(String name, Program program, Path logs, Consumer<String> lines) {
        Path log = logs.resolve(name.toLowerCase(java.util.Locale.ROOT).replace(' ', '-') + ".log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Names the process for whoever lists processes.
        command.add("-Dpart=" + name);
        command.add("-Dstdout.encoding=UTF-8");
        command.addAll(program.jvm());
        command.addAll(List.of("-cp", classPath(), program.mainClass()));
        command.addAll(program.arguments());
        try {
            Files.createDirectories(logs);
            Files.deleteIfExists(log);
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(program.environment());
            Child child = new Child(name, builder.start(), log);
            Thread.ofVirtual().name("output of " + name).start(() -> child.read(lines));
            return child;
        } catch (IOException failed) {
            throw new UncheckedIOException(name + " could not be started: " + failed.getMessage(), failed);
        }
    }

    /// Why the process ended, in one line, once it has.
    public CompletableFuture<String> ended() {
        return process.onExit().thenApply(this::reason);
    }

    public int exitStatus() {
        return process.exitValue();
    }

    /// The number the system knows the process by.
    public long pid() {
        return process.pid();
    }

    /// Ends the process without a word to it (SIGKILL), and comes back when it is gone.
    public void kill() {
        process.destroyForcibly();
        close();
    }

    /// Asks the process to finish and waits until it has.
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(FINISH_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } finally {
            lifeline.close();
        }
    }

    private void read(Consumer<String> lines) {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                keep(line);
                lines.accept(line);
            }
        } catch (IOException ended) {
            // the process is gone, which whoever waits for it is told by other means
        }
    }

    /// A log that cannot be written, on a full disk for instance, must not keep a line from whoever waits for it.
    private void keep(String line) {
        try {
            Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException full) {
            lost = true;
        }
    }

    /// A child that could not start says why in its last line.
    private String reason(Process ended) {
        String last = "";
        try {
            last = Files.readAllLines(log)
                    .stream()
                    .filter(line -> !line.isBlank())
                    .reduce("", (before, line) -> line);
        } catch (IOException noLog) {
            // the status alone must do
        }
        String end = ended.exitValue() > 128
                ? "was killed (signal %d)".formatted(ended.exitValue() - 128)
                : "ended with status %d".formatted(ended.exitValue());
        String where = lost ? "its log could not be written to " + log : "its log is " + log;
        return "%s %s%s; %s".formatted(name, end, last.isEmpty() ? "" : ": " + last, where);
    }
}
