package boxoffice.server.seating;

import boxoffice.model.BookingId;
import boxoffice.model.Json;
import boxoffice.model.LockId;
import boxoffice.model.Locks.PriceLine;
import boxoffice.model.Locks.PricedSeat;
import boxoffice.model.Money;
import boxoffice.model.SeatId;
import boxoffice.model.ShowId;
import boxoffice.model.UserId;
import boxoffice.server.storage.Row;
import boxoffice.server.storage.Sql;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a booking does with a lock: pays for it, owns its seats, or gives it up. Thread-safe.
///
/// Each method works within the booking's own transaction, so that seats and money change together or not at all. Redis
/// is told by [#forget] after the commit.
public final class SeatClaims {
    private final FastPath fastPath;
    private final SeatMaps maps;
    private final LockTimes times;
    private final SeatFinder finder;

    SeatClaims(FastPath fastPath, SeatMaps maps, LockTimes times, SeatFinder finder) {
        this.finder = finder;
        this.fastPath = fastPath;
        this.maps = maps;
        this.times = times;
    }

    /// Reserves a live lock for one payment and leaves enough time for it (SEAT-4).
    public HeldSeats.Claim startPaying(Sql sql, UserId holder, LockId lock) {
        Optional<HeldSeats> held = sql.sql("""
                WITH asked AS (
                    SELECT id, show_id, seats_asked
                      FROM seat_locks
                     WHERE id = :lock
                       AND holder_id = :holder
                       AND status = 'ACTIVE'
                       AND expires_at > now()
                       FOR UPDATE),
                mine AS (
                    SELECT s.show_id, s.seat_id
                      FROM show_seats s
                      JOIN asked a ON s.lock_id = a.id AND s.show_id = a.show_id
                     ORDER BY s.seat_id
                       FOR UPDATE OF s),
                paying AS (
                    UPDATE seat_locks l
                       SET status = 'PAYING',
                           expires_at = least(greatest(l.expires_at, now() + CAST(:time AS interval)), l.ends_at)
                      FROM asked a
                     WHERE l.id = a.id
                       AND a.seats_asked = (SELECT count(*) FROM mine)
                    RETURNING l.*, l.expires_at > old.expires_at AS longer),
                moved AS (
                    UPDATE show_seats s
                       SET expires_at = p.expires_at, changed = pg_current_xact_id()
                      FROM mine m, paying p
                     WHERE s.show_id = m.show_id
                       AND s.seat_id = m.seat_id
                       AND p.longer),
                recorded AS (
                    INSERT INTO seat_ledger (show_id, seat_ids, change, lock_id)
                    SELECT p.show_id, (SELECT array_agg(seat_id ORDER BY seat_id) FROM mine), 'EXTENDED', p.id
                      FROM paying p
                     WHERE p.longer)
                SELECT id, show_id, seats, lines, total, currency, expires_at FROM paying""")
                .with("lock", lock)
                .with("holder", holder)
                .with("time", times.paying().toString())
                .one(SeatClaims::held);
        if (held.filter(seats -> !fastPath.mayBook(seats.show())).isPresent()) {
            return new HeldSeats.Claim.Busy();
        }
        return held.<HeldSeats.Claim>map(HeldSeats.Claim.Held::new).orElseGet(() -> whyNot(sql, holder, lock));
    }

    /// Sees to it that the seats of a lock that is being paid are held for so long from now, within the ceiling on its
    /// whole life. Does nothing when its time is over.
    public void keep(Sql sql, LockId lock, Duration atLeast) {
        keep(sql, lock, atLeast, false);
    }

    /// The same for seats that are paid, whatever the ceiling on a lock's life.
    public void keepPaid(Sql sql, LockId lock, Duration atLeast) {
        keep(sql, lock, atLeast, true);
    }

    private static void keep(Sql sql, LockId lock, Duration atLeast, boolean paid) {
        sql.sql("""
                WITH asked AS (
                    SELECT id, show_id, wish.until
                      FROM seat_locks,
                           LATERAL (SELECT CASE WHEN :paid THEN now() + CAST(:time AS interval)
                                                ELSE least(now() + CAST(:time AS interval), ends_at) END AS until) wish
                     WHERE id = :lock
                       AND status = 'PAYING'
                       AND expires_at > now()
                       AND expires_at < wish.until
                       FOR UPDATE OF seat_locks),
                mine AS (
                    SELECT s.show_id, s.seat_id
                      FROM show_seats s
                      JOIN asked a ON s.lock_id = a.id AND s.show_id = a.show_id
                     ORDER BY s.seat_id
                       FOR UPDATE OF s),
                kept AS (
                    UPDATE seat_locks l
                       SET expires_at = a.until, ends_at = greatest(l.ends_at, a.until)
                      FROM asked a
                     WHERE l.id = a.id
                    RETURNING l.id, l.show_id, l.expires_at),
                moved AS (
                    UPDATE show_seats s
                       SET expires_at = k.expires_at, changed = pg_current_xact_id()
                      FROM mine m, kept k
                     WHERE s.show_id = m.show_id
                       AND s.seat_id = m.seat_id)
                INSERT INTO seat_ledger (show_id, seat_ids, change, lock_id)
                SELECT k.show_id, (SELECT array_agg(seat_id ORDER BY seat_id) FROM mine), 'EXTENDED', k.id
                  FROM kept k
                 WHERE EXISTS (SELECT 1 FROM mine)""")
                .with("lock", lock)
                .with("time", atLeast.toString())
                .with("paid", paid)
                .update();
    }

    /// Up to three selections like one that was lost, of seats that are free now and cost no more, the nearest first. Not
    /// within a transaction: it may have to read the seat map.
    public List<List<SeatId>> instead(ShowId show, List<SeatId> lost, Money atMost) {
        return finder.instead(show, lost, lost)
                .stream()
                .filter(seats -> finder.price(show, seats).filter(price -> price.compareTo(atMost) <= 0).isPresent())
                .toList();
    }

    /// Makes the seats of a paid lock owned by its booking: all, or none when one of them has become somebody else's.
    /// A lock whose time is over still counts while nobody else has claimed its seats; so do seats that somebody else
    /// claimed and let run out, which their lock loses now.
    ///
    /// @return whether the seats are the booking's now
    public boolean book(Sql sql, ShowId show, LockId lock, BookingId booking, List<SeatId> seats) {
        String[] ids = seats.stream().map(SeatId::value).sorted().toArray(String[]::new);
        // First the lock, then its seats, as everywhere: a holder who extends it at this moment waits, or we do.
        sql.sql("SELECT 1 AS one FROM seat_locks WHERE id = :lock FOR UPDATE").with("lock", lock).list(Row::toString);
        List<Boolean> ours = sql.sql("""
                SELECT coalesce(lock_id = :lock, false)
                       OR status = 'AVAILABLE'
                       OR (status = 'LOCKED' AND expires_at <= now()) AS ours
                  FROM show_seats
                 WHERE show_id = :show
                   AND seat_id = ANY (:seats)
                 ORDER BY seat_id
                   FOR UPDATE""")
                .with("show", show)
                .with("lock", lock)
                .with("seats", ids)
                .list(row -> row.flag("ours"));
        if (ours.size() != ids.length || ours.contains(false)) {
            return false;
        }
        sql.sql("""
                WITH booked AS (
                    UPDATE show_seats
                       SET status = 'BOOKED', booking_id = :booking, lock_id = NULL, expires_at = NULL,
                           changed = pg_current_xact_id()
                     WHERE show_id = :show
                       AND seat_id = ANY (:seats)
                    RETURNING seat_id, old.lock_id AS loser),
                recorded AS (
                    INSERT INTO seat_ledger (show_id, seat_ids, change, lock_id, booking_id)
                    SELECT :show, seats, change, lock_id, booking_id
                      FROM (SELECT array_agg(seat_id ORDER BY seat_id) AS seats, 'EXPIRED' AS change, loser AS lock_id,
                                   CAST(NULL AS uuid) AS booking_id, 1 AS step
                              FROM booked
                             WHERE loser <> CAST(:lock AS uuid)
                             GROUP BY loser
                             UNION ALL
                            SELECT array_agg(seat_id ORDER BY seat_id), 'BOOKED', CAST(:lock AS uuid),
                                   CAST(:booking AS uuid), 2
                              FROM booked) changes
                     ORDER BY step)
                UPDATE seat_locks
                   SET status = 'BOOKED', closed_at = coalesce(closed_at, now())
                 WHERE id = :lock""")
                .with("show", show)
                .with("lock", lock)
                .with("booking", booking)
                .with("seats", ids)
                .update();
        return true;
    }

    /// Ends a lock that was being paid, and frees its seats.
    public void giveUp(Sql sql, LockId lock) {
        close(sql, "id = :lock AND status = 'PAYING'", "RELEASED")
                .with("lock", lock)
                .list(SeatLocks.Changed::of);
    }

    /// Frees seats of a booking that are taken back; those that are not its own stay as they are.
    public void free(Sql sql, ShowId show, BookingId booking, List<SeatId> seats) {
        sql.sql("""
                WITH freed AS (
                    UPDATE show_seats
                       SET status = 'AVAILABLE', booking_id = NULL, changed = pg_current_xact_id()
                     WHERE show_id = :show
                       AND seat_id = ANY (:seats)
                       AND booking_id = :booking
                    RETURNING seat_id)
                INSERT INTO seat_ledger (show_id, seat_ids, change, booking_id)
                SELECT :show, array_agg(seat_id ORDER BY seat_id), 'FREED', :booking
                  FROM freed
                HAVING count(*) > 0""")
                .with("show", show)
                .with("booking", booking)
                .with("seats", seats.stream().map(SeatId::value).toArray(String[]::new))
                .update();
    }

    /// Ends the locks of a show that does not take place, those excepted that are being paid. May be called again. What
    /// Redis says of them lasts a little longer, which does no harm: nobody else may have the seats.
    public void endAll(Sql sql, ShowId show) {
        close(sql, "show_id = :show AND status = 'ACTIVE'", "RELEASED")
                .with("show", show)
                .list(SeatLocks.Changed::of);
    }

    /// Whether a lock's time is over, by the database's clock.
    public boolean isOver(Sql sql, LockId lock) {
        return sql.sql("SELECT expires_at <= now() OR closed_at IS NOT NULL AS over FROM seat_locks WHERE id = :lock")
                .with("lock", lock)
                .one(row -> row.flag("over"))
                .orElse(true);
    }

    /// Has the seat map read again, once a transaction that changed it has committed.
    public void changed(ShowId show) {
        maps.changed(show);
    }

    /// Takes a lock out of Redis and has the seat map read again, once the transaction that ended it has committed.
    public void forget(UserId holder, ShowId show, LockId lock, List<SeatId> seats) {
        maps.changed(show);
        fastPath.release(new FastPath.Owner(show, holder, lock), seats);
    }

    /// Ends locks and frees those of their seats that nobody else has claimed meanwhile, in one statement. Answers what
    /// [SeatLocks.Changed] reads.
    ///
    /// @param which a condition on `seat_locks`
    static Sql.Statement close(Sql sql, String which, String status) {
        return sql.sql("""
                WITH closed AS (
                    UPDATE seat_locks
                       SET status = '%s', closed_at = now()
                     WHERE %s
                    RETURNING id, show_id, holder_id, expires_at),
                mine AS (
                    SELECT s.show_id, s.seat_id, s.lock_id
                      FROM show_seats s
                      JOIN closed c ON s.lock_id = c.id AND s.show_id = c.show_id
                     ORDER BY s.show_id, s.seat_id
                       FOR UPDATE OF s),
                freed AS (
                    UPDATE show_seats s
                       SET status = 'AVAILABLE', lock_id = NULL, expires_at = NULL, changed = pg_current_xact_id()
                      FROM mine m
                     WHERE s.show_id = m.show_id
                       AND s.seat_id = m.seat_id
                    RETURNING m.lock_id, s.show_id, s.seat_id),
                recorded AS (
                    INSERT INTO seat_ledger (show_id, seat_ids, change, lock_id)
                    SELECT show_id, array_agg(seat_id ORDER BY seat_id), '%s', lock_id
                      FROM freed
                     GROUP BY show_id, lock_id)
                SELECT c.id, c.show_id, c.holder_id, c.expires_at, now() AS at,
                       coalesce((SELECT array_agg(f.seat_id ORDER BY f.seat_id) FROM freed f WHERE f.lock_id = c.id),
                                '{}') AS seats
                  FROM closed c""".formatted(status, which, status));
    }

    private static HeldSeats.Claim whyNot(Sql sql, UserId holder, LockId lock) {
        return sql.sql("""
                SELECT status, expires_at, status IN ('PAYING', 'BOOKED') AS in_use
                  FROM seat_locks
                 WHERE id = :lock
                   AND holder_id = :holder""")
                .with("lock", lock)
                .with("holder", holder).<HeldSeats
                        .Claim>one(
                                row -> row.flag("in_use")
                                        ? new HeldSeats.Claim.InUse()
                                        : new HeldSeats.Claim.Expired(row.instant("expires_at")))
                .orElseGet(HeldSeats.Claim.NotFound::new);
    }

    static HeldSeats held(Row row) {
        return new HeldSeats(
                new LockId(row.uuid("id")),
                new ShowId(row.uuid("show_id")),
                read(row.text("seats"), new TypeReference<List<PricedSeat>>() {}),
                read(row.text("lines"), new TypeReference<List<PriceLine>>() {}),
                new Money(row.number("total"), Money.currency(row.text("currency"))),
                row.instant("expires_at"));
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return Json.strict().readValue(json, type);
        } catch (JsonProcessingException spoiled) {
            throw new IllegalStateException("a stored bill cannot be read", spoiled);
        }
    }
}
