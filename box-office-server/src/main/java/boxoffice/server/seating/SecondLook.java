package boxoffice.server.seating;

import boxoffice.model.Locks.SeatLock;
import boxoffice.model.SeatId;
import boxoffice.server.storage.Database;
import java.util.List;
import java.util.Optional;

/// Looks again before somebody is turned away (SEAT-7). Thread-safe.
///
/// A holder whose answer was lost asks again for seats that are already theirs. And Redis may hold a key whose lock the
/// database has ended, or never had, because a server died or Redis was replaced: nobody should be locked out by that.
final class SecondLook {
    private final Database database;
    private final SeatMaps maps;
    private final Reconciliation reconciliation;

    SecondLook(Database database, SeatMaps maps, Reconciliation reconciliation) {
        this.database = database;
        this.maps = maps;
        this.reconciliation = reconciliation;
    }

    /// The live lock of the same holder on exactly the seats of a claim. Asking is a sign of life.
    Optional<SeatLock> own(Claim claim) {
        return database.sql("""
                UPDATE seat_locks l
                   SET heartbeat_at = now()
                 WHERE l.holder_id = :holder
                   AND l.show_id = :show
                   AND l.closed_at IS NULL
                   AND l.status = 'ACTIVE'
                   AND l.expires_at > now()
                   AND (SELECT array_agg(s.seat_id ORDER BY s.seat_id)
                          FROM show_seats s
                         WHERE s.lock_id = l.id
                           AND s.show_id = l.show_id) @> CAST(:seats AS text[])
                   AND l.seats_asked = :asked
                RETURNING l.id, l.show_id, l.seats, l.lines, l.total, l.currency, l.expires_at""")
                .with("holder", claim.owner().holder())
                .with("show", claim.owner().show())
                .with("seats", claim.seats().stream().map(SeatId::value).toArray(String[]::new))
                .with("asked", claim.seats().size())
                .one(SeatClaims::held)
                .map(SecondLook::answer);
    }

    /// Whether these seats are free after all; what Redis had wrongly for them is gone then.
    boolean findsFree(Claim claim, List<SeatId> taken) {
        var lately = maps.lately(claim.owner().show()).map(Snapshot::taken);
        if (lately.filter(seats -> taken.stream().anyMatch(seats::containsKey)).isPresent()) {
            return false;
        }
        var known = maps.current(claim.owner().show()).map(Snapshot::taken);
        boolean takenIndeed =
                known.filter(seats -> taken.stream().anyMatch(seats::containsKey)).isPresent();
        return known.isPresent()
                && !takenIndeed
                && reconciliation.freed(claim.owner().holder(), claim.owner().show(), taken);
    }

    private static SeatLock answer(HeldSeats held) {
        return new SeatLock(
                held.lock(),
                held.show(),
                held.expiresAt(),
                held.seats(),
                held.lines(),
                held.total().amount(),
                held.total().currency().getCurrencyCode(),
                null);
    }
}
