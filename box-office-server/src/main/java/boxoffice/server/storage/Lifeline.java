package boxoffice.server.storage;

import java.io.IOException;
import java.io.UncheckedIOException;

/// Ends a child process when this one ends, however it ends.
///
/// A small shell waits on a pipe that only this process holds open. When this process dies, even by SIGKILL, the pipe
/// closes, and the shell signals the child. Signals that end this process' whole group do not end the shell.
public final class Lifeline implements AutoCloseable {
    private final Process shell;

    private Lifeline(Process shell) {
        this.shell = shell;
    }

    /// Watches over a child process.
    ///
    /// @param signal by which it ends, such as `TERM`. A JVM that was started in the background of a script does not hear
    ///     `INT`; PostgreSQL waits for its clients after `TERM`.
    public static Lifeline of(long pid, String signal) {
        try {
            return new Lifeline(
                    new ProcessBuilder("sh", "-c", "trap '' INT TERM HUP; cat >/dev/null; kill -" + signal + " " + pid)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start());
        } catch (IOException noShell) {
            throw new UncheckedIOException("cannot watch over process " + pid, noShell);
        }
    }

    /// Signals the child, if it still runs.
    @Override
    public void close() {
        try {
            shell.getOutputStream().close();
            shell.waitFor();
        } catch (IOException gone) {
            shell.destroy();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
