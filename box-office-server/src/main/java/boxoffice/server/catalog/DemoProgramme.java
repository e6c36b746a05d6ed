package boxoffice.server.catalog;

import boxoffice.model.InvalidField;
import boxoffice.model.Theaters.NewShow;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The rules in `demo/programme.yaml`, which says how they are written, and the shows that follow from them.
record DemoProgramme(
        int daysBefore, int daysAfter, int trailerMinutes, List<DayOfWeek> weekend,
        Map<String, TheaterRules> theaters) {
    private static final Pattern SLOT = Pattern.compile(
            "(\\d\\d:\\d\\d) (\\S+)(?: (3D|IMAX))?(?: ([a-z]{2})(?:/([a-z]{2}))?)?");

    record TheaterRules(
            List<String> understood,
            String subtitles,
            Interval interval,
            Prices prices,
            Map<String, ScreenRules> screens) {}

    record Interval(int minutes, int fromRuntime) {}

    record Prices(
            BigDecimal base,
            BigDecimal matinee,
            LocalTime matineeUntil,
            BigDecimal weekend,
            Map<String, BigDecimal> surcharges) {}

    record ScreenRules(List<String> weekday, List<String> weekend) {}

    /// A screen's shows on one day.
    ///
    /// @param screen `theater/screen`, as in the data files
    List<NewShow> shows(String screen, LocalDate date, Catalogue.Index index) {
        String[] names = screen.split("/", 2);
        TheaterRules theater = theaters.get(names[0]);
        ScreenRules rules = theater == null ? null : theater.screens().get(names[1]);
        if (theater == null || rules == null) {
            return List.of();
        }
        boolean isWeekend = weekend.contains(date.getDayOfWeek());
        List<NewShow> shows = new ArrayList<>();
        for (String slot : isWeekend ? rules.weekend() : rules.weekday()) {
            shows.add(show(slot, screen, theater, date, isWeekend, index));
        }
        return shows;
    }

    private static NewShow show(
            String slot,
            String screen,
            TheaterRules theater,
            LocalDate date,
            boolean isWeekend,
            Catalogue.Index index) {
        Matcher parts = SLOT.matcher(slot);
        if (!parts.matches()) {
            throw new InvalidField(
                    "programme." + screen, "has '" + slot + "'", "TIME FILM[|FILM...] [FORMAT] [SPOKEN[/SUBTITLES]]");
        }
        LocalTime time = LocalTime.parse(parts.group(1));
        String[] turns = parts.group(2).split("\\|");
        Catalogue.Index.Film film = index.film(turns[Math.floorMod(date.toEpochDay(), turns.length)]);
        String format = parts.group(3) == null ? "2D" : parts.group(3);
        String spoken = parts.group(4) == null ? film.languages().getFirst() : parts.group(4);
        return new NewShow(
                index.screen(screen),
                film.id(),
                date.atTime(time),
                price(theater.prices(), time, format, isWeekend),
                format,
                spoken,
                subtitles(theater, parts, spoken),
                film.runtimeMinutes() >= theater.interval().fromRuntime() ? theater.interval().minutes() : 0);
    }

    private static @Nullable String subtitles(TheaterRules theater, Matcher parts, String spoken) {
        boolean said = parts.group(4) != null;
        boolean understood = theater.understood().contains(spoken);
        return said ? parts.group(5) : understood ? null : theater.subtitles();
    }

    private static BigDecimal price(Prices prices, LocalTime time, String format, boolean isWeekend) {
        BigDecimal base = isWeekend
                ? prices.weekend()
                : time.isBefore(prices.matineeUntil()) ? prices.matinee()
                : prices.base();
        return base.add(prices.surcharges().getOrDefault(format, BigDecimal.ZERO));
    }
}
