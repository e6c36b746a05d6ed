package boxoffice.fx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import javafx.application.Platform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class TasksTest {
    private final List<String> events = new CopyOnWriteArrayList<>();

    @Test
    void workIsDoneInTheBackgroundAndItsResultArrivesOnTheFxThread() {
        Tasks.run(() -> Thread.currentThread().isVirtual() && !Platform.isFxApplicationThread())
                .onSuccess(background -> events.add(background + " " + Platform.isFxApplicationThread()))
                .always(() -> events.add("always"))
                .start();
        await().until(() -> events.size() == 2);
        assertThat(events).containsExactly("true true", "always");
    }

    @Test
    void aFailureArrivesOnTheFxThread() {
        Tasks.run(() -> {
            throw new IOException("no paper");
        })
                .onSuccess(done -> events.add("success"))
                .onError(failed -> events.add(failed.getMessage() + " " + Platform.isFxApplicationThread()))
                .start();
        await().until(() -> !events.isEmpty());
        assertThat(events).containsExactly("no paper true");
    }

    @Test
    void aFailureThatNobodyHandlesReachesTheThreadsHandler() {
        AtomicReference<Throwable> seen = new AtomicReference<>();
        AtomicReference<Thread.UncaughtExceptionHandler> before = new AtomicReference<>();
        WaitForAsyncUtils.waitForAsyncFx(5_000, () -> {
            before.set(Thread.currentThread().getUncaughtExceptionHandler());
            Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> seen.set(thrown));
        });
        Tasks.run(() -> {
            throw new IOException("lost");
        })
                .start();
        await().until(() -> seen.get() != null);
        assertThat(seen.get()).hasMessage("lost");
        WaitForAsyncUtils.waitForAsyncFx(
                5_000, () -> Thread.currentThread().setUncaughtExceptionHandler(before.get()));
    }

    @Test
    void cancelledWorkIsInterruptedAndCallsNobody() {
        CountDownLatch never = new CountDownLatch(1);
        Tasks.Running running = Tasks.run(() -> {
            try {
                never.await();
            } catch (InterruptedException stopped) {
                events.add("interrupted");
                throw stopped;
            }
        })
                .onError(failed -> events.add("error"))
                .always(() -> events.add("always"))
                .start();
        running.cancel();
        await().until(() -> !events.isEmpty());
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(events).containsExactly("interrupted");
        assertThat(running.over()).isTrue();
    }
}
