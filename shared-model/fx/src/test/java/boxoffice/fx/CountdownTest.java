package boxoffice.fx;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.fx.testing.MovableClock;
import boxoffice.fx.testing.RecordingSpeaker;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CountdownTest {
    private final MovableClock clock = new MovableClock();
    private final RecordingSpeaker speaker = new RecordingSpeaker();
    private final Countdown countdown = new Countdown(clock, Formats.of(Locale.US), speaker);

    private void pass(Duration time) {
        for (long second = 0; second < time.toSeconds(); second++) {
            clock.advance(Duration.ofSeconds(1));
            countdown.tick();
        }
    }

    @Test
    void everyWarningIsSaidOnceInItsTime() {
        countdown.start(clock.instant().plus(Duration.ofMinutes(10)));
        pass(Duration.ofMinutes(10));
        assertThat(speaker.said()).containsExactly(
                "5 minutes left",
                "2 minutes left",
                "1 minute left",
                "30 seconds left",
                "10 seconds left",
                "Time is up");
        assertThat(speaker.spoken()).extracting(RecordingSpeaker.Spoken::priority)
                .startsWith(
                        Speaker.Priority.NORMAL,
                        Speaker.Priority.NORMAL,
                        Speaker.Priority.IMPORTANT);
    }

    @Test
    void whatIsPastAtTheStartIsNotSaid() {
        countdown.start(clock.instant().plus(Duration.ofSeconds(90)));
        assertThat(speaker.said()).isEmpty();
        pass(Duration.ofSeconds(30));
        assertThat(speaker.said()).containsExactly("1 minute left");
    }

    @Test
    void afterALongPauseOnlyTheLatestWarningIsSaid() {
        countdown.start(clock.instant().plus(Duration.ofMinutes(10)));
        clock.advance(Duration.ofSeconds(575));
        countdown.tick();
        assertThat(speaker.said()).containsExactly("30 seconds left");
    }

    @Test
    void anExtensionBringsTheWarningsBack() {
        countdown.start(clock.instant().plus(Duration.ofSeconds(61)));
        pass(Duration.ofSeconds(2));
        countdown.start(clock.instant().plus(Duration.ofMinutes(5)).plusSeconds(1));
        pass(Duration.ofSeconds(2));
        assertThat(speaker.said()).containsExactly("1 minute left", "5 minutes left");
    }

    @Test
    void theEndComesOnce() {
        AtomicInteger ends = new AtomicInteger();
        countdown.onOver(ends::incrementAndGet);
        countdown.start(clock.instant().plus(Duration.ofSeconds(1)));
        pass(Duration.ofSeconds(5));
        assertThat(ends).hasValue(1);
        assertThat(countdown.text()).isEqualTo("0:00");
    }

    @Test
    void aStoppedCountdownKeepsQuiet() {
        countdown.start(clock.instant().plus(Duration.ofSeconds(65)));
        countdown.stop();
        pass(Duration.ofSeconds(70));
        assertThat(speaker.said()).isEmpty();
        assertThat(countdown.text()).isEmpty();
    }

    @Test
    void itIsShownAsOnAClockAndInWords() {
        countdown.start(clock.instant().plus(Duration.ofSeconds(581)));
        assertThat(countdown.text()).isEqualTo("9:41");
        assertThat(countdown.inWords()).isEqualTo("9 minutes, 41 seconds left");
        assertThat(countdown.urgency()).isEqualTo(Countdown.Urgency.CALM);
        pass(Duration.ofSeconds(461));
        assertThat(countdown.urgency()).isEqualTo(Countdown.Urgency.SHORT);
        pass(Duration.ofSeconds(90));
        assertThat(countdown.urgency()).isEqualTo(Countdown.Urgency.LAST);
    }
}
