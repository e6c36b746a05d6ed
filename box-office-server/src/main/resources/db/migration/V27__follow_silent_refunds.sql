-- Refunds of which their gateways say nothing (CANC-1), and of gateways' events what is needed alone (PAY-3).

ALTER TABLE refunds
    -- Since when the gateway does not say how it stands although it is asked; null where it has said so.
    ADD COLUMN silent_since timestamptz;

-- The words of an event name the person who has paid. A column that is dropped stays on the disk, so it is emptied before.
UPDATE gateway_events SET body = '';
ALTER TABLE gateway_events DROP COLUMN body;
CREATE INDEX gateway_events_age ON gateway_events USING brin (received_at);
