-- What one holder may have at once (SEAT-9).

-- Refuses a claim that goes beyond a quota; the refusal carries the name of the quota as its constraint. Called within
-- the claim itself. Claims of one holder wait for each other here, and each query of a volatile function sees what has
-- been committed when it begins, so two claims at once cannot both find room for the last seat. Time is the database's;
-- a lock whose time is over counts no more, cleaned up or not. A quota of 0 is none.
CREATE FUNCTION within_quota(holder uuid, wanted_show uuid, asked int, most_seats int, most_shows int) RETURNS boolean
    LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    seats_held   bigint;
    other_shows  bigint;
BEGIN
    IF most_seats = 0 AND most_shows = 0 THEN
        RETURN true;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended(CAST(holder AS text), 9));
    SELECT coalesce(sum(seats_asked), 0), count(DISTINCT show_id) FILTER (WHERE show_id <> wanted_show)
      INTO seats_held, other_shows
      FROM seat_locks
     WHERE holder_id = holder
       AND closed_at IS NULL
       AND expires_at > now();
    IF most_seats > 0 AND seats_held + asked > most_seats THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'quota_of_seats', MESSAGE = 'too many seats';
    END IF;
    IF most_shows > 0 AND other_shows + 1 > most_shows THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'quota_of_shows', MESSAGE = 'too many shows';
    END IF;
    RETURN true;
END
$$;
