-- A payment may end here while its gateway may still be paid: an order at Razorpay cannot be closed, and a bank may say yes
-- days later (PAY-5).

ALTER TABLE payments
    -- Whether its gateway is asked on although it has failed here.
    ADD COLUMN late boolean NOT NULL DEFAULT false CHECK (NOT late OR status = 'FAILED');
DROP INDEX payments_unfinished;
CREATE INDEX payments_unfinished ON payments (look_at) WHERE status IN ('INITIATED', 'PROCESSING') OR late;

UPDATE payments
   SET late = true, looks_left = 0, look_at = now() + interval '1 minute'
 WHERE status = 'FAILED'
   AND gateway = 'RAZORPAY'
   AND gateway_ref IS NOT NULL
   AND completed_at > now() - interval '5 days';

ALTER TABLE gateway_events
    DROP CONSTRAINT gateway_events_state_check,
    ADD CONSTRAINT gateway_events_state_check CHECK (state IN ('OPEN', 'DECLINED', 'PAID', 'CLOSED', 'ABANDONED'));
