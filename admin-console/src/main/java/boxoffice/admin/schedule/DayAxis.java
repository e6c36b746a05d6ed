package boxoffice.admin.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A theater's working day on a line: from 06:00 to 06:00 of the next date by the theater's own clocks, so that a late
/// show stands on the day whose evening it belongs to.
///
/// Places are true elapsed time, hence a day on which clocks are changed is 23 or 25 hours long.
///
/// @param date the date on which the day begins
public record DayAxis(LocalDate date, ZoneId zone) {
    static final LocalTime BREAK_OF_DAY = LocalTime.of(6, 0);

    /// The working day that `moment` falls on.
    static DayAxis around(Instant moment, ZoneId zone) {
        ZonedDateTime there = moment.atZone(zone);
        boolean stillYesterday = there.toLocalTime().isBefore(BREAK_OF_DAY);
        return new DayAxis(stillYesterday ? there.toLocalDate().minusDays(1) : there.toLocalDate(), zone);
    }

    Instant start() {
        return date.atTime(BREAK_OF_DAY).atZone(zone).toInstant();
    }

    Instant end() {
        return date.plusDays(1).atTime(BREAK_OF_DAY).atZone(zone).toInstant();
    }

    /// Elapsed hours from the start of the day to `moment`; negative before it.
    double hoursTo(Instant moment) {
        return Duration.between(start(), moment).toMillis() / 3_600_000.0;
    }

    /// The length of the day in hours: 24, or 23 or 25 when clocks are changed.
    double hours() {
        return hoursTo(end());
    }

    boolean contains(Instant moment) {
        return !moment.isBefore(start()) && moment.isBefore(end());
    }

    /// Whether anything between two moments falls on this day.
    boolean touches(Instant from, Instant to) {
        return from.isBefore(end()) && to.isAfter(start());
    }

    /// Every full hour of the day, as the clocks show it.
    List<ZonedDateTime> fullHours() {
        List<ZonedDateTime> hours = new ArrayList<>();
        for (Instant hour = start(); hour.isBefore(end()); hour = hour.plusSeconds(3600)) {
            hours.add(hour.atZone(zone));
        }
        return hours;
    }

    /// The next time at `moment` or after that ends in 0 or 5 minutes, on the clocks of `zone`.
    static LocalDateTime roundedUp(OffsetDateTime moment, ZoneId zone) {
        LocalDateTime local = moment.atZoneSameInstant(zone).toLocalDateTime();
        LocalDateTime minute = local.truncatedTo(ChronoUnit.MINUTES);
        LocalDateTime begun = minute.equals(local) ? minute : minute.plusMinutes(1);
        return begun.plusMinutes((5 - begun.getMinute() % 5) % 5);
    }

    /// The moment at which the theater's clocks show `local`, unless they skip it. Where they show it twice, the first.
    Optional<Instant> moment(LocalDateTime local) {
        return zone.getRules()
                .getValidOffsets(local)
                .stream()
                .findFirst()
                .map(local::toInstant);
    }
}
