package boxoffice.kiosk.frame;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.fx.testing.MovableClock;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class IdleWatchTest {
    private final MovableClock clock = new MovableClock();
    private int gone;
    private final IdleWatch watch = new IdleWatch(clock, () -> gone++);

    @BeforeEach
    void someoneIsThere() {
        watch.expect(Screen.Patience.USUAL);
    }

    @Test
    void aGuestWhoDoesNothingForAMinuteIsAsked() {
        pass(Duration.ofSeconds(59));
        assertThat(watch.state().get()).isEqualTo(new IdleWatch.State.Present());

        pass(Duration.ofSeconds(1));

        assertThat(watch.state().get()).isEqualTo(new IdleWatch.State.Asking(Duration.ofSeconds(20)));
        assertThat(gone).isZero();
    }

    @Test
    void aGuestWhoDoesNotAnswerForTwentySecondsHasGone() {
        pass(Duration.ofSeconds(60));
        pass(Duration.ofSeconds(19));
        assertThat(watch.state().get()).isEqualTo(new IdleWatch.State.Asking(Duration.ofSeconds(1)));

        pass(Duration.ofSeconds(1));

        assertThat(gone).isOne();
        assertThat(watch.state().get()).isEqualTo(new IdleWatch.State.Present());
    }

    @Test
    void anAnswerStartsTheMinuteAnew() {
        pass(Duration.ofSeconds(65));

        watch.input();
        pass(Duration.ofSeconds(59));

        assertThat(watch.state().get()).isEqualTo(new IdleWatch.State.Present());
        assertThat(gone).isZero();
    }

    @Test
    void aGuestWithAPhoneInHandIsGivenFourMinutes() {
        watch.expect(Screen.Patience.LONG);

        pass(Duration.ofSeconds(239));
        assertThat(watch.state().get()).isEqualTo(new IdleWatch.State.Present());
        pass(Duration.ofSeconds(1));
        assertThat(watch.state().get()).isInstanceOf(IdleWatch.State.Asking.class);
    }

    @Test
    void whereNobodyIsExpectedNobodyIsMissed() {
        watch.expect(Screen.Patience.ENDLESS);

        pass(Duration.ofDays(1));

        assertThat(watch.state().get()).isEqualTo(new IdleWatch.State.Present());
        assertThat(gone).isZero();
    }

    private void pass(Duration time) {
        clock.advance(time);
        watch.tick();
    }
}
