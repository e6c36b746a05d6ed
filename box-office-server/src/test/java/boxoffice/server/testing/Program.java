package boxoffice.server.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Programs of ours that a test starts as processes of their own.
public final class Program {
    private Program() {}

    /// How a class of this class path is started, with the options of a short life and this test's logging.
    public static List<String> command(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-Dlogback.configurationFile="
                                + System.getProperty("logback.configurationFile"),
                        "-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }
}
