-- Events reach whoever acts on them once each, in the order of their key (OPS-2).

-- What there is of a key, in its order.
CREATE INDEX outbox_key ON outbox (key, id);
CREATE INDEX outbox_xid ON outbox (xid);

-- Who acts on events, by name.
CREATE TABLE event_consumers (
    name    text PRIMARY KEY CHECK (name ~ '^[a-z][a-z-]*$'),
    -- Events of transactions before this one are behind it: told before it began, consumed, or among its failures.
    behind  xid8 NOT NULL DEFAULT pg_snapshot_xmin(pg_current_snapshot())
);

-- That an event was applied; written in the transaction that applied it. Goes with the event.
CREATE TABLE consumed_events (
    event_id     bigint NOT NULL REFERENCES outbox (id) ON DELETE CASCADE,
    -- No foreign key: its check would lock the consumer's one row for every event.
    consumer     text NOT NULL,
    consumed_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (event_id, consumer)
);

-- Events that a consumer has not managed to apply yet, each kept in the outbox until it has, or staff have discarded it.
CREATE TABLE event_failures (
    id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id         bigint NOT NULL REFERENCES outbox (id),
    consumer         text NOT NULL REFERENCES event_consumers (name),
    attempts         integer NOT NULL CHECK (attempts >= 0),
    error            text NOT NULL,
    first_failed_at  timestamptz NOT NULL DEFAULT now(),
    last_failed_at   timestamptz NOT NULL DEFAULT now(),
    next_try_at      timestamptz NOT NULL,
    -- Since when it is a dead letter, which is not tried any more.
    dead_at          timestamptz,
    UNIQUE (event_id, consumer)
);
CREATE INDEX event_failures_due ON event_failures (consumer, next_try_at) WHERE dead_at IS NULL;
CREATE INDEX event_failures_dead ON event_failures (id) WHERE dead_at IS NOT NULL;
