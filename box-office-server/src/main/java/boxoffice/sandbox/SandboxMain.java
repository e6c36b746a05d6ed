package boxoffice.sandbox;

import boxoffice.sandbox.SandboxSettings.WrongSetting;
import boxoffice.sandbox.common.JournalException;
import java.util.List;

/// Starts the sandbox payment gateway as a program of its own. It runs until it is told to end.
///
/// Settings that cannot be used end it with status 2, a start that fails with status 1, each with one line that says why.
public final class SandboxMain {
    /// Read by the logging library when the first logger is made. The server's own settings do not fit this program.
    private static final String LOG_SETTINGS = "logback.configurationFile";

    private SandboxMain() {}

    /// Starts the gateway and says on standard output where it is, in one line.
    public static void main(String[] arguments) {
        if (System.getProperty(LOG_SETTINGS) == null) {
            System.setProperty(LOG_SETTINGS, "boxoffice/sandbox/logback.xml");
        }
        SandboxConfig config;
        try {
            config = SandboxSettings.read(List.of(arguments), System::getProperty, System::getenv);
        } catch (WrongSetting wrong) {
            fail(2, "setting " + wrong.getMessage());
            return;
        }
        try {
            SandboxGateway gateway = SandboxGateway.start(config);
            Runtime.getRuntime().addShutdownHook(new Thread(gateway::close, "sandbox-shutdown"));
            System.out.println("sandbox gateway ready at " + gateway.uri());
        } catch (JournalException unusable) {
            fail(2, "data-dir cannot be used: " + unusable.getMessage());
        } catch (RuntimeException failed) {
            fail(1, "cannot listen on " + config.host() + " port " + config.port() + ": " + rootOf(failed));
        }
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static void fail(int status, String why) {
        System.err.println("sandbox gateway not started: " + why);
        System.exit(status);
    }
}
