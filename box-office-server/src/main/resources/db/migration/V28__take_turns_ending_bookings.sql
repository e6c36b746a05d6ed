-- Bookings that are not paid in time are ended by any node, one at a time, and those that cannot be ended now hold up no others.

-- When it is tried next to end a booking whose seats are not held any more; null when it was not tried yet.
ALTER TABLE bookings ADD COLUMN end_at timestamptz;
