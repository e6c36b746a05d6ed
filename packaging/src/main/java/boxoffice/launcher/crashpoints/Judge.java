package boxoffice.launcher.crashpoints;

import boxoffice.launcher.BookingRows;
import boxoffice.model.BookingId;
import boxoffice.model.Bookings.Booking;
import boxoffice.model.Bookings.BookingStatus;
import boxoffice.model.ShowId;
import boxoffice.server.storage.Database;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Holds what the database says of a visit against what the gateway says of it (PAY-7).
final class Judge {
    private final House house;
    private final Database database;

    Judge(House house) {
        this.house = house;
        this.database = house.database();
    }

    /// What somebody or some job still has to end, a line each; empty when all is settled.
    List<String> unsettled() {
        return database.sql("""
                SELECT 'booking ' || reference || ' is ' || status AS line
                  FROM bookings
                 WHERE status NOT IN ('CONFIRMED', 'CANCELLED', 'FAILED')
                 UNION ALL
                SELECT 'payment ' || p.id || ' is ' || p.status || ', and its booking is ' || b.status
                  FROM payments p
                  JOIN bookings b ON b.id = p.booking_id
                 WHERE p.status NOT IN ('SUCCESS', 'FAILED', 'REFUNDED')
                   AND b.status <> 'PENDING'
                 UNION ALL
                SELECT 'refund ' || id || ' is ' || status
                  FROM refunds
                 WHERE status <> 'SUCCESS'
                 UNION ALL
                SELECT 'event ' || event_id || ' of the gateway is not acted on'
                  FROM gateway_events
                 WHERE handled_at IS NULL
                 UNION ALL
                SELECT 'lock ' || id || ' is ' || status || ' until ' || expires_at
                  FROM seat_locks
                 WHERE closed_at IS NULL""").list(row -> row.text("line"));
    }

    /// A payment by our rows and by the gateway's books, in minor units.
    private record Paid(UUID id, String status, long givenBack, List<Charge> charges) {
        long captured() {
            return charges.stream().mapToLong(Charge::captured).sum();
        }

        long refunded() {
            return charges.stream().mapToLong(Charge::refunded).sum();
        }
    }

    private record Charge(String payment, long captured, long refunded) {}

    /// How the visit to a show ended, once all is settled.
    ///
    /// @param told what the guest knows of the booking that was bought
    Verdict judge(Act act, ShowId show, Optional<Booking> told) {
        List<Charge> charges = charges();
        List<Paid> payments = payments(show, charges);
        BookingRows rows = new BookingRows(house.databaseUrl(), List.of(show));
        Set<UUID> confirmed = rows.confirmed();
        List<String> wrong = new ArrayList<>();
        rows.lacking().forEach(line -> wrong.add("booking " + line));
        wrong.addAll(rows.nobodys());
        payments.forEach(payment -> compare(payment, wrong));
        long taken = payments.stream().flatMap(payment -> payment.charges().stream()).count();
        if (taken > 1) {
            wrong.add("money was taken " + taken + " times");
        }
        long captured = payments.stream().mapToLong(Paid::captured).sum();
        long refunded = payments.stream().mapToLong(Paid::refunded).sum();
        long owed = value(show);
        if (captured - refunded != owed) {
            wrong.add(
                    "the gateway took %d and gave back %d; confirmed seats and what the house may keep are worth %d"
                            .formatted(captured, refunded, owed));
        }
        if (act == Act.CANCELLATION && !confirmed.isEmpty()) {
            wrong.add("the booking was given back, and is still confirmed");
        }
        told.filter(booking -> act == Act.PURCHASE && booking.status() == BookingStatus.CONFIRMED)
                .map(Booking::id)
                .map(BookingId::value)
                .filter(booking -> !confirmed.contains(booking))
                .ifPresent(
                        booking -> wrong.add(
                                "the guest was told that booking " + booking + " is confirmed; it is not"));
        wrong.addAll(strangers(charges));
        return wrong.isEmpty() ? new Verdict(end(confirmed, captured), List.of()) : Verdict.wrong(wrong);
    }

    private static Verdict.End end(Set<UUID> confirmed, long captured) {
        if (!confirmed.isEmpty()) {
            return Verdict.End.CONFIRMED;
        }
        return captured > 0 ? Verdict.End.REFUNDED : Verdict.End.NEVER_PAID;
    }

    /// All that is known of a show's bookings, for whoever wants to find out what went wrong.
    List<String> evidence(ShowId show) {
        List<String> lines = new ArrayList<>(database.sql("""
                SELECT line
                  FROM (SELECT 1 AS place, 'bookings ' || CAST(to_jsonb(b) - 'lines' AS text) AS line
                          FROM bookings b
                         WHERE show_id = :show
                         UNION ALL
                        SELECT 2, 'show_seats ' || CAST(to_jsonb(s) AS text)
                          FROM show_seats s
                         WHERE show_id = :show
                         UNION ALL
                        SELECT 3, 'seat_locks ' || CAST(to_jsonb(l) - 'lines' - 'seats' AS text)
                          FROM seat_locks l
                         WHERE show_id = :show
                         UNION ALL
                        SELECT 4, 'tickets ' || CAST(to_jsonb(t) - 'token' AS text)
                          FROM tickets t
                          JOIN bookings b ON b.id = t.booking_id
                         WHERE show_id = :show
                         UNION ALL
                        SELECT 5, 'payments ' || CAST(to_jsonb(p) - 'gateway_url' AS text)
                          FROM payments p
                          JOIN bookings b ON b.id = p.booking_id
                         WHERE show_id = :show
                         UNION ALL
                        SELECT 6, 'refunds ' || CAST(to_jsonb(r) AS text)
                          FROM refunds r
                          JOIN payments p ON p.id = r.payment_id
                          JOIN bookings b ON b.id = p.booking_id
                         WHERE show_id = :show
                         UNION ALL
                        SELECT 7, 'gateway_events ' || CAST(to_jsonb(e) AS text)
                          FROM gateway_events e
                          JOIN payments p ON p.id = e.payment_id
                          JOIN bookings b ON b.id = p.booking_id
                         WHERE show_id = :show) evidence
                 ORDER BY place, line""").with("show", show).list(row -> row.text("line")));
        Set<String> ours = new HashSet<>();
        payments(show, List.of()).forEach(payment -> ours.add(payment.id().toString()));
        for (JsonNode payment : house.gatewayPayments()) {
            if (ours.contains(payment(payment))) {
                lines.add("at the gateway " + payment);
            }
        }
        return lines;
    }

    private List<Charge> charges() {
        List<Charge> charges = new ArrayList<>();
        for (JsonNode payment : house.gatewayPayments()) {
            Charge charge = new Charge(
                    payment(payment), payment.path("captured").asLong(), payment.path("refunded").asLong());
            if (charge.captured() > 0) {
                charges.add(charge);
            }
        }
        return charges;
    }

    private static String payment(JsonNode atGateway) {
        return atGateway.path("metadata").path("payment").asText();
    }

    private List<Paid> payments(ShowId show, List<Charge> charges) {
        return database.sql("""
                SELECT p.id, p.status,
                       (SELECT coalesce(sum(r.amount), 0)
                          FROM refunds r
                         WHERE r.payment_id = p.id
                           AND r.status = 'SUCCESS') AS given_back
                  FROM payments p
                  JOIN bookings b ON b.id = p.booking_id
                 WHERE b.show_id = :show""")
                .with("show", show)
                .list(
                        row -> new Paid(
                                row.uuid("id"),
                                row.text("status"),
                                row.number("given_back"),
                                charges.stream()
                                        .filter(charge -> charge.payment().equals(row.uuid("id").toString()))
                                        .toList()));
    }

    private static void compare(Paid payment, List<String> wrong) {
        boolean says = payment.status().equals("SUCCESS") || payment.status().equals("REFUNDED");
        if (says != payment.captured() > 0) {
            wrong.add(
                    "payment %s is %s, and the gateway took %d".formatted(
                            payment.id(), payment.status(), payment.captured()));
        }
        boolean all = payment.captured() > 0 && payment.refunded() == payment.captured();
        if (payment.status().equals("REFUNDED") != all || payment.givenBack() != payment.refunded()) {
            wrong.add(
                    "payment %s is %s and %d of it were given back by our rows; by the gateway's books %d of %d"
                            .formatted(
                                    payment.id(), payment.status(), payment.givenBack(), payment.refunded(), payment
                                            .captured()));
        }
    }

    /// What confirmed bookings cost, and what cancelled ones left behind by the theater's policy.
    private long value(ShowId show) {
        return database.sql("""
                SELECT (SELECT coalesce(sum(total), 0)
                          FROM bookings
                         WHERE show_id = :show
                           AND status = 'CONFIRMED')
                       + (SELECT coalesce(sum(c.retained), 0)
                            FROM cancellations c
                            JOIN bookings b ON b.id = c.booking_id
                           WHERE b.show_id = :show) AS total""")
                .with("show", show)
                .one(row -> row.number("total"))
                .orElseThrow();
    }

    /// Money for payments that have no row.
    private List<String> strangers(List<Charge> charges) {
        Set<String> known = new HashSet<>(
                database.sql("SELECT id FROM payments").list(row -> row.uuid("id").toString()));
        return charges.stream()
                .filter(charge -> !known.contains(charge.payment()))
                .map(charge -> "the gateway took money that no row of ours knows of: " + charge)
                .toList();
    }
}
