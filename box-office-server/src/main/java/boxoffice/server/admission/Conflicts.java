package boxoffice.server.admission;

import boxoffice.model.CheckIns.Admission;
import boxoffice.model.CheckIns.Conflict;
import boxoffice.model.CheckIns.ConflictReport;
import boxoffice.model.CheckIns.Verdict;
import boxoffice.model.SeatId;
import boxoffice.model.ShowId;
import boxoffice.model.TicketId;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.Row;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Whom offline gates have let in though we would not have. Thread-safe.
final class Conflicts {
    private static final String SELECT = """
            SELECT s.scan_id, s.verdict, s.ticket_id, t.seat_id, s.gate, s.scanned_at, s.received_at,
                   f.scanned_at AS admitted_at, f.gate AS admitted_gate, f.offline AS admitted_offline
              FROM check_in_scans s
              LEFT JOIN tickets t ON t.id = s.ticket_id
              LEFT JOIN check_ins c ON c.ticket_id = s.ticket_id
              LEFT JOIN check_in_scans f ON f.scan_id = c.scan_id
             WHERE s.offline
               AND s.verdict <> 'ADMITTED'
               AND\s""";

    private final Database database;

    Conflicts(Database database) {
        this.database = database;
    }

    /// The conflict that came of a scan, if one did.
    Optional<Conflict> of(UUID scan) {
        return database.sql(SELECT + "s.scan_id = :scan").with("scan", scan).one(Conflicts::conflict);
    }

    /// All of a show.
    ConflictReport of(ShowId show) {
        return new ConflictReport(
                show,
                database.sql(SELECT + "s.show_id = :show ORDER BY s.scanned_at, s.scan_id")
                        .with("show", show)
                        .list(Conflicts::conflict));
    }

    private static Conflict conflict(Row row) {
        Instant scanned = row.instant("scanned_at");
        Optional<Instant> admitted = row.optionalInstant("admitted_at");
        return new Conflict(
                row.uuid("scan_id"),
                row.constant("verdict", Verdict.class),
                row.optionalUuid("ticket_id").map(TicketId::new).orElse(null),
                row.optionalText("seat_id").map(SeatId::new).orElse(null),
                row.optionalText("gate").orElse(null),
                scanned,
                row.instant("received_at"),
                admitted.map(
                        at -> new Admission(
                                at, row.optionalText("admitted_gate").orElse(null), row.flag("admitted_offline")))
                        .orElse(null),
                admitted.map(scanned::isBefore).orElse(false));
    }
}
