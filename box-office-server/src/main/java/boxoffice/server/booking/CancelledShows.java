package boxoffice.server.booking;

import boxoffice.model.BookingId;
import boxoffice.model.Bookings.BookingStatus;
import boxoffice.model.Cancellations.ShowCancellation;
import boxoffice.model.Money;
import boxoffice.model.ProblemCode;
import boxoffice.model.ShowId;
import boxoffice.model.UserId;
import boxoffice.server.http.ProblemException;
import boxoffice.server.operations.Records;
import boxoffice.server.seating.SeatClaims;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.Row;
import boxoffice.server.storage.Sql;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Shows that do not take place after all: their sale ends, and everybody gets all of their money back (CANC-1).
/// Thread-safe.
///
/// The request closes the sale. All else is done by [#work], on any node and as often as it takes: it looks for bookings
/// that go on although their show was cancelled, so that it also finds what a crash left behind and what was paid in the
/// very moment of the cancellation.
final class CancelledShows {
    private static final Logger LOG = LoggerFactory.getLogger(CancelledShows.class);
    private static final int BATCH = 100;

    private final Database database;
    private final SeatClaims claims;
    private final Settlement settlement;
    private final Cancellations cancellations;

    CancelledShows(Database database, SeatClaims claims, Settlement settlement, Cancellations cancellations) {
        this.database = database;
        this.claims = claims;
        this.settlement = settlement;
        this.cancellations = cancellations;
    }

    /// Cancels a published show. Doing so twice changes nothing, and the first reason stays.
    ///
    /// @throws ProblemException `SHOW_NOT_FOUND`, `SHOW_HAS_BEGUN` when it is over, `STATE_CONFLICT` for a draft
    ShowCancellation cancel(ShowId show, String reason, UserId manager) {
        // Bookings of the show that begin at this moment refer to its row and do not wait for us, nor we for them.
        database.transaction(sql -> {
            boolean published = sql.sql(
                    "SELECT status, ends_at <= now() AS over FROM shows WHERE id = :show FOR NO KEY UPDATE")
                    .with("show", show)
                    .one(CancelledShows::isPublished)
                    .orElseThrow(CancelledShows::noShow);
            if (published) {
                close(sql, show, reason, manager);
            }
            return published;
        });
        claims.changed(show);
        return find(show);
    }

    private static boolean isPublished(Row row) {
        return switch (row.text("status")) {
            case "PUBLISHED" -> {
                if (row.flag("over")) {
                    throw ProblemException.of(ProblemCode.SHOW_HAS_BEGUN, "The show is over.");
                }
                yield true;
            }
            case "CANCELLED" -> false;
            default -> throw ProblemException.of(
                    ProblemCode.STATE_CONFLICT, "The show is a draft; it is not cancelled but deleted.");
        };
    }

    private void close(Sql sql, ShowId show, String reason, UserId manager) {
        sql.sql("UPDATE shows SET status = 'CANCELLED' WHERE id = :show").with("show", show).update();
        sql.sql("INSERT INTO show_cancellations (show_id, reason, requested_by) VALUES (:show, :reason, :manager)")
                .with("show", show)
                .with("reason", reason)
                .with("manager", manager)
                .update();
        claims.endAll(sql, show);
        Map<String, String> why = Map.of("reason", reason);
        Records.auditedEvent(
                sql, Optional.of(manager), "show", show.value(), "CANCELLED", why, "show.cancelled", why);
    }

    /// How far a cancelled show is taken back.
    ///
    /// @throws ProblemException `SHOW_NOT_FOUND`, `STATE_CONFLICT` for one that was not cancelled
    ShowCancellation find(ShowId show) {
        return database.sql("""
                SELECT s.currency, c.reason, c.requested_at, b.open, b.done,
                       r.pending, r.succeeded, r.failed, r.owed, r.refunded
                  FROM shows s
                  LEFT JOIN show_cancellations c ON c.show_id = s.id
                 CROSS JOIN LATERAL (
                       SELECT count(*) FILTER (WHERE b.status IN ('PENDING', 'CONFIRMED', 'PENDING_REVIEW')) AS open,
                              count(*) FILTER (WHERE b.closed_at >= c.requested_at) AS done
                         FROM bookings b
                        WHERE b.show_id = s.id) b
                 CROSS JOIN LATERAL (
                       SELECT count(*) FILTER (WHERE r.status IN ('PENDING', 'PROCESSING')) AS pending,
                              count(*) FILTER (WHERE r.status = 'SUCCESS') AS succeeded,
                              count(*) FILTER (WHERE r.status = 'FAILED') AS failed,
                              coalesce(sum(r.amount), 0) AS owed,
                              coalesce(sum(r.amount) FILTER (WHERE r.status = 'SUCCESS'), 0) AS refunded
                         FROM refunds r
                        WHERE r.created_at >= c.requested_at
                          AND r.id IN (
                              SELECT o.id
                                FROM bookings b
                                JOIN payments p ON p.booking_id = b.id
                                JOIN refunds o ON o.payment_id = p.id
                               WHERE b.show_id = s.id
                               UNION ALL
                              SELECT x.refund_id
                                FROM bookings b
                                JOIN cancellations t ON t.booking_id = b.id
                                JOIN cancellation_refunds x ON x.cancellation_id = t.id
                               WHERE b.show_id = s.id)) r
                 WHERE s.id = :show""")
                .with("show", show)
                .one(row -> progress(show, row))
                .orElseThrow(CancelledShows::noShow);
    }

    private static ShowCancellation progress(ShowId show, Row row) {
        Currency currency = Money.currency(row.text("currency"));
        return new ShowCancellation(
                show,
                row.optionalText("reason")
                        .orElseThrow(
                                () -> ProblemException.of(
                                        ProblemCode.STATE_CONFLICT, "The show was not cancelled.")),
                row.instant("requested_at"),
                row.integer("open") + row.integer("done"),
                row.integer("done"),
                row.integer("pending"),
                row.integer("succeeded"),
                row.integer("failed"),
                new Money(row.number("owed"), currency).amount(),
                new Money(row.number("refunded"), currency).amount(),
                currency.getCurrencyCode());
    }

    /// Takes back bookings of cancelled shows: those that wait for a payment end at their gateway first, and what turns out
    /// to be paid goes back like the others.
    ///
    /// @return how many were taken back
    int work() {
        int done = 0;
        List<Open> batch;
        int before;
        do {
            batch = open();
            before = done;
            for (Open booking : batch) {
                done += takeBack(booking) ? 1 : 0;
            }
        } while (batch.size() == BATCH && done > before);
        return done;
    }

    /// A booking that goes on although its show does not.
    private record Open(BookingId id, BookingStatus status, String reason) {}

    private List<Open> open() {
        return database.sql("""
                SELECT b.id, b.status, c.reason
                  FROM show_cancellations c
                  JOIN bookings b ON b.show_id = c.show_id
                 WHERE b.status IN ('PENDING', 'CONFIRMED')
                 ORDER BY b.status, b.id
                 LIMIT :batch""")
                .with("batch", BATCH)
                .list(
                        row -> new Open(
                                new BookingId(row.uuid("id")),
                                row.constant("status", BookingStatus.class),
                                row.text("reason")));
    }

    private boolean takeBack(Open booking) {
        try {
            return booking.status() == BookingStatus.CONFIRMED
                    ? cancellations.cancelForShow(booking.id(), booking.reason())
                    : settlement.giveUp(
                            BookingEntry.find(database, booking.id()).orElseThrow(), "the show was cancelled",
                            BookingStatus.CANCELLED, Optional.empty());
        } catch (RuntimeException later) {
            LOG.warn("booking {} of a cancelled show will be taken back later: {}", booking.id(), later.toString());
            return false;
        }
    }

    static ProblemException noShow() {
        return ProblemException.of(ProblemCode.SHOW_NOT_FOUND, "There is no show of that id.");
    }
}
