package boxoffice.server.seating;

import boxoffice.model.Seat;
import boxoffice.model.SeatId;
import boxoffice.model.SeatMap;
import boxoffice.model.SeatMap.ShowSeat;
import boxoffice.model.SeatStatus;
import boxoffice.model.ShowId;
import boxoffice.server.catalog.ShowForSale;
import boxoffice.server.catalog.ShowsForSale;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The seats of a show as they are now (SEAT-1). Thread-safe.
///
/// Rows exist for seats that were touched; all others are AVAILABLE. A lock whose time is over is AVAILABLE too, whether
/// or not it was cleaned up yet.
final class SeatMaps {
    private final Database database;
    private final ShowsForSale shows;

    SeatMaps(Database database, ShowsForSale shows) {
        this.database = database;
        this.shows = shows;
    }

    /// The version of a show's map: the last transaction that changed a seat, and how many locks are in force, since
    /// locks also end by the clock.
    String version(ShowId show) {
        return database.sql("""
                SELECT coalesce(CAST(max(CAST(CAST(changed AS text) AS bigint)) AS text), '0')
                       || '-' || count(*) FILTER (WHERE status = 'LOCKED' AND expires_at > now()) AS version
                  FROM show_seats
                 WHERE show_id = :show""")
                .with("show", show)
                .one(row -> row.text("version"))
                .orElseThrow();
    }

    Optional<SeatMap> find(ShowId show) {
        return shows.find(show).map(this::map);
    }

    /// The seats that cannot be had.
    Set<SeatId> taken(ShowId show) {
        return statuses(show).keySet();
    }

    private SeatMap map(ShowForSale show) {
        // The version is read first: a change in between makes the map newer than it says, never older.
        String version = version(show.id());
        Map<SeatId, SeatStatus> statuses = statuses(show.id());
        List<ShowSeat> seats = show.plan()
                .seats()
                .stream()
                .map(seat -> seat(show, seat, statuses.getOrDefault(seat.id(), SeatStatus.AVAILABLE)))
                .toList();
        return new SeatMap(
                show.id(),
                show.plan().layout(),
                version,
                show.basePrice().currency().getCurrencyCode(),
                seats);
    }

    private Map<SeatId, SeatStatus> statuses(ShowId show) {
        return database.sql("""
                SELECT seat_id, status
                  FROM show_seats
                 WHERE show_id = :show
                   AND (status IN ('BOOKED', 'BLOCKED') OR (status = 'LOCKED' AND expires_at > now()))""")
                .with("show", show)
                .list(SeatMaps::status)
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Map.Entry<SeatId, SeatStatus> status(Row row) {
        return Map.entry(new SeatId(row.text("seat_id")), row.constant("status", SeatStatus.class));
    }

    private static ShowSeat seat(ShowForSale show, Seat seat, SeatStatus status) {
        return new ShowSeat(
                seat.id(),
                seat.section(),
                seat.row(),
                seat.number(),
                seat.type(),
                status,
                show.price(seat.type()).amount(),
                seat.x(),
                seat.y(),
                seat.features(),
                seat.companionOf());
    }
}
