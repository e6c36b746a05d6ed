package boxoffice.admin.testing;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/// The thread that view models belong to, without any window.
public final class FxThread {
    private FxThread() {}

    /// Runs something on the FX thread and waits for its end.
    public static void run(Runnable action) {
        get(() -> {
            action.run();
            return true;
        });
    }

    /// Asks for something on the FX thread.
    public static <T> T get(Callable<T> question) {
        try {
            FxToolkit.registerPrimaryStage();
        } catch (TimeoutException slow) {
            throw new IllegalStateException(slow);
        }
        return WaitForAsyncUtils.waitForAsyncFx(10_000, question);
    }

    /// Waits until something is so, as seen by the FX thread.
    public static void until(Callable<Boolean> condition) {
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(15)).until(() -> get(condition));
    }
}
