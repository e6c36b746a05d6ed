package boxoffice.kiosk.frame;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// Notices that a guest has gone: asks after a while without input, and gives up some seconds later (KIOSK-1).
///
/// Belongs to the FX thread. [#tick] is called about once a second.
public final class IdleWatch {
    static final Duration ANSWER = Duration.ofSeconds(20);

    private final Clock clock;
    private final Runnable gone;
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(new State.Present());
    private Screen.Patience patience = Screen.Patience.ENDLESS;
    private Instant lastInput;
    private boolean retired;

    /// What is known of the guest.
    public sealed interface State {
        /// The guest did something lately, or nobody is expected.
        record Present() implements State {}

        /// The guest is asked, and has `left` to answer.
        record Asking(Duration left) implements State {}
    }

    /// @param gone what is done when nobody answers
    public IdleWatch(Clock clock, Runnable gone) {
        this.clock = clock;
        this.gone = gone;
        this.lastInput = clock.instant();
    }

    public ReadOnlyObjectProperty<State> state() {
        return state.getReadOnlyProperty();
    }

    /// The guest did something.
    public void input() {
        lastInput = clock.instant();
        state.set(new State.Present());
    }

    /// Another screen is shown, for which guests may take so long.
    public void expect(Screen.Patience newPatience) {
        patience = newPatience;
        input();
    }

    /// Watches no more.
    void retire() {
        retired = true;
        input();
    }

    public void tick() {
        if (retired || patience == Screen.Patience.ENDLESS) {
            return;
        }
        Instant now = clock.instant();
        if (now.isBefore(lastInput)) {
            // the machine's clock was put back
            lastInput = now;
        }
        Instant asked = lastInput.plus(patience.limit());
        if (now.isBefore(asked)) {
            return;
        }
        Duration left = Duration.between(now, asked.plus(ANSWER));
        if (left.isPositive()) {
            state.set(new State.Asking(left));
        } else {
            input();
            gone.run();
        }
    }
}
