package boxoffice.server.seating;

/// The statement that is the judge of a claim, see [Claim]. Public so that it can be measured alone, with nothing in
/// front of the database.
public final class ClaimStatement {
    /// With named parameters, as [boxoffice.server.storage.Sql] reads them.
    public static final String TEXT = """
            WITH quota AS MATERIALIZED (
                SELECT within_quota(CAST(:holder AS uuid), CAST(:show AS uuid), :asked, :mostSeats, :mostShows)
                       AS kept),
            claimed AS (
                INSERT INTO show_seats AS s (show_id, seat_id, status, lock_id, expires_at)
                SELECT sh.id, wanted.seat_id, 'LOCKED', :lock, now() + CAST(:lifetime AS interval)
                  FROM quota, shows sh,
                       unnest(CAST(:seats AS text[]), CAST(:ranks AS int[])) AS wanted (seat_id, rank)
                 WHERE quota.kept
                   AND sh.id = :show
                   AND sh.status = 'PUBLISHED'
                   AND sh.sale_ends_at > now()
                   AND (sh.release_seats IS NULL
                        OR wanted.rank < seats_released(sh.release_seats, sh.release_every, sh.published_at))
                 ORDER BY wanted.seat_id
                ON CONFLICT (show_id, seat_id) DO UPDATE
                   SET status = excluded.status, lock_id = excluded.lock_id, booking_id = NULL,
                       expires_at = excluded.expires_at, changed = excluded.changed
                 WHERE s.status = 'AVAILABLE'
                    OR (s.status = 'LOCKED' AND s.expires_at <= now())
                RETURNING s.seat_id, old.lock_id AS loser),
            recorded AS (
                INSERT INTO seat_ledger (show_id, seat_ids, change, lock_id)
                SELECT :show, seats, change, lock_id
                  FROM (SELECT array_agg(seat_id ORDER BY seat_id) AS seats, 'EXPIRED' AS change,
                               loser AS lock_id, 1 AS step
                          FROM claimed
                         WHERE loser IS NOT NULL
                         GROUP BY loser
                         UNION ALL
                        SELECT array_agg(seat_id ORDER BY seat_id), 'LOCKED', CAST(:lock AS uuid), 2
                          FROM claimed
                        HAVING count(*) > 0) changes
                 ORDER BY step)
            INSERT INTO seat_locks (id, show_id, holder_id, seats_asked, seats_claimed, seats, lines, total,
                                    currency, expires_at, ends_at)
            SELECT :lock, :show, :holder, :asked, count(*), CAST(:priced AS jsonb), CAST(:lines AS jsonb), :total,
                   :currency, now() + CAST(:lifetime AS interval), now() + CAST(:ceiling AS interval)
              FROM claimed
            RETURNING expires_at""";

    private ClaimStatement() {}
}
