-- Tickets and the keys that sign them (TIX-1, TIX-2).

CREATE TABLE ticket_keys (
    kid          char(8) PRIMARY KEY,
    public_key   bytea NOT NULL,
    -- The private key, encrypted with the master key.
    sealed_key   bytea NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    retired_at   timestamptz
);

CREATE TABLE tickets (
    id          uuid PRIMARY KEY DEFAULT uuidv7(),
    booking_id  uuid NOT NULL,
    seat_id     text NOT NULL,
    -- Raised by each reprint; older issues are void.
    issue       int NOT NULL DEFAULT 1 CHECK (issue BETWEEN 1 AND 65535),
    status      text NOT NULL DEFAULT 'VALID' CHECK (status IN ('VALID', 'CANCELLED')),
    token       text NOT NULL,
    issued_at   timestamptz NOT NULL DEFAULT now(),
    UNIQUE (booking_id, seat_id),
    FOREIGN KEY (booking_id, seat_id) REFERENCES booking_seats
);
