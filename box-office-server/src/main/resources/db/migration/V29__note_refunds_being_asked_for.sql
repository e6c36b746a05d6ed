-- Staff do not hand money over the counter at the moment in which the gateway may be giving it back.

-- Until when a request for it may be under way; null when its answer is known.
ALTER TABLE refunds ADD COLUMN asked_until timestamptz;
