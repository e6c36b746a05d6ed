-- What price cards make of a show's base price, the first rule that is good for the show's start (SEAT-12).
CREATE TABLE price_rules (
    theater_id     uuid NOT NULL REFERENCES theaters,
    position       int NOT NULL,
    card           text NOT NULL CHECK (card IN ('ADULT', 'CHILD', 'SENIOR', 'MEMBER')),
    multiplier     numeric(6, 4) CHECK (multiplier >= 0),
    -- In minor units of the theater's currency, in place of the base price.
    fixed          bigint CHECK (fixed >= 0),
    -- MONDAY to SUNDAY; empty for any day.
    weekdays       text[] NOT NULL,
    -- By the theater's clocks.
    starts_from    time,
    starts_before  time,
    PRIMARY KEY (theater_id, position),
    CHECK (num_nonnulls(multiplier, fixed) = 1),
    CHECK (starts_from < starts_before)
);
