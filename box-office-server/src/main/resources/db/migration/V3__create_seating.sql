-- Who owns which seat of which show (SEAT-1 to SEAT-8, SEAT-13).

-- One selection of seats, held by one holder until it is booked, released or over. The price is fixed here.
CREATE TABLE seat_locks (
    id             uuid PRIMARY KEY,
    show_id        uuid NOT NULL REFERENCES shows,
    holder_id      uuid NOT NULL REFERENCES users,
    -- PAYING: a booking waits for its payment, so silence of the holder no longer ends the lock.
    status         text NOT NULL DEFAULT 'ACTIVE'
                   CHECK (status IN ('ACTIVE', 'PAYING', 'BOOKED', 'RELEASED', 'EXPIRED')),
    seats_asked    int NOT NULL CHECK (seats_asked > 0),
    seats_claimed  int NOT NULL,
    seats          jsonb NOT NULL,
    lines          jsonb NOT NULL,
    total          bigint NOT NULL CHECK (total >= 0),
    currency       char(3) NOT NULL,
    created_at     timestamptz NOT NULL DEFAULT now(),
    expires_at     timestamptz NOT NULL,
    -- However often it is extended, it ends here.
    ends_at        timestamptz NOT NULL,
    heartbeat_at   timestamptz NOT NULL DEFAULT now(),
    closed_at      timestamptz,
    -- A claim that got fewer seats than it asked for breaks this, and with it the whole statement: all seats or none.
    CONSTRAINT seat_locks_all_or_none CHECK (seats_claimed = seats_asked),
    CONSTRAINT seat_locks_within_ceiling CHECK (expires_at <= ends_at),
    CHECK ((status IN ('ACTIVE', 'PAYING')) = (closed_at IS NULL))
);
CREATE INDEX seat_locks_expiry ON seat_locks (expires_at) WHERE closed_at IS NULL;
CREATE INDEX seat_locks_holder ON seat_locks (holder_id) WHERE closed_at IS NULL;

-- The owner of a seat. A row is made when a seat is first touched; a missing row means AVAILABLE. The primary key is
-- what makes two owners impossible. There are no foreign keys to shows and seat_locks: each claim writes its lock in the
-- same statement, and the checks would lock those rows once for every seat of a rush.
CREATE TABLE show_seats (
    show_id     uuid NOT NULL,
    seat_id     text NOT NULL,
    status      text NOT NULL CHECK (status IN ('AVAILABLE', 'LOCKED', 'BOOKED', 'BLOCKED')),
    lock_id     uuid,
    booking_id  uuid,
    expires_at  timestamptz,
    -- The transaction that changed the row last, for "what changed since".
    changed     xid8 NOT NULL DEFAULT pg_current_xact_id(),
    PRIMARY KEY (show_id, seat_id),
    CHECK ((status = 'LOCKED') = (lock_id IS NOT NULL AND expires_at IS NOT NULL)),
    CHECK ((status = 'BOOKED') = (booking_id IS NOT NULL))
) WITH (fillfactor = 80);
CREATE INDEX show_seats_lock ON show_seats (lock_id) WHERE lock_id IS NOT NULL;
CREATE INDEX show_seats_booking ON show_seats (booking_id) WHERE booking_id IS NOT NULL;

-- Every change of an owner, never updated. Sealed into a hash chain later, away from the sale.
CREATE TABLE seat_ledger (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    xid         xid8 NOT NULL DEFAULT pg_current_xact_id(),
    at          timestamptz NOT NULL DEFAULT now(),
    show_id     uuid NOT NULL,
    seat_ids    text[] NOT NULL,
    change      text NOT NULL CHECK (change IN ('LOCKED', 'EXTENDED', 'RELEASED', 'EXPIRED', 'BOOKED', 'FREED')),
    lock_id     uuid,
    booking_id  uuid
);
