package boxoffice.server.testing;

import java.io.IOException;
import java.io.UncheckedIOException;

/// What may happen to a process that is not ours to stop politely.
public final class Faults {
    private Faults() {}

    /// Freezes it: it keeps its connections and answers nobody.
    public static void freeze(long pid) {
        signal("STOP", pid);
    }

    /// Lets a frozen process go on.
    public static void thaw(long pid) {
        signal("CONT", pid);
    }

    /// Ends it at once, and waits until it is gone.
    public static void kill(long pid) {
        signal("KILL", pid);
        ProcessHandle.of(pid).ifPresent(process -> process.onExit().join());
    }

    private static void signal(String name, long pid) {
        try {
            int status = new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                    .redirectErrorStream(true)
                    .start()
                    .waitFor();
            if (status != 0 && ProcessHandle.of(pid).isPresent()) {
                throw new IllegalStateException("cannot send " + name + " to process " + pid);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
