-- Taking back what was paid, and exchanging it (CANC-1).

-- What a theater gives back to those who cancel. A change is a new row, for a booking keeps what held when it was made.
CREATE TABLE cancellation_policies (
    theater_id  uuid NOT NULL REFERENCES theaters,
    since       timestamptz NOT NULL DEFAULT now(),
    policy      jsonb NOT NULL,
    set_by      uuid NOT NULL REFERENCES users,
    PRIMARY KEY (theater_id, since)
);

-- When a seat was taken out of a booking that goes on without it. A booking that ended says so itself.
ALTER TABLE booking_seats ADD COLUMN cancelled_at timestamptz;

-- What became of the money of seats that were given up. Of all that is captured, what is neither refunded nor retained is
-- the value of confirmed bookings.
CREATE TABLE cancellations (
    id          uuid PRIMARY KEY DEFAULT uuidv7(),
    booking_id  uuid NOT NULL REFERENCES bookings,
    -- REFUND: staff gave back all that was left. EXCHANGE: the booking's money pays for another one.
    cause       text NOT NULL CHECK (cause IN ('GUEST', 'STAFF', 'SHOW', 'REFUND', 'EXCHANGE')),
    seat_ids    text[] NOT NULL CHECK (cardinality(seat_ids) > 0),
    -- In minor units: what of the money stood for these seats, and where it goes. What is given back although it had been
    -- retained before is negative in `retained`.
    value       bigint NOT NULL,
    refunded    bigint NOT NULL CHECK (refunded >= 0),
    retained    bigint NOT NULL,
    moved       bigint NOT NULL DEFAULT 0,
    currency    char(3) NOT NULL,
    reason      text,
    actor_id    uuid REFERENCES users,
    created_at  timestamptz NOT NULL DEFAULT now(),
    CHECK (value = refunded + retained + moved),
    CHECK (cause = 'EXCHANGE' OR moved = 0)
);
CREATE INDEX cancellations_booking ON cancellations (booking_id, created_at);

-- By which refunds it goes back: more than one where it was paid in more than one payment.
CREATE TABLE cancellation_refunds (
    refund_id        uuid PRIMARY KEY REFERENCES refunds,
    cancellation_id  uuid NOT NULL REFERENCES cancellations
);
CREATE INDEX cancellation_refunds_cancellation ON cancellation_refunds (cancellation_id);

-- Shows that do not take place.
CREATE TABLE show_cancellations (
    show_id       uuid PRIMARY KEY REFERENCES shows,
    reason        text NOT NULL,
    requested_by  uuid NOT NULL REFERENCES users,
    requested_at  timestamptz NOT NULL DEFAULT now()
);
-- Bookings that go on, for the job that takes back those of a cancelled show.
CREATE INDEX bookings_open ON bookings (show_id) WHERE status IN ('PENDING', 'CONFIRMED', 'PENDING_REVIEW');

-- Bookings that another one pays for in part or in full.
CREATE TABLE exchanges (
    booking_id       uuid PRIMARY KEY REFERENCES bookings,
    from_booking_id  uuid NOT NULL REFERENCES bookings,
    -- In minor units: what of the old booking's money pays for the new one and the fee, what is paid on top of that, and
    -- the fee.
    credit           bigint NOT NULL CHECK (credit >= 0),
    due              bigint NOT NULL CHECK (due >= 0),
    fee              bigint NOT NULL CHECK (fee >= 0),
    requested_by     uuid NOT NULL REFERENCES users,
    requested_at     timestamptz NOT NULL DEFAULT now(),
    settled_at       timestamptz
);
-- A booking is exchanged once, however many exchanges of it wait for a payment.
CREATE UNIQUE INDEX exchanges_from ON exchanges (from_booking_id) WHERE settled_at IS NOT NULL;
CREATE INDEX exchanges_asked ON exchanges (from_booking_id);
