package boxoffice.server.storage;

import java.io.IOException;
import java.io.UncheckedIOException;

/// Ends a child process when this one ends, however it ends.
///
/// A small shell waits on a pipe that only this process holds open. When this process dies, even by SIGKILL, the pipe
/// closes, and the shell interrupts the child.
public final class Lifeline implements AutoCloseable {
    private final Process shell;

    private Lifeline(Process shell) {
        this.shell = shell;
    }

    /// Watches over a child process.
    public static Lifeline of(long pid) {
        try {
            return new Lifeline(
                    new ProcessBuilder("sh", "-c", "cat >/dev/null; kill -INT " + pid)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start());
        } catch (IOException noShell) {
            throw new UncheckedIOException("cannot watch over process " + pid, noShell);
        }
    }

    /// Interrupts the child, if it still runs.
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
