-- Shows for which many wait put their seats on sale a pool at a time (SEAT-11).

ALTER TABLE shows
    ADD COLUMN published_at timestamptz,
    -- How many seats are in a pool, and how long after the one before each comes. All seats at once where nothing is said.
    ADD COLUMN release_seats int CHECK (release_seats BETWEEN 10 AND 1000),
    ADD COLUMN release_every interval CHECK (release_every BETWEEN interval '1 minute' AND interval '1 hour'),
    ADD CONSTRAINT shows_release_whole CHECK (num_nonnulls(release_seats, release_every) IN (0, 2));

UPDATE shows SET published_at = created_at WHERE status <> 'DRAFT';

ALTER TABLE shows ADD CONSTRAINT shows_release_begun
    CHECK (release_seats IS NULL OR status <> 'PUBLISHED' OR published_at IS NOT NULL);

-- How many seats, counted in the order of the plan, are on sale by now; null where there are no pools.
CREATE FUNCTION seats_released(pool int, every interval, published timestamptz) RETURNS bigint
    LANGUAGE sql STABLE AS $$
    SELECT pool * (1 + CAST(greatest(floor(extract(epoch FROM now() - published) / extract(epoch FROM every)), 0) AS bigint))
$$;
