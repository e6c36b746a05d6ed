-- Paying with cards that are kept, and forgetting them at their gateways too (PAY-4).

-- A token that names no customer cannot be used again at Stripe, and there is nothing to detach.
DELETE FROM kept_cards;

ALTER TABLE kept_cards
    -- Its guest wants it forgotten, and nobody sees it any more: when its gateway is told so next. The row goes once that
    -- is done.
    ADD COLUMN forget_at timestamptz,
    ADD COLUMN tries integer NOT NULL DEFAULT 0;
CREATE INDEX kept_cards_forgotten ON kept_cards (forget_at) WHERE forget_at IS NOT NULL;

ALTER TABLE payments
    -- The card that the gateway's page offers.
    ADD COLUMN card_id uuid REFERENCES kept_cards ON DELETE SET NULL;
CREATE INDEX payments_card ON payments (card_id) WHERE card_id IS NOT NULL;
