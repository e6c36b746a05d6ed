-- Bookings and the money for them (BOOK-1 to BOOK-3, PAY-3, PAY-6, CANC-1).

CREATE TABLE bookings (
    id            uuid PRIMARY KEY DEFAULT uuidv7(),
    reference     text NOT NULL UNIQUE,
    user_id       uuid NOT NULL REFERENCES users,
    show_id       uuid NOT NULL REFERENCES shows,
    lock_id       uuid NOT NULL REFERENCES seat_locks,
    status        text NOT NULL DEFAULT 'PENDING'
                  CHECK (status IN ('PENDING', 'CONFIRMED', 'FAILED', 'CANCELLED', 'PENDING_REVIEW')),
    lines         jsonb NOT NULL,
    total         bigint NOT NULL CHECK (total >= 0),
    currency      char(3) NOT NULL,
    name          text,
    email         text,
    created_at    timestamptz NOT NULL DEFAULT now(),
    confirmed_at  timestamptz,
    closed_at     timestamptz
);
-- A lock is booked once; after a failed booking it may be tried again.
CREATE UNIQUE INDEX bookings_lock ON bookings (lock_id) WHERE status <> 'FAILED';
CREATE INDEX bookings_user ON bookings (user_id, created_at DESC);
CREATE INDEX bookings_show ON bookings (show_id);
CREATE INDEX bookings_unfinished ON bookings (created_at) WHERE status IN ('PENDING', 'PENDING_REVIEW');

CREATE TABLE booking_seats (
    booking_id  uuid NOT NULL REFERENCES bookings,
    seat_id     text NOT NULL,
    seat_type   text NOT NULL,
    price       bigint NOT NULL CHECK (price >= 0),
    PRIMARY KEY (booking_id, seat_id)
);

CREATE TABLE payments (
    id            uuid PRIMARY KEY DEFAULT uuidv7(),
    booking_id    uuid NOT NULL REFERENCES bookings,
    method        text NOT NULL,
    gateway       text NOT NULL,
    -- The gateway's own name for what we asked it to do, and for the money it took.
    gateway_ref   text,
    charge_ref    text,
    gateway_url   text,
    status        text NOT NULL DEFAULT 'INITIATED'
                  CHECK (status IN ('INITIATED', 'PROCESSING', 'SUCCESS', 'FAILED', 'REFUNDED')),
    amount        bigint NOT NULL CHECK (amount >= 0),
    currency      char(3) NOT NULL,
    failure       text,
    created_at    timestamptz NOT NULL DEFAULT now(),
    completed_at  timestamptz,
    UNIQUE (gateway, gateway_ref)
);
CREATE INDEX payments_booking ON payments (booking_id, created_at);
CREATE INDEX payments_unfinished ON payments (created_at) WHERE status IN ('INITIATED', 'PROCESSING');

CREATE TABLE refunds (
    id            uuid PRIMARY KEY DEFAULT uuidv7(),
    payment_id    uuid NOT NULL REFERENCES payments,
    amount        bigint NOT NULL CHECK (amount > 0),
    currency      char(3) NOT NULL,
    reason        text NOT NULL,
    status        text NOT NULL DEFAULT 'PENDING' CHECK (status IN ('PENDING', 'PROCESSING', 'SUCCESS', 'FAILED')),
    gateway_ref   text,
    attempts      int NOT NULL DEFAULT 0,
    next_try_at   timestamptz NOT NULL DEFAULT now(),
    requested_by  uuid REFERENCES users,
    created_at    timestamptz NOT NULL DEFAULT now(),
    completed_at  timestamptz
);
CREATE INDEX refunds_payment ON refunds (payment_id);
CREATE INDEX refunds_unfinished ON refunds (next_try_at) WHERE status IN ('PENDING', 'PROCESSING');

-- What gateways told us, stored before anything is done about it.
CREATE TABLE gateway_events (
    gateway       text NOT NULL,
    event_id      text NOT NULL,
    -- What it says, and of which payment; other events are kept but mean nothing to us.
    payment_id    uuid,
    state         text NOT NULL CHECK (state IN ('OPEN', 'DECLINED', 'PAID', 'CLOSED')),
    detail        text,
    body          text NOT NULL,
    received_at   timestamptz NOT NULL DEFAULT now(),
    handled_at    timestamptz,
    attempts      int NOT NULL DEFAULT 0,
    next_try_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (gateway, event_id)
);
CREATE INDEX gateway_events_unhandled ON gateway_events (next_try_at) WHERE handled_at IS NULL;

-- The first answer to each key, for 24 hours; a row without a status is being worked on.
CREATE TABLE idempotency_keys (
    user_id       uuid NOT NULL,
    route         text NOT NULL,
    key           text NOT NULL,
    request_hash  bytea NOT NULL,
    status        int,
    body          text,
    started_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, route, key)
);
CREATE INDEX idempotency_keys_age ON idempotency_keys (started_at);
