package boxoffice.server.booking;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.model.Bookings.BookingStatus;
import boxoffice.model.SeatStatus;
import boxoffice.server.storage.Database;
import boxoffice.server.testing.TestBoxOffice;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Bookings that are not paid in time end, and their seats are free again (PAY-5).
class OverdueBookingsIT {
    private final TestBoxOffice boxOffice = TestBoxOffice.shared();

    @Test
    void bookingsThatCannotBeEndedHoldUpNoOthers() {
        Sale stuck = Sale.open(boxOffice, 1);
        multiply(stuck, 120);
        try {
            Sale sale = Sale.open(boxOffice, 1);
            boxOffice.age(sale.lock().lockId(), Duration.ofMinutes(20));

            sale.await(BookingStatus.FAILED);

            assertThat(sale.seatStatuses()).containsOnly(SeatStatus.AVAILABLE);
        } finally {
            boxOffice.database()
                    .sql("UPDATE bookings SET status = 'FAILED', closed_at = now() WHERE show_id = :show")
                    .with("show", stuck.show())
                    .update();
            boxOffice.database()
                    .sql("""
                            UPDATE payments
                               SET status = 'FAILED'
                             WHERE booking_id IN (SELECT id FROM bookings WHERE show_id = :show)""")
                    .with("show", stuck.show())
                    .update();
        }
    }

    /// Overdue bookings whose gateway is not there any more, which is said each time that one of them is to be ended.
    private void multiply(Sale sale, int times) {
        Database database = boxOffice.database();
        database.sql(
                """
                        WITH copies AS (
                            SELECT uuidv7() AS lock, uuidv7() AS booking, uuidv7() AS payment FROM generate_series(1, :times)),
                        locks AS (
                            INSERT INTO seat_locks
                            SELECT (jsonb_populate_record(l, jsonb_build_object(
                                        'id', c.lock, 'expires_at', now() - interval '1 minute'))).*
                              FROM seat_locks l, copies c
                             WHERE l.id = :lock),
                        waiting AS (
                            INSERT INTO bookings
                            SELECT (jsonb_populate_record(b, jsonb_build_object(
                                        'id', c.booking, 'lock_id', c.lock, 'reference', left(replace(CAST(c.booking AS text), '-', ''), 30),
                                        'created_at', now() - interval '1 day'))).*
                              FROM bookings b, copies c
                             WHERE b.id = :booking)
                        INSERT INTO payments
                        SELECT (jsonb_populate_record(p, jsonb_build_object(
                                    'id', c.payment, 'booking_id', c.booking, 'gateway', 'GONE', 'gateway_ref', CAST(c.payment AS text),
                                    'look_at', now() + interval '1 day'))).*
                          FROM payments p, copies c
                         WHERE p.booking_id = :booking""")
                .with("times", times)
                .with("lock", sale.lock().lockId())
                .with("booking", sale.created().bookingId())
                .update();
    }
}
