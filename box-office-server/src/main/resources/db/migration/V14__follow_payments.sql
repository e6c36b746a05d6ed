-- Payments at several gateways, followed up until their end is known (PAY-1, PAY-5), and refunds that gateways may fail
-- (CANC-1).

ALTER TABLE payments
    -- Under which number the gateway is asked to open it; raised when it failed over the one before.
    ADD COLUMN number int NOT NULL DEFAULT 1,
    -- What a QR shows, for those who pay by scanning one.
    ADD COLUMN code text,
    -- The card reader before which the guest stands.
    ADD COLUMN reader text,
    -- When the gateway is asked next how it stands, and how many more times at short intervals.
    ADD COLUMN look_at timestamptz NOT NULL DEFAULT now() + interval '1 minute',
    ADD COLUMN looks_left int NOT NULL DEFAULT 0 CHECK (looks_left >= 0);
DROP INDEX payments_unfinished;
CREATE INDEX payments_unfinished ON payments (look_at) WHERE status IN ('INITIATED', 'PROCESSING');

ALTER TABLE refunds
    -- Under which number the gateway is asked; raised when it failed over the one before or refused it.
    ADD COLUMN number int NOT NULL DEFAULT 1,
    -- How often the gateway has said for sure that the money did not go back, and why the last time.
    ADD COLUMN failures int NOT NULL DEFAULT 0,
    ADD COLUMN failure text;
CREATE UNIQUE INDEX refunds_gateway_ref ON refunds (payment_id, gateway_ref) WHERE gateway_ref IS NOT NULL;

ALTER TABLE gateway_events ADD COLUMN refund_id uuid;

-- By which gateway a theater takes money in which way; where there is nothing for a theater, whatever is configured.
CREATE TABLE payment_offers (
    theater_id  uuid NOT NULL REFERENCES theaters,
    method      text NOT NULL,
    gateway     text NOT NULL,
    PRIMARY KEY (theater_id, method)
);

-- The card readers that stand in a theater, by the names their gateway gave them.
CREATE TABLE card_readers (
    theater_id  uuid NOT NULL REFERENCES theaters,
    reader      text NOT NULL,
    label       text NOT NULL,
    PRIMARY KEY (theater_id, reader)
);
