package boxoffice.server.admission;

import boxoffice.model.BookingId;
import boxoffice.model.CheckIns.Admission;
import boxoffice.model.CheckIns.DoorTicket;
import boxoffice.model.CheckIns.Manifest;
import boxoffice.model.CheckIns.ManifestTicket;
import boxoffice.model.CheckIns.ShowCheckIns;
import boxoffice.model.Seat;
import boxoffice.model.SeatId;
import boxoffice.model.ShowId;
import boxoffice.model.TicketId;
import boxoffice.server.admission.Doors.Door;
import boxoffice.server.catalog.ShowForSale;
import boxoffice.server.catalog.ShowsForSale;
import boxoffice.server.http.Answer;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.Row;
import boxoffice.server.ticketing.TicketDesk;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Who is expected at a door, and who came. Thread-safe.
final class DoorList {
    private static final int VERSION_BYTES = 16;

    private final Database database;
    private final TicketDesk tickets;
    private final ShowsForSale shows;

    DoorList(Database database, TicketDesk tickets, ShowsForSale shows) {
        this.database = database;
        this.tickets = tickets;
        this.shows = shows;
    }

    /// The list for people.
    ShowCheckIns of(ShowId id) {
        ShowForSale show = shows.find(id).orElseThrow();
        List<Line> lines = lines(id, show);
        List<DoorTicket> listed = lines.stream().map(line -> line.ticket(show)).toList();
        int expected = (int) lines.stream().filter(line -> !line.cancelled()).count();
        int admitted = (int) lines.stream().filter(line -> line.admission().isPresent()).count();
        return new ShowCheckIns(id, expected, admitted, listed);
    }

    /// The list for scanners.
    Manifest manifest(Door door) {
        List<ManifestTicket> good = lines(door.show(), shows.find(door.show()).orElseThrow()).stream()
                .filter(line -> !line.cancelled())
                .map(Line::entry)
                .toList();
        Manifest unversioned = new Manifest(door.show(), "", door.hours(), tickets.keys().keys(), good);
        return new Manifest(
                door.show(), version(unversioned), door.hours(), unversioned.keys(), unversioned.tickets());
    }

    /// Good tickets, and cancelled ones with which somebody came in, in the order of the plan.
    private List<Line> lines(ShowId id, ShowForSale show) {
        return database.sql("""
                SELECT t.id, t.booking_id, t.seat_id, t.issue, b.reference,
                       t.status = 'CANCELLED' OR s.status = 'CANCELLED' AS cancelled,
                       f.scanned_at, f.gate, f.offline
                  FROM bookings b
                  JOIN shows s ON s.id = b.show_id
                  JOIN tickets t ON t.booking_id = b.id
                  LEFT JOIN check_ins c ON c.ticket_id = t.id
                  LEFT JOIN check_in_scans f ON f.scan_id = c.scan_id
                 WHERE b.show_id = :show
                   AND (c.ticket_id IS NOT NULL OR t.status = 'VALID' AND s.status = 'PUBLISHED')""")
                .with("show", id)
                .list(Line::of)
                .stream()
                .sorted(Comparator.comparing((Line line) -> show.ranks().get(line.seat())).thenComparing(Line::issued))
                .toList();
    }

    private record Line(
            TicketId id,
            BookingId booking,
            SeatId seat,
            int issue,
            String reference,
            boolean cancelled,
            Optional<Admission> admission) {
        static Line of(Row row) {
            return new Line(
                    new TicketId(row.uuid("id")),
                    new BookingId(row.uuid("booking_id")),
                    new SeatId(row.text("seat_id")),
                    row.integer("issue"),
                    row.text("reference"),
                    row.flag("cancelled"),
                    row.optionalInstant("scanned_at")
                            .map(
                                    at -> new Admission(
                                            at, row.optionalText("gate").orElse(null), row.flag("offline"))));
        }

        /// Tells apart the tickets of a seat that was sold again.
        String issued() {
            return id.toString();
        }

        DoorTicket ticket(ShowForSale show) {
            Seat place = Objects.requireNonNull(show.seats().get(seat), "a ticket for a seat that is not in the plan");
            return new DoorTicket(
                    id, seat, place.row(), place.number(), reference, issue, cancelled, admission.orElse(null));
        }

        ManifestTicket entry() {
            Instant at = admission.map(Admission::at).orElse(null);
            return new ManifestTicket(id, booking, seat, issue, at);
        }
    }

    private static String version(Manifest manifest) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(Answer.write(manifest));
            return HexFormat.of().formatHex(hash, 0, VERSION_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
