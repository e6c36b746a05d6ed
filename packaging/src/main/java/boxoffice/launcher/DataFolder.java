package boxoffice.launcher;

import java.nio.file.Path;

/// Where a user's data belongs on this system.
final class DataFolder {
    private DataFolder() {}

    /// The default folder of a command.
    static Path of(String command) {
        String xdg = System.getenv("XDG_DATA_HOME");
        String home = System.getenv("HOME");
        Path base = xdg != null && !xdg.isBlank()
                ? Path.of(xdg)
                : Path.of(home != null && !home.isBlank() ? home : System.getProperty("user.home"), ".local", "share");
        return base.resolve("boxoffice").resolve(command);
    }
}
