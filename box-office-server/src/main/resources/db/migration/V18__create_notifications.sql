-- Telling guests what became of their bookings (NOTIF-1).

ALTER TABLE bookings
    ADD COLUMN phone text,
    -- What the guest reads, as BCP 47 tags, the best first.
    ADD COLUMN languages text[] NOT NULL DEFAULT '{}';

-- Where a booking's guest can be reached: as the booking says, else as the customer's account does. Who sells at the counter
-- is not the guest.
CREATE VIEW booking_contacts AS
SELECT b.id AS booking_id,
       b.user_id,
       coalesce(b.name, u.name) AS name,
       coalesce(b.email, u.email) AS email,
       coalesce(b.phone, u.phone) AS phone
  FROM bookings b
  LEFT JOIN users u ON u.id = b.user_id AND u.role = 'CUSTOMER';

-- Devices that show messages, each by the name that the push service has given it.
CREATE TABLE push_subscriptions (
    id          uuid PRIMARY KEY DEFAULT uuidv7(),
    user_id     uuid NOT NULL REFERENCES users,
    token       text NOT NULL UNIQUE,
    created_at  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX push_subscriptions_user ON push_subscriptions (user_id, created_at);

-- What is to be said, and whether it was. Nobody's address stands here: it is read from the booking when the message goes,
-- so that erasing it there is enough (SEC-6).
CREATE TABLE notifications (
    id               uuid PRIMARY KEY DEFAULT uuidv7(),
    -- The event of the outbox that it tells of.
    event_id         bigint NOT NULL,
    booking_id       uuid NOT NULL REFERENCES bookings,
    kind             text NOT NULL CHECK (kind IN ('CONFIRMED', 'IN_REVIEW', 'CHANGED', 'CANCELLED', 'SHOW_CANCELLED',
                                                   'REFUNDED', 'REFUND_DELAYED')),
    channel          text NOT NULL CHECK (channel IN ('EMAIL', 'SMS', 'PUSH')),
    -- The device that it is for, with PUSH; it may be gone by now.
    subscription_id  uuid,
    refund_id        uuid REFERENCES refunds,
    status           text NOT NULL DEFAULT 'PENDING' CHECK (status IN ('PENDING', 'SENT', 'FAILED', 'SKIPPED')),
    attempts         int NOT NULL DEFAULT 0,
    -- Raised by each resending that the staff asked for, so that it is not taken for a repetition.
    resent           int NOT NULL DEFAULT 0,
    next_try_at      timestamptz NOT NULL DEFAULT now(),
    -- Why the last attempt failed, in words without addresses.
    problem          text,
    created_at       timestamptz NOT NULL DEFAULT now(),
    done_at          timestamptz,
    CHECK ((channel = 'PUSH') = (subscription_id IS NOT NULL)),
    UNIQUE NULLS NOT DISTINCT (event_id, channel, subscription_id)
);
CREATE INDEX notifications_booking ON notifications (booking_id, created_at);
CREATE INDEX notifications_failed ON notifications (created_at) WHERE status = 'FAILED';
CREATE INDEX notifications_due ON notifications (channel, next_try_at) WHERE status = 'PENDING';
