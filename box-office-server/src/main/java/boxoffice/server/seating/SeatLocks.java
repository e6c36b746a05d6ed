package boxoffice.server.seating;

import boxoffice.model.LockId;
import boxoffice.model.Locks.SeatLock;
import boxoffice.model.PriceCard;
import boxoffice.model.Seat;
import boxoffice.model.SeatId;
import boxoffice.model.ShowId;
import boxoffice.model.ShowStatus;
import boxoffice.model.UserId;
import boxoffice.server.catalog.ShowForSale;
import boxoffice.server.catalog.ShowsForSale;
import boxoffice.server.identity.Caller;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.Row;
import boxoffice.server.storage.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Holds seats for somebody who is choosing or paying (SEAT-2 to SEAT-6). Thread-safe.
///
/// Redis turns away whoever comes too late; the database decides. A claim is one statement that takes all seats or none,
/// in the order of their ids, so that two claims cannot deadlock; the schema is what makes two owners impossible, and
/// the database's clock is the only one that says when a lock is over.
public final class SeatLocks {
    private static final int BATCH = 500;

    private final Database database;
    private final FastPath fastPath;
    private final ShowsForSale shows;
    private final SeatMaps maps;
    private final LockTimes times;
    private final SeatLimits limits;
    private final SecondLook secondLook;

    SeatLocks(
            Database database,
            FastPath fastPath,
            ShowsForSale shows,
            SeatMaps maps,
            LockTimes times,
            SeatLimits limits,
            SecondLook secondLook) {
        this.secondLook = secondLook;
        this.database = database;
        this.fastPath = fastPath;
        this.shows = shows;
        this.maps = maps;
        this.times = times;
        this.limits = limits;
    }

    /// Holds seats for a while: all of them or none.
    ///
    /// @param cards for whom a seat is; ADULT where nothing is said
    public LockOutcome acquire(Caller caller, ShowId showId, List<SeatId> wanted, Map<SeatId, PriceCard> cards) {
        Optional<ShowForSale> found = shows.find(showId);
        if (found.isEmpty()) {
            return new LockOutcome.NoSuchShow();
        }
        ShowForSale show = found.get();
        if (show.status() == ShowStatus.CANCELLED) {
            return new LockOutcome.SaleClosed();
        }
        List<SeatId> unknown =
                wanted.stream().filter(seat -> !show.seats().containsKey(seat)).toList();
        if (!unknown.isEmpty()) {
            return new LockOutcome.UnknownSeats(unknown);
        }
        if (!show.cards().keySet().containsAll(cards.values())) {
            return new LockOutcome.CardsNotGood(
                    cards.values()
                            .stream()
                            .filter(card -> !show.cards().containsKey(card))
                            .distinct()
                            .sorted()
                            .toList(),
                    show.cards().keySet().stream().sorted().toList());
        }
        SeatLimits.Quota quota = limits.of(caller);
        if (quota.seats() > 0 && wanted.size() > quota.seats()) {
            return new LockOutcome.OverQuota(quota.seats());
        }
        Optional<LockOutcome> late = late(caller, showId, wanted);
        if (late.isPresent()) {
            return late.get();
        }
        List<SeatId> inOrder = wanted.stream().sorted().toList();
        List<Seat> seats =
                inOrder.stream().map(id -> Objects.requireNonNull(show.seats().get(id))).toList();
        FastPath.Owner owner = new FastPath.Owner(showId, caller.user(), new LockId(TimeOrdered.uuid()));
        List<Integer> ranks =
                inOrder.stream().map(id -> Objects.requireNonNull(show.ranks().get(id))).toList();
        Claim claim = new Claim(owner, inOrder, ranks, Pricing.quote(show, seats, cards), times, quota);
        FastPath.Acquired first = fastPath.acquire(owner, inOrder, times.lifetime());
        return first instanceof FastPath.Acquired.Taken taken ? refused(claim, show, taken) : after(first, claim, show);
    }

    /// What Redis has refused, it may have refused wrongly; it is asked once more at most.
    private LockOutcome refused(Claim claim, ShowForSale show, FastPath.Acquired.Taken refusal) {
        Optional<SeatLock> own = refusal.own() ? secondLook.own(claim) : Optional.empty();
        if (own.isPresent()) {
            return new LockOutcome.Locked(own.get());
        }
        return secondLook.findsFree(claim, refusal.seats())
                ? after(fastPath.acquire(claim.owner(), claim.seats(), times.lifetime()), claim, show)
                : new LockOutcome.Taken(refusal.seats());
    }

    private LockOutcome after(FastPath.Acquired acquired, Claim claim, ShowForSale show) {
        return switch (acquired) {
            case FastPath.Acquired.Taken taken -> new LockOutcome.Taken(taken.seats());
            case FastPath.Acquired.Busy busy -> new LockOutcome.Busy(busy.retryAfterSeconds());
            case FastPath.Acquired.All() -> claim(claim, show, false);
            case FastPath.Acquired.Unknown() -> claim(claim, show, true);
        };
    }

    /// Says to somebody who comes too late, as far as this node knows without asking anyone, that seats are taken.
    private Optional<LockOutcome> late(Caller caller, ShowId show, List<SeatId> wanted) {
        return maps.ready(show).flatMap(seats -> {
            List<SeatId> lost = seats.lostTo(caller.user(), wanted);
            return lost.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new LockOutcome.Taken(lost, Optional.of(seats.version())));
        });
    }

    private LockOutcome claim(Claim claim, ShowForSale show, boolean databaseOnly) {
        try {
            Instant expiresAt = claim.insert(database);
            maps.locked(show.id(), claim.seats());
            return new LockOutcome.Locked(
                    new SeatLock(
                            claim.owner().lock(),
                            show.id(),
                            expiresAt,
                            claim.quote().seats(),
                            claim.quote().lines(),
                            claim.quote().total().amount(),
                            claim.quote().total().currency().getCurrencyCode(),
                            databaseOnly ? "database" : null));
        } catch (StorageException.Violated violated) {
            fastPath.release(claim.owner(), claim.seats());
            Claim.Refusal refusal = Claim.Refusal.of(violated);
            return secondLook.own(claim).<LockOutcome>map(LockOutcome.Locked::new).orElseGet(() -> switch (refusal) {
                case QUOTA_OF_SEATS -> new LockOutcome.OverQuota(claim.quota().seats());
                case QUOTA_OF_SHOWS -> new LockOutcome.TooManyShows(claim.quota().shows());
                case TOO_FEW_SEATS -> lost(claim, show);
            });
        } catch (StorageException failed) {
            // A claim whose answer never came may be committed. Then its seats are its holder's, who gets them by asking
            // again, and Redis must go on saying so.
            if (failed.undone()) {
                fastPath.release(claim.owner(), claim.seats());
            }
            throw failed;
        }
    }

    /// Why a claim got too few seats.
    private LockOutcome lost(Claim claim, ShowForSale show) {
        maps.changed(show.id());
        List<SeatId> lost = claim.lost(database);
        return lost.isEmpty() && saleIsClosed(show.id())
                ? new LockOutcome.SaleClosed()
                : new LockOutcome.Taken(lost.isEmpty() ? claim.seats() : lost);
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

    /// Adds one extension, up to the ceiling (SEAT-4). A lock that ends at this moment and has lost a seat to somebody
    /// else is over, even if its own row does not say so yet.
    Change extend(UserId holder, LockId lock) {
        Optional<Changed> changed = database.sql("""
                WITH asked AS (
                    SELECT id, show_id, seats_asked
                      FROM seat_locks
                     WHERE id = :lock
                       AND holder_id = :holder
                       AND closed_at IS NULL
                       AND expires_at > now()
                       FOR UPDATE),
                mine AS (
                    SELECT s.show_id, s.seat_id
                      FROM show_seats s
                      JOIN asked a ON s.lock_id = a.id AND s.show_id = a.show_id
                     ORDER BY s.seat_id
                       FOR UPDATE OF s),
                extended AS (
                    UPDATE seat_locks l
                       SET expires_at = least(l.expires_at + CAST(:extension AS interval), l.ends_at),
                           heartbeat_at = now()
                      FROM asked a
                     WHERE l.id = a.id
                       AND a.seats_asked = (SELECT count(*) FROM mine)
                    RETURNING l.id, l.show_id, l.holder_id, l.expires_at, l.expires_at > old.expires_at AS longer),
                moved AS (
                    UPDATE show_seats s
                       SET expires_at = e.expires_at, changed = pg_current_xact_id()
                      FROM mine m, extended e
                     WHERE s.show_id = m.show_id
                       AND s.seat_id = m.seat_id
                       AND e.longer),
                recorded AS (
                    INSERT INTO seat_ledger (show_id, seat_ids, change, lock_id)
                    SELECT e.show_id, (SELECT array_agg(seat_id ORDER BY seat_id) FROM mine), 'EXTENDED', e.id
                      FROM extended e
                     WHERE e.longer)
                SELECT e.id, e.show_id, e.holder_id, e.expires_at, now() AS at,
                       (SELECT array_agg(seat_id ORDER BY seat_id) FROM mine) AS seats
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
    /// Works in batches, each committed and told of by itself, until nothing is left. Any number of nodes may do it at
    /// once: each takes what no other has in its hands.
    ///
    /// @return how many locks were ended
    public int expire() {
        int all = 0;
        int batch;
        do {
            batch = expireSome();
            all += batch;
        } while (batch == BATCH);
        return all;
    }

    private int expireSome() {
        List<Changed> ended = SeatClaims.close(database, """
                id IN (SELECT id
                         FROM seat_locks
                        WHERE status = 'ACTIVE'
                          AND (expires_at <= now() OR heartbeat_at <= now() - CAST(:silence AS interval))
                        ORDER BY id
                        LIMIT :batch
                          FOR UPDATE SKIP LOCKED)""", "EXPIRED")
                .with("batch", BATCH)
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
}
