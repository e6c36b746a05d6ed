package boxoffice.server.testing;

import boxoffice.client.BoxOfficeClient;
import boxoffice.model.Accounts.LoginRequest;
import boxoffice.model.Movies.Movie;
import boxoffice.model.SeatId;
import boxoffice.model.SeatMap.ShowSeat;
import boxoffice.model.SeatStatus;
import boxoffice.model.SeatType;
import boxoffice.model.ShowId;
import boxoffice.model.Theaters.NewShow;
import boxoffice.model.Theaters.ScheduledShow;
import boxoffice.model.Theaters.Screen;
import boxoffice.model.Theaters.Theater;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// People before a box office: guests, staff, and shows for them that no other test touches. Thread-safe.
public final class Foyer {
    /// The city in which tests have their shows.
    public static final String CITY = "Berlin";

    private static final AtomicInteger SHOWS = new AtomicInteger();

    private final BoxOfficeClient anyone;

    private Foyer(TestBoxOffice boxOffice) {
        this.anyone = BoxOfficeClient.at(boxOffice.uri());
    }

    public static Foyer of(TestBoxOffice boxOffice) {
        return new Foyer(boxOffice);
    }

    /// Somebody who has not signed in.
    public BoxOfficeClient anyone() {
        return anyone;
    }

    /// A walk-in.
    public BoxOfficeClient guest() {
        return anyone.with(anyone.guest());
    }

    /// One of the demo sign-ins: `customer`, `staff`, `manager` or `admin`.
    public BoxOfficeClient demo(String role) {
        return anyone.with(anyone.signIn(login(role)));
    }

    /// What a demo sign-in types in.
    public static LoginRequest login(String role) {
        String password = switch (role) {
            case "staff", "admin" -> "demo-" + role + "-pass";
            default -> "demo-" + role;
        };
        return new LoginRequest(role + "@demo.example", password);
    }

    /// A published show, made for whoever asks, in a house of more than a hundred seats.
    public ShowId freshShow() {
        return freshShow(CITY);
    }

    /// The same in a house of another city, whose currency may be another.
    public ShowId freshShow(String city) {
        BoxOfficeClient admin = demo("admin");
        Theater theater = anyone.theaters()
                .theaters()
                .stream()
                .filter(candidate -> candidate.city().equals(city))
                .findFirst()
                .orElseThrow();
        Screen screen =
                theater.screens().stream().filter(candidate -> candidate.seats() > 100).findFirst().orElseThrow();
        Movie movie = anyone.movies().movies().getFirst();
        // Long after the demo programme, and what other tests plan.
        LocalDate date = LocalDate.now(ZoneId.of(theater.zone())).plusDays(500 + SHOWS.getAndIncrement());
        ScheduledShow show = admin.createShow(
                new NewShow(
                        screen.id(), movie.id(), date.atTime(18, 0), new BigDecimal("14.00"), null, null, null, null));
        return admin.publish(show.id()).id();
    }

    /// So many regular seats side by side, all free.
    public List<SeatId> seats(ShowId show, int count) {
        List<ShowSeat> free = anyone.seats(show)
                .seats()
                .stream()
                .filter(seat -> seat.status() == SeatStatus.AVAILABLE && seat.type() == SeatType.REGULAR)
                .toList();
        for (int i = 0; i + count <= free.size(); i++) {
            List<ShowSeat> block = free.subList(i, i + count);
            if (block.stream().map(ShowSeat::row).distinct().count() == 1) {
                return block.stream().map(ShowSeat::id).toList();
            }
        }
        throw new IllegalStateException("no %d free seats in one row".formatted(count));
    }
}
