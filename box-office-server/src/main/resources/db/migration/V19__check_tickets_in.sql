-- Who came in, when and where (TIX-3).

-- How long before a show its doors open.
ALTER TABLE theaters
    ADD COLUMN doors_minutes int NOT NULL DEFAULT 60 CHECK (doors_minutes BETWEEN 0 AND 1440);

-- Every look at a code, with the answer it got; a repetition gets the same. Never updated after its transaction, but for
-- the mark that a gate acted on it without having heard the answer.
CREATE TABLE check_in_scans (
    scan_id       uuid PRIMARY KEY,
    -- The show that was let in, which need not be the ticket's.
    show_id       uuid NOT NULL REFERENCES shows,
    request_hash  bytea NOT NULL,
    gate          text,
    actor_id      uuid NOT NULL REFERENCES users,
    device_id     uuid REFERENCES devices,
    offline       boolean NOT NULL,
    scanned_at    timestamptz NOT NULL,
    received_at   timestamptz NOT NULL DEFAULT now(),
    -- Null only while the scan is judged, within its own transaction.
    ticket_id     uuid REFERENCES tickets,
    verdict       text,
    answer        jsonb
);
CREATE INDEX check_in_scans_conflicts ON check_in_scans (show_id, scanned_at) WHERE offline AND verdict <> 'ADMITTED';

-- The scan with which a ticket was used. The primary key is what makes a second admission impossible.
CREATE TABLE check_ins (
    ticket_id  uuid PRIMARY KEY REFERENCES tickets,
    scan_id    uuid NOT NULL UNIQUE REFERENCES check_in_scans
);
