-- Our books are compared with the gateways' own, a day at a time (PAY-5).

-- Days of UTC that were compared, or are being.
CREATE TABLE gateway_checks (
    day         date PRIMARY KEY,
    -- When a node may take it up, unless it was compared before: the one that is at it may die.
    try_at      timestamptz NOT NULL,
    checked_at  timestamptz
);

-- In what the books of a day differed.
CREATE TABLE gateway_differences (
    day      date NOT NULL REFERENCES gateway_checks,
    gateway  text NOT NULL,
    kind     text NOT NULL CHECK (kind IN ('AT_GATEWAY_ONLY', 'AMOUNT_DIFFERS', 'STATE_DIFFERS', 'HERE_ONLY')),
    count    int NOT NULL CHECK (count > 0),
    PRIMARY KEY (day, gateway, kind)
);

-- What gateways name is found by their names, and what was given back by its day.
CREATE INDEX payments_charge_ref ON payments (charge_ref) WHERE charge_ref IS NOT NULL;
CREATE INDEX refunds_by_gateway_ref ON refunds (gateway_ref) WHERE gateway_ref IS NOT NULL;
CREATE INDEX refunds_given ON refunds (completed_at) WHERE status = 'SUCCESS';
