package boxoffice.kiosk.frame;

import boxoffice.client.BoxOfficeException;
import boxoffice.fx.Tasks;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// Something that comes from the server: on its way, here, or not to be had at the moment.
///
/// While the server is gone it is asked again by itself; [#tick] has to be called about once a second for that.
/// Belongs to the FX thread.
public final class Loader<T> {
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final Clock clock;
    private final ReadOnlyObjectWrapper<Loaded<T>> state = new ReadOnlyObjectWrapper<>(new Loaded.Waiting<>());
    private @Nullable Callable<T> work;
    private Tasks.@Nullable Running running;
    private Instant failedAt = Instant.EPOCH;

    public Loader(Clock clock) {
        this.clock = clock;
    }

    /// Where it stands.
    public sealed interface Loaded<T> {
        /// The server was asked.
        record Waiting<T>() implements Loaded<T> {}

        /// It is here.
        record Here<T>(T value) implements Loaded<T> {}

        /// The server gives no answer; it is asked again by itself.
        record Offline<T>() implements Loaded<T> {}

        /// The server said no.
        record Failed<T>(String code) implements Loaded<T> {}
    }

    public ReadOnlyObjectProperty<Loaded<T>> state() {
        return state.getReadOnlyProperty();
    }

    /// Asks for it, in place of what was asked for before.
    public void load(Callable<T> newWork) {
        work = newWork;
        state.set(new Loaded.Waiting<>());
        ask(newWork);
    }

    /// Asks the same again.
    public void retry() {
        if (work != null) {
            load(work);
        }
    }

    /// Asks the same again once a failure is some seconds old. What was shown stays until the answer is there.
    public void tick() {
        Instant now = clock.instant();
        boolean due = now.isBefore(failedAt) || !now.isBefore(failedAt.plus(RETRY));
        if (work != null && state.get() instanceof Loaded.Offline<T> && due && isIdle()) {
            ask(work);
        }
    }

    /// Stops waiting.
    public void cancel() {
        if (running != null) {
            running.cancel();
        }
    }

    private boolean isIdle() {
        return running == null || running.over();
    }

    private void ask(Callable<T> question) {
        cancel();
        running = Tasks.run(question)
                .onSuccess(value -> state.set(new Loaded.Here<>(value)))
                .onError(this::failed)
                .start();
    }

    private void failed(Exception failure) {
        failedAt = clock.instant();
        switch (failure) {
            case BoxOfficeException.Unreachable _ -> state.set(new Loaded.Offline<>());
            case BoxOfficeException.Refused refused -> {
                boolean unavailable = refused.problem().status() == 503;
                state.set(unavailable ? new Loaded.Offline<>() : new Loaded.Failed<>(refused.problem().code()));
            }
            case Exception unexpected -> {
                System.getLogger(Loader.class.getName()).log(Level.ERROR, "loading failed by itself", unexpected);
                state.set(new Loaded.Failed<>("KIOSK_ERROR"));
            }
        }
    }
}
