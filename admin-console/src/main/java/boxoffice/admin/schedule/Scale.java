package boxoffice.admin.schedule;

import boxoffice.model.Theaters.ScheduledShow;
import java.time.Instant;

/// How large a day is drawn, in pixels.
record Scale(DayAxis day) {
    static final double HOUR = 96;
    static final double LANE = 124;
    static final double RULER = 32;
    static final double HEAD = 152;
    /// Between a block and the edges of its lane.
    static final double GAP = 6;

    double x(Instant moment) {
        return Math.round(day.hoursTo(moment) * HOUR);
    }

    double width() {
        return day.hours() * HOUR;
    }

    double x(ScheduledShow show) {
        return x(show.starts().toInstant());
    }

    double width(ScheduledShow show) {
        return x(show.cleared().toInstant()) - x(show);
    }
}
