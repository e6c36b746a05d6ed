package boxoffice.server.testing;

import boxoffice.client.BoxOfficeClient;
import boxoffice.model.Accounts.LoginRequest;
import boxoffice.model.Movies.Movie;
import boxoffice.model.SeatId;
import boxoffice.model.SeatMap.ShowSeat;
import boxoffice.model.SeatStatus;
import boxoffice.model.SeatType;
import boxoffice.model.ShowId;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// People before a box office: guests, staff, and shows for them that no other test has touched. Thread-safe.
public final class Foyer {
    /// The city of whose shows tests take theirs.
    public static final String CITY = "Berlin";

    private static final Set<ShowId> TAKEN = ConcurrentHashMap.newKeySet();

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

    /// A published show of the next days that nobody has touched yet.
    public ShowId freshShow() {
        LocalDate tomorrow = LocalDate.now(ZoneId.of("Europe/Berlin")).plusDays(1);
        return tomorrow.datesUntil(tomorrow.plusDays(8))
                .flatMap(
                        date -> anyone.movies(CITY, date)
                                .movies()
                                .stream()
                                .flatMap(movie -> shows(movie, date).stream()))
                .filter(TAKEN::add)
                .findFirst()
                .orElseThrow();
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

    private List<ShowId> shows(Movie movie, LocalDate date) {
        return anyone.shows(movie.id(), CITY, date)
                .theaters()
                .stream()
                .flatMap(theater -> theater.shows().stream())
                .filter(show -> show.seats() > 100)
                .map(show -> show.id())
                .toList();
    }
}
