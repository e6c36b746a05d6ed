package boxoffice.admin.testing;

import boxoffice.admin.testing.ScriptedServer.Answer;
import boxoffice.admin.testing.ScriptedServer.Request;
import boxoffice.model.Accounts.Role;
import boxoffice.model.Accounts.Session;
import boxoffice.model.Accounts.User;
import boxoffice.model.MovieId;
import boxoffice.model.Movies.Movie;
import boxoffice.model.Movies.MovieList;
import boxoffice.model.ScreenId;
import boxoffice.model.SeatFeature;
import boxoffice.model.SeatId;
import boxoffice.model.SeatMap;
import boxoffice.model.SeatMap.ShowSeat;
import boxoffice.model.SeatPlan.Layout;
import boxoffice.model.SeatPlan.SectionName;
import boxoffice.model.SeatStatus;
import boxoffice.model.SeatType;
import boxoffice.model.ShowId;
import boxoffice.model.ShowStatus;
import boxoffice.model.TheaterId;
import boxoffice.model.Theaters.DaySchedule;
import boxoffice.model.Theaters.ScheduledShow;
import boxoffice.model.Theaters.Screen;
import boxoffice.model.Theaters.ScreenSchedule;
import boxoffice.model.Theaters.Theater;
import boxoffice.model.Theaters.TheaterList;
import boxoffice.model.UserId;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// A theater in Berlin with three screens, some films, and the shows that a test puts on.
public final class SampleHouse {
    public static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    public static final LocalDate DAY = LocalDate.of(2026, 11, 20);
    public static final int TRAILERS = 15;

    public static final Screen LARGE =
            new Screen(new ScreenId(id("large")), "Saal 1", List.of("2D", "3D", "IMAX"), 312, 20);
    public static final Screen SMALL = new Screen(new ScreenId(id("small")), "Saal 2", List.of("2D"), 96, 15);
    public static final Screen EMPTY = new Screen(new ScreenId(id("empty")), "Studio", List.of("2D"), 48, 10);
    public static final Theater THEATER = new Theater(
            new TheaterId(id("theater")),
            "Kanal-Lichtspiele",
            "Berlin",
            "DE",
            "Paul-Lincke-Ufer 21, 10999 Berlin",
            "Europe/Berlin",
            "EUR",
            List.of(LARGE, SMALL, EMPTY));

    public static final Movie METROPOLIS =
            film("Metropolis", null, 1927, 153, List.of("de"), List.of("2D"), "FSK 6", "#1F1A12", "#6B5526");
    public static final Movie SPIRITED_AWAY = film(
            "Spirited Away",
            "千と千尋の神隠し",
            2001,
            125,
            List.of("ja"),
            List.of("2D"),
            "FSK 0",
            "#7A2E1F",
            "#2E4A62");
    public static final Movie SPIDER_VERSE = film(
            "Spider-Man: Into the Spider-Verse",
            null,
            2018,
            117,
            List.of("en"),
            List.of("2D", "3D", "IMAX"),
            "FSK 6",
            "#8A1538",
            "#2B1B5A");
    public static final Movie AMELIE = film(
            "Amélie",
            "Le Fabuleux Destin d'Amélie Poulain",
            2001,
            122,
            List.of("fr"),
            List.of("2D"),
            "FSK 6",
            "#5B1A18",
            "#2F4F1E");
    public static final List<Movie> FILMS = List.of(METROPOLIS, SPIRITED_AWAY, SPIDER_VERSE, AMELIE);

    private final List<ScheduledShow> shows = new CopyOnWriteArrayList<>();

    private static Movie film(
            String title,
            @Nullable String original,
            int year,
            int minutes,
            List<String> languages,
            List<String> formats,
            String ageRating,
            String first,
            String second) {
        return new Movie(
                new MovieId(id(title)),
                title,
                original,
                year,
                minutes,
                languages,
                List.of("Drama"),
                List.of("DE"),
                ageRating,
                formats,
                new BigDecimal("8.1"),
                "A film.",
                "/api/v1/movies/" + id(title) + "/poster",
                List.of(first, second));
    }

    /// The same id for the same name, always.
    public static UUID id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    /// Somebody who has signed in.
    public static Session session(Role role) {
        User user = new User(new UserId(id(role.name())), role, "grace@example.org", "Grace Hopper", null);
        return new Session("access", "refresh", Instant.parse("2099-01-01T00:00:00Z"), user);
    }

    /// Puts a show on and answers it.
    public ScheduledShow add(Screen screen, Movie film, LocalDateTime starts, ShowStatus status) {
        return add(show(screen, film, starts, status, 0, 0));
    }

    /// Puts a show on, as sold as it is.
    public ScheduledShow add(ScheduledShow show) {
        shows.removeIf(other -> other.id().equals(show.id()));
        shows.add(show);
        return show;
    }

    public void remove(ShowId id) {
        shows.removeIf(show -> show.id().equals(id));
    }

    /// A show as the server would tell of it.
    public static ScheduledShow show(
            Screen screen, Movie film, LocalDateTime starts, ShowStatus status, int booked, int locked) {
        OffsetDateTime from = starts.atZone(ZONE).toOffsetDateTime();
        OffsetDateTime ends = from.plusMinutes(TRAILERS + film.runtimeMinutes());
        return new ScheduledShow(
                new ShowId(id(screen.name() + starts)),
                screen.id(),
                film.id(),
                film.title(),
                film.posterColors(),
                from,
                ends,
                ends.plusMinutes(screen.cleaningMinutes()),
                "2D",
                film.languages().getFirst(),
                film.languages().contains("de") ? null : "de",
                new BigDecimal("12.50"),
                "EUR",
                status,
                screen.seats(),
                booked,
                locked,
                null);
    }

    /// An ordinary Friday: sold, held, draft and cancelled shows on two screens, nothing on the third.
    public SampleHouse friday() {
        add(show(LARGE, SPIRITED_AWAY, DAY.atTime(10, 30), ShowStatus.PUBLISHED, 48, 0));
        add(show(LARGE, SPIDER_VERSE, DAY.atTime(14, 0), ShowStatus.PUBLISHED, 187, 6));
        add(show(LARGE, METROPOLIS, DAY.atTime(17, 15), ShowStatus.PUBLISHED, 263, 4));
        add(show(LARGE, SPIDER_VERSE, DAY.atTime(21, 0), ShowStatus.DRAFT, 0, 0));
        add(show(SMALL, AMELIE, DAY.atTime(13, 0), ShowStatus.CANCELLED, 12, 0));
        add(show(SMALL, AMELIE, DAY.atTime(16, 0), ShowStatus.PUBLISHED, 96, 0));
        add(show(SMALL, SPIRITED_AWAY, DAY.atTime(19, 30), ShowStatus.PUBLISHED, 31, 2));
        add(show(SMALL, METROPOLIS, DAY.atTime(23, 0), ShowStatus.DRAFT, 0, 0));
        return this;
    }

    public List<ScheduledShow> shows() {
        return List.copyOf(shows);
    }

    /// A day's answer.
    public DaySchedule day(LocalDate date) {
        List<ScreenSchedule> screens = new ArrayList<>();
        for (Screen screen : THEATER.screens()) {
            screens.add(
                    new ScreenSchedule(
                            screen,
                            shows.stream()
                                    .filter(show -> show.screenId().equals(screen.id()))
                                    .filter(show -> show.starts().minusHours(6).toLocalDate().equals(date))
                                    .sorted(Comparator.comparing(ScheduledShow::starts))
                                    .toList()));
        }
        return new DaySchedule(THEATER.id(), date, THEATER.zone(), THEATER.currency(), TRAILERS, screens);
    }

    /// The seats of a show: eight rows of fourteen with an aisle; the first ones booked, the next held, two blocked, and
    /// a wheelchair bay with its companion.
    public static SeatMap seats(ScheduledShow show, int booked, int locked) {
        List<ShowSeat> seats = new ArrayList<>();
        for (int row = 0; row < 8; row++) {
            for (int place = 1; place <= 14; place++) {
                seats.add(seat(row, place, status(seats.size(), booked, locked)));
            }
        }
        Layout layout = new Layout(8, 14, 16, 9, "Leinwand", List.of(new SectionName("parkett", "Parkett")));
        return new SeatMap(show.id(), layout, "v" + booked + "-" + locked, "EUR", seats);
    }

    private static SeatStatus status(int index, int booked, int locked) {
        if (index >= 110) {
            return SeatStatus.BLOCKED;
        }
        if (index < booked) {
            return SeatStatus.BOOKED;
        }
        return index < booked + locked ? SeatStatus.LOCKED : SeatStatus.AVAILABLE;
    }

    private static ShowSeat seat(int row, int place, SeatStatus status) {
        String label = String.valueOf((char) ('A' + row));
        boolean bay = row == 7 && place == 1;
        boolean beside = row == 7 && place == 2;
        SeatType type = row >= 6 ? SeatType.PREMIUM : SeatType.REGULAR;
        if (bay || beside) {
            type = bay ? SeatType.WHEELCHAIR : SeatType.COMPANION;
        }
        return new ShowSeat(
                new SeatId(label + place),
                "parkett",
                label,
                Integer.toString(place),
                type,
                status,
                type == SeatType.PREMIUM ? new BigDecimal("15.00") : new BigDecimal("12.50"),
                place - 1 + (place > 7 ? 1.5 : 0),
                row,
                place == 7 || place == 8 ? Set.of(SeatFeature.AISLE) : Set.of(),
                beside ? new SeatId(label + "1") : null);
    }

    /// Makes a server tell of this house, and let a manager in with any password.
    public SampleHouse behind(ScriptedServer server) {
        server.on("POST", "/auth/login", request -> Answer.ok(session(Role.MANAGER)));
        server.on("POST", "/auth/logout", request -> new Answer(204, ""));
        server.on("GET", "/theaters", request -> Answer.ok(new TheaterList(List.of(THEATER))));
        server.on("GET", "/movies", request -> Answer.ok(new MovieList(FILMS)));
        for (ScheduledShow show : shows) {
            int booked = Math.min(show.booked(), 70);
            server.on(
                    "GET", "/shows/" + show.id() + "/seats", request -> Answer.ok(seats(show, booked, show.locked())));
        }
        server.on("GET", "/theaters/" + THEATER.id() + "/schedule", request -> Answer.ok(day(date(request))));
        return this;
    }

    private static LocalDate date(Request request) {
        return LocalDate.parse(request.query().substring("date=".length()));
    }
}
