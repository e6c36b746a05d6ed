package boxoffice.server.booking;

import boxoffice.model.Bookings.BookingStatus;
import boxoffice.model.Locks.PriceLine;
import boxoffice.model.Money;
import boxoffice.model.RefundId;
import boxoffice.model.SeatId;
import boxoffice.model.UserId;
import boxoffice.server.operations.Records;
import boxoffice.server.seating.SeatClaims;
import boxoffice.server.storage.Sql;
import boxoffice.server.ticketing.TicketDesk;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Takes seats of a confirmed booking back: seats freed, tickets voided, money owed, and all of it written down (CANC-1).
/// Works within the caller's transaction, which holds the booking.
final class TakingBack {
    private final SeatClaims claims;
    private final TicketDesk tickets;
    private final BookingMoney money;

    TakingBack(SeatClaims claims, TicketDesk tickets, BookingMoney money) {
        this.claims = claims;
        this.tickets = tickets;
        this.money = money;
    }

    /// Takes back what the row says, and owes the money.
    ///
    /// @param bill of all the seats that were sold
    void take(Sql sql, BookingEntry booking, Bill bill, CancellationEntry entry) {
        List<RefundId> owed = money.giveBack(sql, booking.id(), entry.refunded(), reason(entry), entry.actor());
        take(sql, booking, bill, entry, owed);
    }

    /// Takes the whole booking back after a refund by staff, if that was all of its money.
    void afterRefund(Sql sql, BookingEntry booking, RefundId refund, String reason, UserId staff) {
        Money left = money.left(sql, booking.id(), booking.total().currency());
        if (left.minor() > 0) {
            return;
        }
        CancellationEntry entry = CancellationEntry.of(
                CancellationEntry.Cause.REFUND,
                booking.seatIds(),
                money.amount(sql, refund),
                left,
                reason,
                Optional.of(staff));
        end(sql, booking, entry);
        entry.insert(sql, booking.id(), List.of(refund));
        record(sql, booking, entry, BookingStatus.CANCELLED);
    }

    private void take(Sql sql, BookingEntry booking, Bill bill, CancellationEntry entry, List<RefundId> owed) {
        Set<SeatId> staying = new HashSet<>(booking.seatIds());
        entry.seats().forEach(staying::remove);
        if (staying.isEmpty()) {
            end(sql, booking, entry);
        } else {
            reduce(sql, booking, bill, entry, staying);
        }
        entry.insert(sql, booking.id(), owed);
        record(sql, booking, entry, staying.isEmpty() ? BookingStatus.CANCELLED : BookingStatus.CONFIRMED);
    }

    private void end(Sql sql, BookingEntry booking, CancellationEntry entry) {
        long moved = sql.sql("""
                UPDATE bookings
                   SET status = 'CANCELLED', closed_at = now()
                 WHERE id = :id
                   AND status = 'CONFIRMED'""").with("id", booking.id()).update();
        if (moved != 1) {
            throw new IllegalStateException("booking " + booking.id() + " is not confirmed");
        }
        claims.free(sql, booking.show(), booking.id(), entry.seats());
        tickets.cancel(sql, booking.id());
    }

    private void reduce(
            Sql sql, BookingEntry booking, Bill bill, CancellationEntry entry, Set<SeatId> staying) {
        List<PriceLine> lines = bill.lines(staying);
        Money total = lines.stream()
                .filter(line -> !line.included())
                .map(line -> Money.of(line.amount(), bill.currency()))
                .reduce(Money.zero(bill.currency()), Money::plus);
        sql.sql("UPDATE bookings SET lines = CAST(:lines AS jsonb), total = :total WHERE id = :id")
                .with("id", booking.id())
                .with("lines", BookingEntry.json(lines))
                .with("total", total.minor())
                .update();
        sql.sql("UPDATE booking_seats SET cancelled_at = now() WHERE booking_id = :id AND seat_id = ANY (:seats)")
                .with("id", booking.id())
                .with("seats", entry.seats().stream().map(SeatId::value).toArray(String[]::new))
                .update();
        claims.free(sql, booking.show(), booking.id(), entry.seats());
        tickets.cancel(sql, booking.id(), entry.seats());
    }

    private static void record(Sql sql, BookingEntry booking, CancellationEntry entry, BookingStatus status) {
        Map<String, Object> details = new HashMap<>();
        details.put("cause", entry.cause());
        details.put("seats", entry.seats());
        details.put("refunded", entry.refunded().amount());
        details.put("retained", entry.retained().amount());
        details.put("currency", entry.refunded().currency().getCurrencyCode());
        if (entry.reason() != null) {
            details.put("reason", entry.reason());
        }
        boolean ended = status == BookingStatus.CANCELLED;
        Map<String, Object> payload = new HashMap<>(details);
        payload.put("show", booking.show());
        payload.put("status", status);
        Records.auditedEvent(
                sql, entry.actor(), "booking", booking.id().value(), ended ? "CANCELLED" : "REDUCED", details,
                topic(entry, ended), payload);
    }

    private static String topic(CancellationEntry entry, boolean ended) {
        if (entry.cause() == CancellationEntry.Cause.EXCHANGE) {
            return "booking.exchanged";
        }
        return ended ? "booking.cancelled" : "booking.reduced";
    }

    private static String reason(CancellationEntry entry) {
        String why = switch (entry.cause()) {
            case GUEST -> "cancelled by the guest";
            case STAFF -> "cancelled by the staff";
            case SHOW -> "the show was cancelled";
            case REFUND -> "given back by the staff";
            case EXCHANGE -> "exchanged for a cheaper booking";
        };
        return entry.reason() == null ? why : why + ": " + entry.reason();
    }
}
