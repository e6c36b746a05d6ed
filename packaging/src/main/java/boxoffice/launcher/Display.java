package boxoffice.launcher;

import java.util.Locale;

/// Whether windows can be opened here.
final class Display {
    private Display() {}

    static boolean isThere() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        boolean x11 = System.getenv("DISPLAY") != null || System.getenv("WAYLAND_DISPLAY") != null;
        return x11 || system.contains("mac") || system.contains("win");
    }
}
