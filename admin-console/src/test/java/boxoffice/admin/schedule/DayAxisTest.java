package boxoffice.admin.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DayAxisTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final DayAxis FRIDAY = new DayAxis(LocalDate.of(2026, 11, 20), BERLIN);

    @Test
    void aDayLastsFromSixToSix() {
        assertThat(FRIDAY.start()).isEqualTo(Instant.parse("2026-11-20T05:00:00Z"));
        assertThat(FRIDAY.end()).isEqualTo(Instant.parse("2026-11-21T05:00:00Z"));
        assertThat(FRIDAY.hours()).isEqualTo(24);
        assertThat(FRIDAY.fullHours()).hasSize(24);
    }

    @Test
    void aLateShowBelongsToTheEveningBefore() {
        Instant halfPastOne = Instant.parse("2026-11-21T00:30:00Z");
        assertThat(FRIDAY.contains(halfPastOne)).isTrue();
        assertThat(DayAxis.around(halfPastOne, BERLIN)).isEqualTo(FRIDAY);
        assertThat(FRIDAY.hoursTo(halfPastOne)).isEqualTo(19.5);
    }

    @Test
    void sixInTheMorningBeginsTheNextDay() {
        assertThat(FRIDAY.contains(FRIDAY.end())).isFalse();
        assertThat(DayAxis.around(FRIDAY.end(), BERLIN).date()).isEqualTo(LocalDate.of(2026, 11, 21));
    }

    @Test
    void theDayOnWhichClocksGoForwardHasAnHourLess() {
        DayAxis march = new DayAxis(LocalDate.of(2026, 3, 28), BERLIN);
        assertThat(march.hours()).isEqualTo(23);
        assertThat(march.fullHours().stream().map(ZonedDateTime::getHour)).hasSize(23).doesNotContain(2);
    }

    @Test
    void theDayOnWhichClocksGoBackHasAnHourMore() {
        assertThat(new DayAxis(LocalDate.of(2026, 10, 24), BERLIN).hours()).isEqualTo(25);
    }

    @Test
    void aTimeThatClocksSkipIsNoMoment() {
        assertThat(FRIDAY.moment(LocalDateTime.of(2026, 3, 29, 2, 30))).isEmpty();
        assertThat(FRIDAY.moment(LocalDateTime.of(2026, 11, 20, 18, 45)))
                .isEqualTo(Optional.of(Instant.parse("2026-11-20T17:45:00Z")));
    }

    @Test
    void aTimeThatClocksShowTwiceIsTheFirst() {
        assertThat(FRIDAY.moment(LocalDateTime.of(2026, 10, 25, 2, 30)))
                .isEqualTo(Optional.of(Instant.parse("2026-10-25T00:30:00Z")));
    }

    @Test
    void startsAreRoundedUpToFiveMinutes() {
        assertThat(DayAxis.roundedUp(OffsetDateTime.parse("2026-11-20T17:32:00Z"), BERLIN))
                .isEqualTo(LocalDateTime.of(2026, 11, 20, 18, 35));
        assertThat(DayAxis.roundedUp(OffsetDateTime.parse("2026-11-20T17:35:00Z"), BERLIN))
                .isEqualTo(LocalDateTime.of(2026, 11, 20, 18, 35));
        assertThat(DayAxis.roundedUp(OffsetDateTime.parse("2026-11-20T22:57:01Z"), BERLIN))
                .isEqualTo(LocalDateTime.of(2026, 11, 21, 0, 0));
    }
}
