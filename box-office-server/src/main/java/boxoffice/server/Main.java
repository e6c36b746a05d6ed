package boxoffice.server;

import java.util.Map;
import java.util.concurrent.CountDownLatch;

/// Starts the server as a program. It runs until it is told to end, and then finishes what it has begun.
///
/// Settings that cannot be used end it with status 2, a start that fails with status 1, each with one line that says why.
public final class Main {
    private Main() {}

    /// Starts the server and says on standard output where it is, in one line.
    public static void main(String[] arguments) throws InterruptedException {
        Settings settings;
        try {
            settings = Settings.read(Map.of());
        } catch (Settings.WrongSetting wrong) {
            fail(2, "setting " + wrong.getMessage());
            return;
        }
        CountDownLatch ended = new CountDownLatch(1);
        try {
            BoxOffice boxOffice = BoxOffice.start(settings);
            Runtime.getRuntime()
                    .addShutdownHook(
                            new Thread(
                                    () -> {
                                        boxOffice.close();
                                        ended.countDown();
                                    },
                                    "shutdown"));
            System.out.println("box office ready at " + boxOffice.uri());
        } catch (RuntimeException failed) {
            fail(1, reason(failed));
        }
        ended.await();
    }

    private static String reason(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message.lines().findFirst().orElse(message);
    }

    private static void fail(int status, String why) {
        System.err.println("box office not started: " + why);
        System.exit(status);
    }
}
