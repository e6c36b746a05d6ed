package boxoffice.launcher;

import java.io.PrintStream;
import java.util.Locale;

/// Tells the person at the terminal what is going on, a line for each step that is done. Thread-safe.
public final class Progress {
    private final PrintStream out;

    public Progress(PrintStream out) {
        this.out = out;
    }

    /// A step that is done.
    public synchronized void step(String name, long millis, String text) {
        out.printf(Locale.ROOT, "  %-16s %6.1f s   %s%n", name, millis / 1000.0, text);
        out.flush();
    }

    /// A line of its own.
    public synchronized void say(String text) {
        out.println(text);
        out.flush();
    }
}
