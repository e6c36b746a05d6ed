-- Refunds that are done may still come back: a bank refuses them days later, and the gateway's word of it may be lost (CANC-1).

-- When the gateway is asked next whether a refund that is done still is; null when it is not asked any more.
ALTER TABLE refunds ADD COLUMN look_at timestamptz;
CREATE INDEX refunds_to_look_at ON refunds (look_at) WHERE look_at IS NOT NULL;

UPDATE refunds
   SET look_at = greatest(completed_at + interval '1 day', now() + interval '1 minute')
 WHERE status = 'SUCCESS'
   AND completed_at > now() - interval '10 days'
   AND gateway_ref NOT LIKE 'counter-%';
