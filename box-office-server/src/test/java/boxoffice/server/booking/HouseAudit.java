package boxoffice.server.booking;

import boxoffice.model.TheaterId;
import boxoffice.server.storage.Sql;
import boxoffice.server.testing.TestBoxOffice;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What an auditor finds wrong with a theater's books, in words; nothing where all is well.
///
/// It reads the rows and the gateway's own books, and asks none of the code that has written them. Bookings that were
/// exchanged for one another are one case, since one's money pays for the next.
record HouseAudit(TestBoxOffice boxOffice, TheaterId theater) {
    private static final String HOUSE = """
            WITH RECURSIVE mine AS (
                SELECT b.*
                  FROM bookings b
                  JOIN shows s ON s.id = b.show_id
                  JOIN screens sc ON sc.id = s.screen_id
                 WHERE sc.theater_id = :theater),
            sold AS (
                SELECT b.id, b.reference, b.show_id, x.seat_id
                  FROM mine b
                  JOIN booking_seats x ON x.booking_id = b.id AND x.cancelled_at IS NULL
                 WHERE b.status = 'CONFIRMED'),
            paid AS (
                SELECT p.*
                  FROM payments p
                  JOIN mine b ON b.id = p.booking_id),
            -- What went back or is to: a refund that failed is owed for as long as somebody has to see to it.
            owed AS (
                SELECT r.*, p.booking_id,
                       EXISTS (SELECT FROM cancellation_refunds x WHERE x.refund_id = r.id) AS cancelled
                  FROM refunds r
                  JOIN paid p ON p.id = r.payment_id
                 WHERE r.status <> 'FAILED'
                    OR EXISTS (SELECT FROM booking_reviews v WHERE v.refund_id = r.id AND v.closed_at IS NULL)),
            family AS (
                SELECT b.id AS first, b.id
                  FROM mine b
                 WHERE NOT EXISTS (SELECT FROM exchanges e WHERE e.booking_id = b.id AND e.settled_at IS NOT NULL)
                 UNION ALL
                SELECT f.first, e.booking_id
                  FROM family f
                  JOIN exchanges e ON e.from_booking_id = f.id AND e.settled_at IS NOT NULL),
            -- Gifts of the staff, who have given money back and left the seats.
            purse AS (
                SELECT f.first,
                       sum((SELECT coalesce(sum(p.amount), 0) FROM paid p
                             WHERE p.booking_id = f.id AND p.status IN ('SUCCESS', 'REFUNDED'))) AS captured,
                       sum((SELECT coalesce(sum(o.amount), 0) FROM owed o WHERE o.booking_id = f.id)) AS refunded,
                       sum((SELECT coalesce(sum(o.amount), 0) FROM owed o
                             WHERE o.booking_id = f.id AND NOT o.cancelled AND o.requested_by IS NOT NULL)) AS gifts,
                       sum((SELECT coalesce(sum(c.retained), 0) FROM cancellations c WHERE c.booking_id = f.id))
                           AS retained,
                       sum((SELECT b.total FROM mine b
                             WHERE b.id = f.id AND b.status IN ('CONFIRMED', 'PENDING_REVIEW'))) AS value
                  FROM family f
                 GROUP BY f.first)
            """;

    /// What is wrong, at whatever moment it is asked.
    List<String> always(Sql sql) {
        return Stream.of(
                """
                        SELECT 'seat ' || s.seat_id || ' is BOOKED without a confirmed booking' AS wrong
                          FROM show_seats s
                          JOIN shows w ON w.id = s.show_id
                          JOIN screens sc ON sc.id = w.screen_id
                         WHERE sc.theater_id = :theater
                           AND s.status = 'BOOKED'
                           AND NOT EXISTS (SELECT FROM sold x
                                            WHERE x.id = s.booking_id AND x.show_id = s.show_id AND x.seat_id = s.seat_id)
                        """,
                """
                        SELECT 'booking ' || x.reference || ' is confirmed without its seat ' || x.seat_id AS wrong
                          FROM sold x
                         WHERE NOT EXISTS (SELECT FROM show_seats s
                                            WHERE s.show_id = x.show_id AND s.seat_id = x.seat_id
                                              AND s.status = 'BOOKED' AND s.booking_id = x.id)
                        """,
                """
                        SELECT 'booking ' || x.reference || ' is confirmed without a ticket for seat ' || x.seat_id AS wrong
                          FROM sold x
                         WHERE NOT EXISTS (SELECT FROM tickets t
                                            WHERE t.booking_id = x.id AND t.seat_id = x.seat_id AND t.status = 'VALID')
                        """,
                """
                        SELECT 'a valid ticket for seat ' || t.seat_id || ' of booking ' || b.reference || ' is not sold' AS wrong
                          FROM tickets t
                          JOIN mine b ON b.id = t.booking_id
                         WHERE t.status = 'VALID'
                           AND NOT EXISTS (SELECT FROM sold x WHERE x.id = t.booking_id AND x.seat_id = t.seat_id)
                        """,
                """
                        SELECT 'payment ' || p.id || ' of ' || p.amount || ' goes back by ' || sum(o.amount) AS wrong
                          FROM paid p
                          JOIN owed o ON o.payment_id = p.id AND o.status <> 'FAILED'
                         GROUP BY p.id, p.amount
                        HAVING sum(o.amount) > p.amount
                        """, """
                        SELECT 'a cancellation of ' || b.reference || ' owes ' || c.refunded || ', its refunds are '
                               || coalesce(sum(r.amount), 0) AS wrong
                          FROM cancellations c
                          JOIN mine b ON b.id = c.booking_id
                          LEFT JOIN cancellation_refunds x ON x.cancellation_id = c.id
                          LEFT JOIN refunds r ON r.id = x.refund_id
                         GROUP BY c.id, b.reference, c.refunded
                        HAVING coalesce(sum(r.amount), 0) <> c.refunded
                        """, """
                        SELECT 'booking ' || b.reference || ': captured ' || q.captured || ', refunded ' || q.refunded
                               || ' (' || q.gifts || ' as a gift), retained ' || q.retained || ', value '
                               || coalesce(q.value, 0) AS wrong
                          FROM purse q
                          JOIN bookings b ON b.id = q.first
                         WHERE coalesce(q.value, 0) - (q.captured - q.refunded - q.retained) NOT BETWEEN 0 AND q.gifts
                        """, """
                        SELECT 'booking ' || b.reference || ' is confirmed, and all of its money went back' AS wrong
                          FROM purse q
                          JOIN bookings b ON b.id = q.first
                         WHERE q.value > 0
                           AND q.captured - q.refunded - q.retained <= 0
                           AND NOT EXISTS (SELECT FROM cancellations c
                                             JOIN family f ON f.id = c.booking_id
                                            WHERE f.first = q.first AND c.cause <> 'EXCHANGE')
                        """).flatMap(rule -> ask(sql, rule).stream()).toList();
    }

    /// What is wrong or unfinished when nobody does anything any more.
    List<String> atRest(Sql sql) {
        List<String> all = new ArrayList<>(always(sql));
        Stream.of("""
                SELECT 'booking ' || b.reference || ' is ' || b.status AS wrong
                  FROM mine b
                 WHERE b.status IN ('PENDING', 'PENDING_REVIEW')
                """, """
                SELECT 'payment ' || p.id || ' is ' || p.status AS wrong
                  FROM paid p
                 WHERE p.status IN ('INITIATED', 'PROCESSING')
                """, """
                SELECT 'refund ' || o.id || ' is ' || o.status AS wrong
                  FROM owed o
                 WHERE o.status IN ('PENDING', 'PROCESSING')
                """, """
                SELECT 'refund ' || r.id || ' has failed, and is still owed' AS wrong
                  FROM refunds r
                  JOIN paid p ON p.id = r.payment_id
                 WHERE r.status = 'FAILED'
                   AND r.amount <= p.amount - (SELECT coalesce(sum(x.amount), 0)
                                                 FROM refunds x
                                                WHERE x.payment_id = p.id AND x.status <> 'FAILED')
                """, """
                SELECT 'event ' || e.event_id || ' is not dealt with' AS wrong
                  FROM gateway_events e
                 WHERE e.handled_at IS NULL
                   AND (e.payment_id IN (SELECT id FROM paid)
                    OR e.refund_id IN (SELECT id FROM owed))
                """).forEach(rule -> all.addAll(ask(sql, rule)));
        all.addAll(atGateway(sql));
        return all;
    }

    /// Where the gateway's books are not ours.
    private List<String> atGateway(Sql sql) {
        Map<String, Sale.Money> theirs = new HashMap<>();
        for (JsonNode charge : boxOffice.gateway().books().path("payments")) {
            theirs.merge(
                    charge.path("metadata").path("payment").asText(),
                    new Sale.Money(charge.path("captured").asLong(), charge.path("refunded").asLong()),
                    (one, other) -> new Sale.Money(
                            one.captured() + other.captured(), one.refunded() + other.refunded()));
        }
        return sql.sql(HOUSE + """
                SELECT p.id,
                       CASE WHEN p.status IN ('SUCCESS', 'REFUNDED') THEN p.amount ELSE 0 END AS captured,
                       (SELECT coalesce(sum(r.amount), 0) FROM refunds r
                         WHERE r.payment_id = p.id AND r.status = 'SUCCESS'
                           AND r.gateway_ref NOT LIKE 'counter-%') AS refunded
                  FROM paid p""")
                .with("theater", theater)
                .list(row -> {
                    String id = row.uuid("id").toString();
                    var ours = new Sale.Money(row.number("captured"), row.number("refunded"));
                    var other = theirs.getOrDefault(id, new Sale.Money(0, 0));
                    return ours.equals(other) ? "" : "payment %s: ours %s, the gateway's %s".formatted(id, ours, other);
                })
                .stream()
                .filter(wrong -> !wrong.isEmpty())
                .toList();
    }

    private List<String> ask(Sql sql, String rule) {
        return sql.sql(HOUSE + rule).with("theater", theater).list(row -> row.text("wrong"));
    }
}
