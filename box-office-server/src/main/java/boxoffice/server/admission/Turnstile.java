package boxoffice.server.admission;

import boxoffice.model.CheckIns.Admission;
import boxoffice.model.CheckIns.OtherShow;
import boxoffice.model.CheckIns.Scan;
import boxoffice.model.CheckIns.Verdict;
import boxoffice.model.ProblemCode;
import boxoffice.model.Seat;
import boxoffice.model.ShowId;
import boxoffice.model.TicketId;
import boxoffice.model.TicketToken;
import boxoffice.server.admission.Doors.Door;
import boxoffice.server.catalog.Listings;
import boxoffice.server.catalog.ShowsForSale;
import boxoffice.server.http.ProblemException;
import boxoffice.server.identity.Caller;
import boxoffice.server.operations.Records;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.Row;
import boxoffice.server.storage.Sql;
import boxoffice.server.ticketing.TicketDesk;
import boxoffice.server.ticketing.TicketDesk.Judgement;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Lets each ticket in once (TIX-3). Thread-safe.
///
/// A scan is one transaction. It holds the ticket's row, so that a refund comes before or after it as a whole, and the
/// primary key of `check_ins` decides between gates that scan the same code at once.
final class Turnstile {
    private final Database database;
    private final TicketDesk tickets;
    private final Listings listings;
    private final ShowsForSale shows;

    Turnstile(Database database, TicketDesk tickets, Listings listings, ShowsForSale shows) {
        this.database = database;
        this.tickets = tickets;
        this.listings = listings;
        this.shows = shows;
    }

    /// Judges a scan and takes it down; a repetition gets the first answer again. Doors that are not open, or not any
    /// more, matter only to a guest who waits before them.
    ///
    /// @throws ProblemException when the scan's id belongs to another scan
    Scan pass(Door door, Attempt attempt) {
        Optional<TicketToken> token = tickets.genuine(attempt.text());
        // Read beforehand: a transaction that waits for a second connection may wait for others that do the same.
        Optional<OtherShow> other = token.map(TicketToken::showId)
                .filter(show -> !show.equals(door.show()))
                .flatMap(this::otherShow);
        Optional<Seat> seat = token.flatMap(this::seat);
        return database.transaction(sql -> {
            if (!ScanLog.begin(sql, door, attempt, token)) {
                return ScanLog.answer(sql, door, attempt);
            }
            Scan scan = token.map(read -> judge(sql, door, attempt, read, other, seat))
                    .orElseGet(() -> unplaced(attempt, Verdict.FORGED));
            ScanLog.end(sql, scan);
            return scan;
        });
    }

    /// Takes an admission back: the guest was turned away after all, or never came in.
    ///
    /// @throws ProblemException `NOT_FOUND` when nobody came in with the ticket
    void undo(Caller caller, TicketId ticket) {
        database.transaction(sql -> {
            Admission undone = admission(sql, ticket)
                    .orElseThrow(
                            () -> ProblemException.of(ProblemCode.NOT_FOUND, "This ticket is not checked in."));
            boolean ours = sql.sql("DELETE FROM check_ins WHERE ticket_id = :ticket")
                    .with("ticket", ticket)
                    .update() == 1;
            if (!ours) {
                throw ProblemException.of(ProblemCode.NOT_FOUND, "This ticket is not checked in any more.");
            }
            Map<String, Object> details = undone.gate() == null
                    ? Map.of("admittedAt", undone.at())
                    : Map.of("admittedAt", undone.at(), "gate", undone.gate());
            Records.audit(sql, Optional.of(caller.user()), "ticket", ticket.value(), "CHECK_IN_UNDONE", details);
            return ours;
        });
    }

    private Scan judge(
            Sql sql,
            Door door,
            Attempt attempt,
            TicketToken token,
            Optional<OtherShow> other,
            Optional<Seat> seat) {
        Judgement judgement = tickets.judge(sql, token);
        Verdict verdict = switch (judgement.verdict()) {
            case VALID -> !token.showId().equals(door.show()) ? Verdict.WRONG_SHOW : hours(door, attempt);
            case CANCELLED -> Verdict.CANCELLED;
            case REISSUED -> Verdict.REISSUED;
            case FORGED -> Verdict.FORGED;
            case UNKNOWN -> Verdict.UNKNOWN;
        };
        if (judgement.ticket().isEmpty()) {
            return unplaced(attempt, verdict);
        }
        TicketId ticket = judgement.ticket().get();
        @Nullable Admission admission = null;
        if (verdict == Verdict.ADMITTED) {
            Entry entry = enter(sql, ticket, attempt);
            verdict = entry.first() ? Verdict.ADMITTED : Verdict.DUPLICATE;
            admission = entry.admission();
        }
        boolean closed = verdict == Verdict.TOO_EARLY || verdict == Verdict.TOO_LATE;
        return new Scan(
                attempt.scanId(),
                verdict,
                ticket,
                token.seatId(),
                seat.map(Seat::row).orElse(null),
                seat.map(Seat::number).orElse(null),
                admission,
                verdict == Verdict.WRONG_SHOW ? other.orElse(null) : null,
                closed ? door.hours() : null);
    }

    private static Verdict hours(Door door, Attempt attempt) {
        if (!attempt.offline() && door.early()) {
            return Verdict.TOO_EARLY;
        }
        return !attempt.offline() && door.late() ? Verdict.TOO_LATE : Verdict.ADMITTED;
    }

    /// A ticket's admission, and whether this scan is the one that made it.
    private record Entry(boolean first, Admission admission) {}

    private static Entry enter(Sql sql, TicketId ticket, Attempt attempt) {
        while (true) {
            boolean first = sql.sql("""
                    INSERT INTO check_ins (ticket_id, scan_id) VALUES (:ticket, :scan)
                    ON CONFLICT (ticket_id) DO NOTHING""")
                    .with("ticket", ticket)
                    .with("scan", attempt.scanId())
                    .update() == 1;
            Optional<Admission> admission = admission(sql, ticket);
            // None is there when it was taken back between the two statements.
            if (admission.isPresent()) {
                return new Entry(first, admission.get());
            }
        }
    }

    private static Optional<Admission> admission(Sql sql, TicketId ticket) {
        return sql.sql("""
                SELECT f.scanned_at, f.gate, f.offline
                  FROM check_ins c
                  JOIN check_in_scans f ON f.scan_id = c.scan_id
                 WHERE c.ticket_id = :ticket""")
                .with("ticket", ticket)
                .one(Turnstile::admission);
    }

    private static Admission admission(Row row) {
        return new Admission(
                row.instant("scanned_at"), row.optionalText("gate").orElse(null), row.flag("offline"));
    }

    private static Scan unplaced(Attempt attempt, Verdict verdict) {
        return new Scan(attempt.scanId(), verdict, null, null, null, null, null, null, null);
    }

    private Optional<OtherShow> otherShow(ShowId id) {
        return listings.show(id)
                .map(
                        show -> new OtherShow(
                                show.id(), show.title(), show.theaterName(), show.screenName(), show.time()));
    }

    private Optional<Seat> seat(TicketToken token) {
        return shows.find(token.showId()).flatMap(show -> Optional.ofNullable(show.seats().get(token.seatId())));
    }
}
