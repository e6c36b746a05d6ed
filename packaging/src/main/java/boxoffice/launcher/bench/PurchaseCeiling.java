package boxoffice.launcher.bench;

import boxoffice.model.Locks.LockRequest;
import boxoffice.model.SeatId;
import boxoffice.model.ShowId;
import boxoffice.server.seating.ClaimStatement;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.Sql;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// How many purchases the database takes in when nothing stands in front of it: what the server asks of it for one
/// purchase, statement by statement and in the same transactions, with no request, token, gateway, signature or Redis, and
/// without what jobs do about it later. Of the guest's looks at the booking there are two.
final class PurchaseCeiling implements BestPool.Ceiling {
    private static final String LINES = """
            [{"kind":"SEAT","label":"REGULAR","quantity":2,"amount":24.00,"included":false},\
            {"kind":"FEE","label":"Booking fee","quantity":2,"amount":1.00,"included":false}]""";

    private final House house;
    private final List<LockRequest> wishes;
    private final List<UUID> holders;

    /// @param wishes seats that nobody has, one for each purchase
    PurchaseCeiling(House house, List<LockRequest> wishes) {
        this.house = house;
        this.wishes = wishes;
        this.holders = house.database()
                .sql("SELECT id FROM users WHERE role = 'GUEST' ORDER BY id LIMIT :count")
                .with("count", wishes.size())
                .list(row -> row.uuid("id"));
    }

    @Override
    public double perSecond(int connections, Duration time) {
        AtomicInteger next = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        try (Database database = Database.open(house.databaseUrl(), connections, Duration.ofMinutes(1));
                ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            long begin = System.nanoTime();
            long end = begin + time.toNanos();
            CompletableFuture<?>[] workers = IntStream.range(0, connections)
                    .mapToObj(_ -> CompletableFuture.runAsync(() -> {
                        int i = next.getAndIncrement();
                        while (i < wishes.size() && System.nanoTime() < end) {
                            purchase(database, wishes.get(i), holders.get(i % holders.size()));
                            done.incrementAndGet();
                            i = next.getAndIncrement();
                        }
                    }, threads))
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(workers).join();
            return done.get() * 1e9 / (System.nanoTime() - begin);
        } finally {
            PurchaseLine.forgetAll(house);
        }
    }

    private static void purchase(Database database, LockRequest wish, UUID holder) {
        ShowId show = wish.showId();
        UUID lock = UUID.randomUUID();
        UUID booking = UUID.randomUUID();
        UUID payment = UUID.randomUUID();
        String[] seats = wish.seatIds().stream().map(SeatId::value).sorted().toArray(String[]::new);
        claim(database, show, lock, holder, seats);
        remember(database, holder, booking);
        database.transaction(sql -> {
            find(sql, booking);
            book(sql, show, lock, holder, booking, seats);
            pay(sql, show, holder, booking, payment);
            return true;
        });
        opened(database, holder, booking, payment);
        look(database, booking);
        String event = "evt_" + payment;
        received(database, event, payment);
        find(database, booking);
        payments(database, booking);
        database.transaction(sql -> {
            settle(sql, show, lock, booking, payment, seats);
            return true;
        });
        database.sql("""
                UPDATE gateway_events
                   SET handled_at = now()
                 WHERE gateway = 'STRIPE'
                   AND event_id = :event
                   AND\s""" + Sql.NOTED_SOON).with("event", event).update();
        look(database, booking);
        database.sql("SELECT id, seat_id, issue, token FROM tickets WHERE booking_id = :id AND status = 'VALID'")
                .with("id", booking)
                .list(Object::toString);
    }

    private static void opened(Sql sql, UUID holder, UUID booking, UUID payment) {
        sql.sql("""
                UPDATE payments
                   SET status = 'PROCESSING', gateway_ref = :ref, gateway_url = 'http://localhost/',
                       look_at = now() + interval '1 minute'
                 WHERE id = :id
                RETURNING *""").with("id", payment).with("ref", "cs_" + payment).list(Object::toString);
        sql.sql(
                "UPDATE idempotency_keys SET status = 201, body = '{}' WHERE user_id = :user AND key = :key AND "
                        + Sql.NOTED_SOON)
                .with("user", holder)
                .with("key", booking.toString())
                .update();
    }

    /// Tried later, so that the house's server leaves it alone.
    private static void received(Sql sql, String event, UUID payment) {
        sql.sql("""
                INSERT INTO gateway_events (gateway, event_id, payment_id, state, detail, attempts, next_try_at)
                VALUES ('STRIPE', :event, :payment, 'PAID', 'ch_1', 1, now() + interval '1 hour')
                ON CONFLICT DO NOTHING""").with("event", event).with("payment", payment).update();
    }

    /// How the guest looks at the booking.
    private static void look(Sql sql, UUID booking) {
        find(sql, booking);
        payments(sql, booking);
    }

    private static void find(Sql sql, UUID booking) {
        sql.sql("""
                SELECT b.*, l.expires_at, coalesce(x.due, b.total) AS due, s.seat_ids, s.prices
                  FROM bookings b
                  JOIN seat_locks l ON l.id = b.lock_id
                  LEFT JOIN exchanges x ON x.booking_id = b.id
                 CROSS JOIN LATERAL (
                       SELECT array_agg(seat_id ORDER BY seat_id) AS seat_ids,
                              array_agg(CAST(price AS text) ORDER BY seat_id) AS prices
                         FROM booking_seats
                        WHERE booking_id = b.id
                          AND cancelled_at IS NULL) s
                 WHERE b.id = :id""").with("id", booking).list(Object::toString);
    }

    private static void payments(Sql sql, UUID booking) {
        sql.sql("SELECT * FROM payments WHERE booking_id = :booking ORDER BY created_at DESC, id DESC")
                .with("booking", booking)
                .list(Object::toString);
    }

    private static void show(Sql sql, ShowId show) {
        sql.sql("""
                SELECT sc.theater_id, s.status, s.starts_at, now() AS at
                  FROM shows s
                  JOIN screens sc ON sc.id = s.screen_id
                 WHERE s.id = :show""").with("show", show).list(Object::toString);
    }

    private static void claim(Sql sql, ShowId show, UUID lock, UUID holder, String[] seats) {
        sql.sql(ClaimStatement.TEXT)
                .with("show", show)
                .with("lock", lock)
                .with("holder", holder)
                .with("seats", seats)
                .with("ranks", IntStream.range(0, seats.length).boxed().toArray(Integer[]::new))
                .with("asked", seats.length)
                .with("mostSeats", 10)
                .with("mostShows", 3)
                .with("priced", "[]")
                .with("lines", LINES)
                .with("total", 2_500L)
                .with("currency", "EUR")
                .with("lifetime", "PT10M")
                .with("ceiling", "PT1H")
                .list(Object::toString);
    }

    private static void remember(Sql sql, UUID holder, UUID booking) {
        sql.sql("""
                INSERT INTO idempotency_keys (user_id, route, key, request_hash)
                VALUES (:user, 'POST /bookings', :key, decode('00', 'hex'))""")
                .with("user", holder)
                .with("key", booking.toString())
                .update();
    }

    private static void book(Sql sql, ShowId show, UUID lock, UUID holder, UUID booking, String[] seats) {
        sql.sql("UPDATE seat_locks SET status = 'PAYING' WHERE id = :lock RETURNING *")
                .with("lock", lock)
                .list(Object::toString);
        show(sql, show);
        sql.sql("""
                WITH seats AS (
                    INSERT INTO booking_seats (booking_id, seat_id, seat_type, price)
                    SELECT CAST(:id AS uuid), seat, 'REGULAR', 1200 FROM unnest(CAST(:seats AS text[])) AS seat)
                INSERT INTO bookings (id, reference, user_id, show_id, lock_id, lines, total, currency)
                VALUES (:id, :reference, :user, :show, :lock, CAST(:lines AS jsonb), 2500, 'EUR')
                RETURNING created_at""")
                .with("id", booking)
                .with("seats", seats)
                .with("reference", booking.toString())
                .with("user", holder)
                .with("show", show)
                .with("lock", lock)
                .with("lines", LINES)
                .list(Object::toString);
    }

    private static void pay(Sql sql, ShowId show, UUID holder, UUID booking, UUID payment) {
        sql.sql("""
                SELECT t.currency, o.method, o.gateway
                  FROM shows s
                  JOIN screens sc ON sc.id = s.screen_id
                  JOIN theaters t ON t.id = sc.theater_id
                  LEFT JOIN payment_offers o ON o.theater_id = t.id
                 WHERE s.id = :show""").with("show", show).list(Object::toString);
        sql.sql("""
                INSERT INTO payments (id, booking_id, method, gateway, amount, currency)
                VALUES (:id, :booking, 'CARD', 'STRIPE', 2500, 'EUR')
                RETURNING *""")
                .with("id", payment)
                .with("booking", booking)
                .list(Object::toString);
        audit(sql, holder, payment);
        auditedEvent(sql, holder, "booking", booking, "PENDING");
    }

    private static void settle(Sql sql, ShowId show, UUID lock, UUID booking, UUID payment, String[] seats) {
        sql.sql("SELECT 1 AS one FROM bookings WHERE id = :id FOR UPDATE").with("id", booking).list(Object::toString);
        find(sql, booking);
        sql.sql("""
                UPDATE payments
                   SET status = 'SUCCESS', charge_ref = 'ch_1', completed_at = now()
                 WHERE id = :id
                RETURNING *""").with("id", payment).list(Object::toString);
        auditedEvent(sql, null, "payment", payment, "SUCCESS");
        show(sql, show);
        sql.sql("SELECT 1 AS one FROM seat_locks WHERE id = :lock FOR UPDATE")
                .with("lock", lock)
                .list(Object::toString);
        sql.sql("""
                SELECT status
                  FROM show_seats
                 WHERE show_id = :show
                   AND seat_id = ANY (:seats)
                 ORDER BY seat_id
                   FOR UPDATE""").with("show", show).with("seats", seats).list(Object::toString);
        sql.sql("""
                WITH booked AS (
                    UPDATE show_seats
                       SET status = 'BOOKED', booking_id = :booking, lock_id = NULL, expires_at = NULL,
                           changed = pg_current_xact_id()
                     WHERE show_id = :show
                       AND seat_id = ANY (:seats)
                    RETURNING seat_id),
                recorded AS (
                    INSERT INTO seat_ledger (show_id, seat_ids, change, lock_id, booking_id)
                    SELECT :show, array_agg(seat_id ORDER BY seat_id), 'BOOKED', CAST(:lock AS uuid),
                           CAST(:booking AS uuid)
                      FROM booked)
                UPDATE seat_locks SET status = 'BOOKED', closed_at = now() WHERE id = :lock""")
                .with("show", show)
                .with("seats", seats)
                .with("booking", booking)
                .with("lock", lock)
                .update();
        sql.sql("UPDATE bookings SET status = 'CONFIRMED', confirmed_at = now() WHERE id = :id")
                .with("id", booking)
                .update();
        sql.sql("""
                INSERT INTO tickets (booking_id, seat_id, token)
                SELECT CAST(:booking AS uuid), seat, repeat('x', 115) FROM unnest(CAST(:seats AS text[])) AS seat
                ON CONFLICT (booking_id, seat_id) DO NOTHING""")
                .with("booking", booking)
                .with("seats", seats)
                .update();
        auditedEvent(sql, null, "booking", booking, "CONFIRMED");
    }

    private static void audit(Sql sql, UUID actor, UUID payment) {
        sql.sql("""
                INSERT INTO audit_log (actor_id, subject, subject_id, change, details)
                VALUES (:actor, 'payment', :id, 'INITIATED', '{"gateway": "STRIPE"}')""")
                .with("actor", actor)
                .with("id", payment)
                .update();
    }

    /// The event as one that was sent already and that nobody waits for, so that the house's server leaves it alone.
    private static void auditedEvent(Sql sql, @Nullable UUID actor, String subject, UUID id, String change) {
        sql.sql("""
                WITH audited AS (
                    INSERT INTO audit_log (actor_id, subject, subject_id, change)
                    VALUES (CAST(:actor AS uuid), :subject, :id, :change))
                INSERT INTO outbox (topic, key, payload, sent_at) VALUES ('bench.event', :id, '{}', now())""")
                .with("actor", actor == null ? null : actor.toString())
                .with("subject", subject)
                .with("id", id)
                .with("change", change)
                .update();
    }
}
