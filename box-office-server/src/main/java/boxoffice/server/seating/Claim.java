package boxoffice.server.seating;

import boxoffice.model.Json;
import boxoffice.model.SeatId;
import boxoffice.server.storage.Sql;
import boxoffice.server.storage.StorageException;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Instant;
import java.util.List;

/// One holder's claim to seats, as the one statement that is the judge of it (SEAT-6).
///
/// All seats or none: too few break `seat_locks_all_or_none`, and with it the whole statement. Seats are claimed in the
/// order of their ids, so that two claims cannot deadlock. Whoever lost a seat because their time was over is written
/// into the ledger before the one who has it now.
///
/// @param seats sorted
record Claim(FastPath.Owner owner, List<SeatId> seats, Pricing.Quote quote, LockTimes times, SeatLimits.Quota quota) {
    /// Why the database refused a claim.
    enum Refusal {
        TOO_FEW_SEATS("seat_locks_all_or_none"),
        QUOTA_OF_SEATS("quota_of_seats"),
        QUOTA_OF_SHOWS("quota_of_shows");

        private final String constraint;

        Refusal(String constraint) {
            this.constraint = constraint;
        }

        /// @throws StorageException.Violated the same, when it was none of these
        static Refusal of(StorageException.Violated violated) {
            for (Refusal refusal : values()) {
                if (violated.of(refusal.constraint)) {
                    return refusal;
                }
            }
            throw violated;
        }
    }

    /// Makes the claim.
    ///
    /// @return until when the seats are held
    /// @throws StorageException.Violated when it is refused, see [Refusal]
    Instant insert(Sql sql) {
        return sql.sql(ClaimStatement.TEXT)
                .with("show", owner.show())
                .with("lock", owner.lock())
                .with("holder", owner.holder())
                .with("seats", seats.stream().map(SeatId::value).toArray(String[]::new))
                .with("asked", seats.size())
                .with("mostSeats", quota.seats())
                .with("mostShows", quota.shows())
                .with("priced", json(quote.seats()))
                .with("lines", json(quote.lines()))
                .with("total", quote.total().minor())
                .with("currency", quote.total().currency().getCurrencyCode())
                .with("lifetime", times.lifetime().toString())
                .with("ceiling", times.ceiling().toString())
                .one(row -> row.instant("expires_at"))
                .orElseThrow();
    }

    /// Those of the seats that somebody else has.
    List<SeatId> lost(Sql sql) {
        return sql.sql("""
                SELECT seat_id
                  FROM show_seats
                 WHERE show_id = :show
                   AND seat_id = ANY (:seats)
                   AND status <> 'AVAILABLE'
                   AND (status <> 'LOCKED' OR expires_at > now())
                 ORDER BY seat_id""")
                .with("show", owner.show())
                .with("seats", seats.stream().map(SeatId::value).toArray(String[]::new))
                .list(row -> new SeatId(row.text("seat_id")));
    }

    private static String json(Object value) {
        try {
            return Json.strict().writeValueAsString(value);
        } catch (JsonProcessingException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }
}
