-- Bookings that are paid and could not be confirmed, and money that could not be given back (PAY-6).
CREATE TABLE booking_reviews (
    id           uuid PRIMARY KEY DEFAULT uuidv7(),
    booking_id   uuid NOT NULL REFERENCES bookings,
    payment_id   uuid NOT NULL REFERENCES payments,
    refund_id    uuid REFERENCES refunds,
    reason       text NOT NULL CHECK (reason IN ('NOT_CONFIRMED', 'SEATS_LOST', 'REFUND_FAILED')),
    -- What went wrong, for those who see to it.
    detail       text NOT NULL,
    -- How often it was tried to confirm the booking after all, and when it is tried next; null when it is not any more.
    attempts     int NOT NULL DEFAULT 0,
    next_try_at  timestamptz,
    -- When the money goes back by itself.
    refund_at    timestamptz,
    outcome      text CHECK (outcome IN ('CONFIRMED', 'REFUNDED', 'SETTLED')),
    created_at   timestamptz NOT NULL DEFAULT now(),
    closed_at    timestamptz,
    CHECK ((outcome IS NULL) = (closed_at IS NULL)),
    CHECK ((reason = 'REFUND_FAILED') = (refund_id IS NOT NULL)),
    CHECK (reason = 'REFUND_FAILED' OR refund_at IS NOT NULL)
);
-- One open question for each payment and for each refund.
CREATE UNIQUE INDEX booking_reviews_open ON booking_reviews (payment_id, coalesce(refund_id, payment_id))
    WHERE closed_at IS NULL;
CREATE INDEX booking_reviews_booking ON booking_reviews (booking_id);
