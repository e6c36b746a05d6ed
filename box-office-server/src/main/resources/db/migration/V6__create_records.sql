-- What happened, for other parts to act on and for people to look up (OPS-2, BOOK-2, SEC-5).

-- Events wait here, in the transaction that made them true, until the relay has sent them on.
CREATE TABLE outbox (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    xid         xid8 NOT NULL DEFAULT pg_current_xact_id(),
    topic       text NOT NULL,
    key         uuid NOT NULL,
    payload     jsonb NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    sent_at     timestamptz
);
CREATE INDEX outbox_unsent ON outbox (id) WHERE sent_at IS NULL;

-- Every move of a booking, payment or refund, and every act of staff. Never updated.
CREATE TABLE audit_log (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at         timestamptz NOT NULL DEFAULT now(),
    -- Who did it; the system itself when absent.
    actor_id   uuid,
    subject    text NOT NULL,
    subject_id uuid NOT NULL,
    change     text NOT NULL,
    details    jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX audit_log_subject ON audit_log (subject, subject_id, id);
