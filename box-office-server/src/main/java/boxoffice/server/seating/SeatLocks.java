package boxoffice.server.seating;

import boxoffice.model.Json;
import boxoffice.model.LockId;
import boxoffice.model.Locks.SeatLock;
import boxoffice.model.Seat;
import boxoffice.model.SeatId;
import boxoffice.model.ShowId;
import boxoffice.model.UserId;
import boxoffice.server.catalog.ShowForSale;
import boxoffice.server.catalog.ShowsForSale;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.Row;
import boxoffice.server.storage.StorageException;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Holds seats for somebody who is choosing or paying (SEAT-2 to SEAT-6). Thread-safe.
///
/// Redis turns away whoever comes too late; the database decides. A claim is one statement that takes all seats or none,
/// in the order of their ids, so that two claims cannot deadlock; the schema is what makes two owners impossible, and
/// the database's clock is the only one that says when a lock is over.
public final class SeatLocks {
    /// Seats that one holder may lock at once (SEAT-9).
    static final int MAX_SEATS = 10;

    private final Database database;
    private final FastPath fastPath;
    private final ShowsForSale shows;
    private final SeatMaps maps;
    private final LockTimes times;

    SeatLocks(Database database, FastPath fastPath, ShowsForSale shows, SeatMaps maps, LockTimes times) {
        this.database = database;
        this.fastPath = fastPath;
        this.shows = shows;
        this.maps = maps;
        this.times = times;
    }

    /// Holds seats for a while: all of them or none.
    public LockOutcome acquire(UserId holder, ShowId showId, List<SeatId> wanted) {
        Optional<ShowForSale> found = shows.find(showId);
        if (found.isEmpty()) {
            return new LockOutcome.NoSuchShow();
        }
        ShowForSale show = found.get();
        List<SeatId> unknown =
                wanted.stream().filter(seat -> !show.seats().containsKey(seat)).toList();
        if (!unknown.isEmpty()) {
            return new LockOutcome.UnknownSeats(unknown);
        }
        if (wanted.size() > MAX_SEATS) {
            return new LockOutcome.OverQuota(MAX_SEATS);
        }
        List<SeatId> inOrder = wanted.stream().sorted().toList();
        List<Seat> seats =
                inOrder.stream().map(id -> Objects.requireNonNull(show.seats().get(id))).toList();
        FastPath.Owner owner = new FastPath.Owner(showId, holder, new LockId(TimeOrdered.uuid()));
        return switch (fastPath.acquire(owner, inOrder, times.lifetime())) {
            case FastPath.Acquired.Taken taken -> taken(show, seats, taken.seats());
            case FastPath.Acquired.All() -> claim(owner, show, seats, false);
            case FastPath.Acquired.Unknown() -> claim(owner, show, seats, true);
        };
    }

    private LockOutcome claim(FastPath.Owner owner, ShowForSale show, List<Seat> seats, boolean databaseOnly) {
        List<SeatId> ids = seats.stream().map(Seat::id).toList();
        try {
            Pricing.Quote quote = Pricing.quote(show, seats);
            Instant expiresAt = insert(owner, ids, quote);
            maps.changed(show.id());
            return new LockOutcome.Locked(
                    new SeatLock(
                            owner.lock(),
                            show.id(),
                            expiresAt,
                            quote.seats(),
                            quote.lines(),
                            quote.total().amount(),
                            quote.total().currency().getCurrencyCode(),
                            databaseOnly ? "database" : null));
        } catch (StorageException.Violated violated) {
            fastPath.release(owner, ids);
            if (!violated.of("seat_locks_all_or_none")) {
                throw violated;
            }
            maps.changed(show.id());
            Set<SeatId> taken = maps.current(show.id()).orElseThrow().taken().keySet();
            List<SeatId> lost = ids.stream().filter(taken::contains).toList();
            return lost.isEmpty() && saleIsClosed(show.id())
                    ? new LockOutcome.SaleClosed()
                    : taken(show, seats, lost.isEmpty() ? ids : lost);
        } catch (RuntimeException failed) {
            fastPath.release(owner, ids);
            throw failed;
        }
    }

    /// The claim. Too few seats break `seat_locks_all_or_none`, and with it the whole statement.
    private Instant insert(FastPath.Owner owner, List<SeatId> seats, Pricing.Quote quote) {
        return database.sql(
                """
                        WITH claimed AS (
                            INSERT INTO show_seats AS s (show_id, seat_id, status, lock_id, expires_at)
                            SELECT sh.id, wanted.seat_id, 'LOCKED', :lock, now() + CAST(:lifetime AS interval)
                              FROM shows sh, unnest(CAST(:seats AS text[])) AS wanted (seat_id)
                             WHERE sh.id = :show
                               AND sh.status = 'PUBLISHED'
                               AND sh.sale_ends_at > now()
                             ORDER BY wanted.seat_id
                            ON CONFLICT (show_id, seat_id) DO UPDATE
                               SET status = excluded.status, lock_id = excluded.lock_id, booking_id = NULL,
                                   expires_at = excluded.expires_at, changed = excluded.changed
                             WHERE s.status = 'AVAILABLE'
                                OR (s.status = 'LOCKED' AND s.expires_at <= now())
                            RETURNING s.seat_id),
                        recorded AS (
                            INSERT INTO seat_ledger (show_id, seat_ids, change, lock_id)
                            SELECT :show, array_agg(seat_id ORDER BY seat_id), 'LOCKED', :lock
                              FROM claimed
                            HAVING count(*) > 0)
                        INSERT INTO seat_locks (id, show_id, holder_id, seats_asked, seats_claimed, seats, lines, total, currency,
                                                expires_at, ends_at)
                        SELECT :lock, :show, :holder, :asked, count(*), CAST(:priced AS jsonb), CAST(:lines AS jsonb), :total,
                               :currency, now() + CAST(:lifetime AS interval), now() + CAST(:ceiling AS interval)
                          FROM claimed
                        RETURNING expires_at""")
                .with("show", owner.show())
                .with("lock", owner.lock())
                .with("holder", owner.holder())
                .with("seats", seats.stream().map(SeatId::value).toArray(String[]::new))
                .with("asked", seats.size())
                .with("priced", json(quote.seats()))
                .with("lines", json(quote.lines()))
                .with("total", quote.total().minor())
                .with("currency", quote.total().currency().getCurrencyCode())
                .with("lifetime", times.lifetime().toString())
                .with("ceiling", times.ceiling().toString())
                .one(row -> row.instant("expires_at"))
                .orElseThrow();
    }

    /// What changing a lock came to.
    sealed interface Change {
        /// Done; the seats are held until then.
        record Done(Instant expiresAt) implements Change {}

        /// The lock is over.
        record Over(Instant expiredAt) implements Change {}

        /// A booking is being paid with it, so it cannot be given back now.
        record BeingPaid() implements Change {}

        /// This holder has no such lock.
        record NotFound() implements Change {}
    }

    /// Adds one extension, up to the ceiling (SEAT-4).
    Change extend(UserId holder, LockId lock) {
        Optional<Changed> changed = database.sql("""
                WITH extended AS (
                    UPDATE seat_locks
                       SET expires_at = least(expires_at + CAST(:extension AS interval), ends_at), heartbeat_at = now()
                     WHERE id = :lock
                       AND holder_id = :holder
                       AND closed_at IS NULL
                       AND expires_at > now()
                    RETURNING id, show_id, holder_id, expires_at),
                mine AS (
                    SELECT s.show_id, s.seat_id
                      FROM show_seats s
                      JOIN extended e ON s.lock_id = e.id AND s.show_id = e.show_id
                     ORDER BY s.seat_id
                       FOR UPDATE OF s),
                moved AS (
                    UPDATE show_seats s
                       SET expires_at = e.expires_at, changed = pg_current_xact_id()
                      FROM mine m, extended e
                     WHERE s.show_id = m.show_id
                       AND s.seat_id = m.seat_id
                    RETURNING s.seat_id)
                SELECT e.id, e.show_id, e.holder_id, e.expires_at, now() AS at,
                       coalesce((SELECT array_agg(seat_id ORDER BY seat_id) FROM moved), '{}') AS seats
                  FROM extended e""")
                .with("lock", lock)
                .with("holder", holder)
                .with("extension", times.extension().toString())
                .one(Changed::of);
        changed.ifPresent(
                done -> fastPath.extend(
                        new FastPath.Owner(done.show(), holder, lock), done.seats(), Duration.between(
                                done.at(), done.expiresAt())));
        return changed.<Change>map(done -> new Change.Done(done.expiresAt())).orElseGet(() -> whyNot(holder, lock));
    }

    /// Notes that the holder is still there; a long silence ends a lock (SEAT-4).
    Change heartbeat(UserId holder, LockId lock) {
        return database.sql("""
                UPDATE seat_locks
                   SET heartbeat_at = now()
                 WHERE id = :lock
                   AND holder_id = :holder
                   AND closed_at IS NULL
                   AND expires_at > now()
                RETURNING expires_at""")
                .with("lock", lock)
                .with("holder", holder)
                .one(row -> row.instant("expires_at"))
                .<Change>map(Change.Done::new)
                .orElseGet(() -> whyNot(holder, lock));
    }

    /// Gives the seats back. Redis hears of it after the database has committed.
    Change release(UserId holder, LockId lock) {
        Optional<Changed> changed = SeatClaims.close(
                database, "id = :lock AND holder_id = :holder AND status = 'ACTIVE'", "RELEASED")
                .with("lock", lock)
                .with("holder", holder)
                .one(Changed::of);
        changed.ifPresent(this::told);
        return changed.<Change>map(done -> new Change.Done(done.at())).orElseGet(() -> whyNot(holder, lock));
    }

    /// Frees the seats of locks whose time is over or whose holder has gone silent (SEAT-8). Locks that are being paid
    /// are left to the booking, which first makes sure that no money comes any more.
    ///
    /// @return how many locks were ended
    public int expire() {
        List<Changed> ended = SeatClaims.close(database, """
                id IN (SELECT id
                         FROM seat_locks
                        WHERE status = 'ACTIVE'
                          AND (expires_at <= now() OR heartbeat_at <= now() - CAST(:silence AS interval))
                        ORDER BY id
                        LIMIT 500
                          FOR UPDATE SKIP LOCKED)""", "EXPIRED")
                .with("silence", times.silence().toString())
                .list(Changed::of);
        ended.forEach(this::told);
        return ended.size();
    }

    /// What the database has committed, Redis and the seat map hear of now.
    private void told(Changed ended) {
        fastPath.release(new FastPath.Owner(ended.show(), ended.holder(), ended.lock()), ended.seats());
        maps.changed(ended.show());
    }

    /// A lock that was changed, and the seats that were still its own.
    record Changed(LockId lock, ShowId show, UserId holder, List<SeatId> seats, Instant expiresAt, Instant at) {
        static Changed of(Row row) {
            return new Changed(
                    new LockId(row.uuid("id")),
                    new ShowId(row.uuid("show_id")),
                    new UserId(row.uuid("holder_id")),
                    row.texts("seats").stream().map(SeatId::new).toList(),
                    row.instant("expires_at"),
                    row.instant("at"));
        }
    }

    private Change whyNot(UserId holder, LockId lock) {
        return database.sql("SELECT status, expires_at FROM seat_locks WHERE id = :lock AND holder_id = :holder")
                .with("lock", lock)
                .with("holder", holder)
                .one(
                        row -> row.text("status").equals("PAYING")
                                ? new Change.BeingPaid()
                                : new Change.Over(row.instant("expires_at")))
                .orElseGet(Change.NotFound::new);
    }

    private LockOutcome taken(ShowForSale show, List<Seat> wanted, List<SeatId> lost) {
        Set<SeatId> taken = new HashSet<>(lost);
        maps.current(show.id()).ifPresent(seats -> taken.addAll(seats.taken().keySet()));
        return new LockOutcome.Taken(lost, Alternatives.near(show.plan(), wanted, taken));
    }

    private boolean saleIsClosed(ShowId show) {
        return database.sql("""
                SELECT 1 AS one
                  FROM shows
                 WHERE id = :show
                   AND (status <> 'PUBLISHED' OR sale_ends_at <= now())""")
                .with("show", show)
                .one(Row::toString)
                .isPresent();
    }

    private static String json(Object value) {
        try {
            return Json.strict().writeValueAsString(value);
        } catch (JsonProcessingException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }
}
