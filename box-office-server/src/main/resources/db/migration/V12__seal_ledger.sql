-- The seat ledger cannot be rewritten, and shows where it was (SEAT-13).

-- One batch of the ledger, closed for good. Each seal holds the hashes of its rows and of the seal before it, so that
-- whoever changes, adds or takes away a row breaks the chain from there on.
CREATE TABLE ledger_seals (
    number         bigint PRIMARY KEY CHECK (number > 0),
    -- The ledger's rows of transactions from `from_xid` on and before `to_xid`, in the order of transaction and id.
    from_xid       xid8 NOT NULL,
    to_xid         xid8 NOT NULL,
    row_ids        bigint[] NOT NULL,
    -- The SHA-256 of each row, one after the other.
    row_hashes     bytea NOT NULL,
    previous_hash  bytea NOT NULL,
    hash           bytea NOT NULL,
    sealed_at      timestamptz NOT NULL DEFAULT now(),
    CHECK (from_xid < to_xid),
    CHECK (octet_length(row_hashes) = 32 * cardinality(row_ids)),
    CHECK (octet_length(previous_hash) = 32 AND octet_length(hash) = 32)
);

CREATE INDEX seat_ledger_order ON seat_ledger (xid, id);

CREATE FUNCTION refuse_to_rewrite() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'object_not_in_prerequisite_state';
END
$$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON seat_ledger
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_seals
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite();
