-- What moved money on a day, for the day's settlement.
CREATE INDEX payments_captured ON payments (completed_at) WHERE status IN ('SUCCESS', 'REFUNDED');
CREATE INDEX refunds_requested ON refunds (created_at);
CREATE INDEX refunds_over_the_counter ON refunds (completed_at) WHERE gateway_ref LIKE 'counter-%';
CREATE INDEX bookings_confirmed ON bookings (confirmed_at) WHERE confirmed_at IS NOT NULL;
CREATE INDEX cancellations_day ON cancellations (created_at);
CREATE INDEX booking_reviews_day ON booking_reviews (created_at);
CREATE INDEX booking_reviews_end ON booking_reviews (closed_at) WHERE closed_at IS NOT NULL;
