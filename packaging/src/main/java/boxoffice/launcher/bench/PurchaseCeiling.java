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

/// How many purchases the database takes in when nothing stands in front of it: all that one purchase writes, in the
/// transactions in which it writes it, with no request, token, gateway, signature or Redis.
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
            book(sql, show, lock, holder, booking, seats);
            pay(sql, holder, booking, payment);
            return true;
        });
        database.sql("""
                UPDATE payments
                   SET status = 'PROCESSING', gateway_ref = :ref, gateway_url = 'http://localhost/',
                       look_at = now() + interval '1 minute'
                 WHERE id = :id""").with("id", payment).with("ref", "cs_" + payment).update();
        database.sql("UPDATE idempotency_keys SET status = 201, body = '{}' WHERE user_id = :user AND key = :key")
                .with("user", holder)
                .with("key", booking.toString())
                .update();
        // Tried later, so that the house's server leaves it alone.
        String event = "evt_" + payment;
        database.sql("""
                INSERT INTO gateway_events (gateway, event_id, payment_id, state, detail, body, next_try_at)
                VALUES ('STRIPE', :event, :payment, 'PAID', 'ch_1', '{}', now() + interval '1 hour')""")
                .with("event", event)
                .with("payment", payment)
                .update();
        database.sql("""
                UPDATE gateway_events
                   SET attempts = attempts + 1
                 WHERE gateway = 'STRIPE'
                   AND event_id = :event""").with("event", event).update();
        database.transaction(sql -> {
            settle(sql, show, lock, booking, payment, seats);
            return true;
        });
        database.sql("UPDATE gateway_events SET handled_at = now() WHERE gateway = 'STRIPE' AND event_id = :event")
                .with("event", event)
                .update();
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
        sql.sql("UPDATE seat_locks SET status = 'PAYING' WHERE id = :lock").with("lock", lock).update();
        sql.sql("""
                INSERT INTO bookings (id, reference, user_id, show_id, lock_id, lines, total, currency)
                VALUES (:id, :reference, :user, :show, :lock, CAST(:lines AS jsonb), 2500, 'EUR')""")
                .with("id", booking)
                .with("reference", booking.toString())
                .with("user", holder)
                .with("show", show)
                .with("lock", lock)
                .with("lines", LINES)
                .update();
        for (String seat : seats) {
            sql.sql("""
                    INSERT INTO booking_seats (booking_id, seat_id, seat_type, price)
                    VALUES (:booking, :seat, 'REGULAR', 1200)""")
                    .with("booking", booking)
                    .with("seat", seat)
                    .update();
        }
    }

    private static void pay(Sql sql, UUID holder, UUID booking, UUID payment) {
        sql.sql("""
                INSERT INTO payments (id, booking_id, method, gateway, amount, currency)
                VALUES (:id, :booking, 'CARD', 'STRIPE', 2500, 'EUR')""")
                .with("id", payment)
                .with("booking", booking)
                .update();
        audit(sql, holder, "payment", payment, "INITIATED");
        audit(sql, holder, "booking", booking, "PENDING");
        event(sql, booking);
    }

    private static void settle(Sql sql, ShowId show, UUID lock, UUID booking, UUID payment, String[] seats) {
        sql.sql("SELECT 1 AS one FROM bookings WHERE id = :id FOR UPDATE").with("id", booking).list(Object::toString);
        sql.sql("UPDATE payments SET status = 'SUCCESS', charge_ref = 'ch_1', completed_at = now() WHERE id = :id")
                .with("id", payment)
                .update();
        audit(sql, null, "payment", payment, "SUCCESS");
        event(sql, payment);
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
                SELECT CAST(:booking AS uuid), seat, repeat('x', 115) FROM unnest(CAST(:seats AS text[])) AS seat""")
                .with("booking", booking)
                .with("seats", seats)
                .update();
        audit(sql, null, "booking", booking, "CONFIRMED");
        event(sql, booking);
    }

    private static void audit(
            Sql sql, @Nullable UUID actor, String subject, UUID id, String change) {
        sql.sql("""
                INSERT INTO audit_log (actor_id, subject, subject_id, change)
                VALUES (CAST(:actor AS uuid), :subject, :id, :change)""")
                .with("actor", actor == null ? null : actor.toString())
                .with("subject", subject)
                .with("id", id)
                .with("change", change)
                .update();
    }

    /// As one that was sent already and that nobody waits for, so that the house's server leaves it alone.
    private static void event(Sql sql, UUID key) {
        sql.sql("INSERT INTO outbox (topic, key, payload, sent_at) VALUES ('bench.event', :key, '{}', now())")
                .with("key", key)
                .update();
    }
}
