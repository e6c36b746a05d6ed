package boxoffice.launcher.torture;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A process that can be hurt: killed, frozen, started again. Whatever is done to it, it ends with this process.
///
/// Used by one thread at a time.
final class Part implements AutoCloseable {
    private static final int FINISH_SECONDS = 10;
    /// Waits until this process is gone, then ends the part, also when it is frozen.
    private static final String GUARD =
            "cat >/dev/null; children=$(pgrep -P $0); kill -CONT $children $0 2>/dev/null; kill -KILL $0 2>/dev/null";

    private final String name;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Path log;
    private @Nullable Running running;

    private record Running(Process process, Process guard) {}

    /// A part that is not started yet.
    ///
    /// @param log where all it says is appended
    Part(String name, List<String> command, Map<String, String> environment, Path log) {
        this.name = name;
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
        this.log = log;
    }

    String name() {
        return name;
    }

    /// Starts it; that it runs does not mean yet that it answers.
    void start() {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            Process process = builder.start();
            Process guard = new ProcessBuilder("sh", "-c", GUARD, Long.toString(process.pid()))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            running = new Running(process, guard);
        } catch (IOException failed) {
            throw new UncheckedIOException(name + " could not be started", failed);
        }
    }

    boolean isRunning() {
        return running != null && running.process().isAlive();
    }

    /// Ends it without a word.
    void kill() {
        signal("KILL");
        ended();
    }

    /// Asks it to finish, and waits.
    void finish(String signal) {
        signal(signal);
        ended();
    }

    /// Stops it, and all it has started, in mid-sentence. It keeps its connections and says nothing.
    void freeze() {
        signalAll("STOP");
    }

    /// Lets it go on as if nothing had been.
    void thaw() {
        signalAll("CONT");
    }

    @Override
    public void close() {
        if (isRunning()) {
            thaw();
            finish("TERM");
        } else {
            ended();
        }
    }

    private void ended() {
        Running ending = running;
        if (ending == null) {
            return;
        }
        try {
            if (!ending.process().waitFor(FINISH_SECONDS, TimeUnit.SECONDS)) {
                signalAll("KILL");
                ending.process().waitFor();
            }
            ending.guard().destroyForcibly().waitFor();
            running = null;
        } catch (InterruptedException interrupted) {
            ending.process().destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void signal(String signal) {
        if (running != null) {
            send(signal, Stream.of(running.process().toHandle()));
        }
    }

    private void signalAll(String signal) {
        if (running != null) {
            ProcessHandle self = running.process().toHandle();
            send(signal, Stream.concat(Stream.of(self), self.descendants()));
        }
    }

    private static void send(String signal, Stream<ProcessHandle> processes) {
        List<String> kill = new ArrayList<>(List.of("kill", "-" + signal));
        processes.forEach(process -> kill.add(Long.toString(process.pid())));
        try {
            Process sent = new ProcessBuilder(kill).redirectErrorStream(true).start();
            try (BufferedReader words = sent.inputReader(StandardCharsets.UTF_8)) {
                words.lines().forEach(gone -> {});
            }
            sent.waitFor();
        } catch (IOException failed) {
            throw new UncheckedIOException("no signal could be sent", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
