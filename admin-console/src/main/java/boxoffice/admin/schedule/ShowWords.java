package boxoffice.admin.schedule;

import boxoffice.admin.schedule.NewShowModel.Times;
import boxoffice.fx.Formats;
import boxoffice.fx.Messages;
import boxoffice.model.ShowStatus;
import boxoffice.model.Theaters.Conflict;
import boxoffice.model.Theaters.ScheduledShow;
import boxoffice.model.Theaters.Screen;
import boxoffice.model.Theaters.Theater;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A theater's shows in words: in the console's language, with times by the theater's own clocks, and times and amounts
/// written as is usual where the theater stands.
record ShowWords(Messages messages, Formats formats, ZoneId zone) {
    static ShowWords of(Messages messages, Theater theater) {
        Locale locale = Locale.of(messages.locale().getLanguage(), theater.country());
        return new ShowWords(messages, Formats.of(locale), ZoneId.of(theater.zone()));
    }

    String time(Instant moment) {
        return formats.time(moment.atZone(zone).toOffsetDateTime(), zone);
    }

    String time(OffsetDateTime moment) {
        return formats.time(moment, zone);
    }

    /// A time of day that belongs to no day in particular.
    String time(LocalTime time) {
        return formats.time(time.atDate(LocalDate.EPOCH).atOffset(ZoneOffset.UTC), ZoneOffset.UTC);
    }

    String dateTime(Instant moment) {
        return formats.dateTime(moment.atZone(zone).toOffsetDateTime(), zone);
    }

    String period(ScheduledShow show) {
        return messages.text("show.period", "from", time(show.starts()), "to", time(show.ends()));
    }

    String period(Conflict conflict) {
        return messages.text(
                "overlap.show",
                "title",
                conflict.title(),
                "from",
                time(conflict.starts()),
                "to",
                time(conflict.cleared()));
    }

    /// A show that is only planned yet.
    String plan(String title, Times times) {
        return messages.text("show.plan", "title", title, "from", time(times.starts()), "to", time(times.ends()));
    }

    String price(ScheduledShow show) {
        return formats.money(show.price(), show.currency());
    }

    String status(ShowStatus status) {
        return switch (status) {
            case DRAFT -> messages.text("status.draft");
            case PUBLISHED -> messages.text("status.published");
            case CANCELLED -> messages.text("status.cancelled");
        };
    }

    /// How it sells, in one line.
    String sales(ScheduledShow show) {
        return switch (show.status()) {
            case DRAFT -> messages.text("show.seats", "seats", show.seats());
            case PUBLISHED, CANCELLED -> messages.text(
                    "show.sales", "booked", show.booked(), "locked", show.locked(), "seats", show.seats());
        };
    }

    /// What is spoken and read, such as `Hindi, English subtitles`.
    String spoken(String language, @Nullable String subtitles) {
        return subtitles == null
                ? messages.text("show.spoken", "language", formats.language(language))
                : messages.text(
                        "show.spoken.subtitles",
                        "language",
                        formats.language(language),
                        "subtitles",
                        formats.language(subtitles));
    }

    /// All of a show, for those who hear the page.
    String name(ScheduledShow show, Screen screen) {
        return messages.text(
                "show.name",
                "title",
                show.title(),
                "status",
                status(show.status()),
                "screen",
                screen.name(),
                "from",
                time(show.starts()),
                "to",
                time(show.ends()),
                "cleared",
                time(show.cleared()),
                "format",
                show.format(),
                "sales",
                sales(show));
    }

    String screen(Screen screen) {
        return messages.text("lane.screen", "seats", screen.seats(), "formats", formats.row(screen.formats()));
    }
}
