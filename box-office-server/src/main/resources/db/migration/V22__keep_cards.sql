-- Cards that guests have asked us to remember: the gateway's tokens, sealed (PAY-4).

-- The keys that seal them, each sealed with the master key. A retired key is gone for good.
CREATE TABLE card_keys (
    id          uuid PRIMARY KEY,
    sealed_key  bytea,
    created_at  timestamptz NOT NULL DEFAULT now(),
    retired_at  timestamptz,
    CHECK ((sealed_key IS NULL) = (retired_at IS NOT NULL))
);

CREATE TABLE kept_cards (
    id            uuid PRIMARY KEY,
    user_id       uuid NOT NULL REFERENCES users,
    -- The payment by which it came: each brings one card at most.
    payment_id    uuid NOT NULL UNIQUE REFERENCES payments,
    gateway       text NOT NULL,
    key_id        uuid NOT NULL REFERENCES card_keys,
    sealed_token  bytea NOT NULL,
    brand         text NOT NULL,
    last4         text NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX kept_cards_user ON kept_cards (user_id, created_at DESC);
CREATE INDEX kept_cards_key ON kept_cards (key_id);

ALTER TABLE payments
    -- Whose card is to be remembered, if anybody has asked for that.
    ADD COLUMN card_for uuid REFERENCES users,
    -- When the gateway is asked for the card, once it is paid; null when there is nothing left to ask.
    ADD COLUMN card_at timestamptz;
CREATE INDEX payments_card_due ON payments (card_at) WHERE card_at IS NOT NULL AND status = 'SUCCESS';
