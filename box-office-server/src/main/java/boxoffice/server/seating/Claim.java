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
/// @param ranks where each of the seats comes in the order of the plan: seats of a pool that is not on sale yet are nobody's
///        to claim (SEAT-11)
record Claim(
        FastPath.Owner owner,
        List<SeatId> seats,
        List<Integer> ranks,
        Pricing.Quote quote,
        LockTimes times,
        SeatLimits.Quota quota) {
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
                .with("seats", ids())
                .with("ranks", ranks.toArray(Integer[]::new))
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

    /// Those of the seats that somebody else has or that are not on sale yet.
    List<SeatId> lost(Sql sql) {
        return sql.sql("""
                SELECT wanted.seat_id
                  FROM shows sh
                 CROSS JOIN unnest(CAST(:seats AS text[]), CAST(:ranks AS int[])) AS wanted (seat_id, rank)
                  LEFT JOIN show_seats s
                    ON s.show_id = sh.id
                   AND s.seat_id = wanted.seat_id
                 WHERE sh.id = :show
                   AND (wanted.rank >= seats_released(sh.release_seats, sh.release_every, sh.published_at)
                        OR s.status IN ('BOOKED', 'BLOCKED')
                        OR (s.status = 'LOCKED' AND s.expires_at > now()))
                 ORDER BY wanted.seat_id""")
                .with("show", owner.show())
                .with("seats", ids())
                .with("ranks", ranks.toArray(Integer[]::new))
                .list(row -> new SeatId(row.text("seat_id")));
    }

    private String[] ids() {
        return seats.stream().map(SeatId::value).toArray(String[]::new);
    }

    private static String json(Object value) {
        try {
            return Json.strict().writeValueAsString(value);
        } catch (JsonProcessingException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }
}
