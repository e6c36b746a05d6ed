package boxoffice.server.booking;

import boxoffice.model.Bookings.BookingStatus;
import boxoffice.model.Money;
import boxoffice.model.ShowId;
import boxoffice.model.TheaterId;
import boxoffice.server.storage.Row;
import boxoffice.server.testing.Foyer;
import boxoffice.server.testing.Phone;
import boxoffice.server.testing.TestBoxOffice;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.UUID;

/// A theater of a test's own, whose shows start when the test wants: each has a screen to itself, so none is in another's
/// way. A seat costs 14.00 EUR and a fee of 1.50 EUR; the price contains a tax of 7 %.
record OwnHouse(TestBoxOffice boxOffice, TheaterId theater) {
    static final long PRICE = 1_400;
    static final long FEE = 150;
    static final long SEAT = PRICE + FEE;

    static OwnHouse of(TestBoxOffice boxOffice) {
        UUID theater = boxOffice.database().sql("""
                INSERT INTO theaters (slug, name, city, country, address, zone, currency)
                SELECT 'own-' || uuidv7(), 'Zuiderlicht', 'Zwolle', 'NL', 'Zuiderkade 1', 'Europe/Amsterdam', 'EUR'
                RETURNING id""").one(row -> row.uuid("id")).orElseThrow();
        boxOffice.database().sql("""
                INSERT INTO theater_charges (theater_id, position, kind, label, per_seat, percent, included)
                VALUES (:theater, 0, 'FEE', 'Booking fee', 150, NULL, false),
                       (:theater, 1, 'TAX', 'Btw 7 %', NULL, 7, true)""").with("theater", theater).update();
        return new OwnHouse(boxOffice, new TheaterId(theater));
    }

    /// A published show that starts so much later.
    ///
    /// @param before negative for one that has begun
    ShowId show(Duration before) {
        return show(before, PRICE);
    }

    /// The same at another price, in minor units.
    ShowId show(Duration before, long price) {
        return new ShowId(
                boxOffice.database()
                        .sql(
                                """
                                        WITH own AS (
                                            INSERT INTO screens (slug, theater_id, seat_plan_id, position, name, formats, cleaning_minutes)
                                            SELECT 'own-' || uuidv7(), :theater, p.id, 0, 'Zaal ' || uuidv7(), '{2D}', 10
                                              FROM seat_plans p
                                             WHERE p.seats > 100
                                             ORDER BY p.seats
                                             LIMIT 1
                                            RETURNING id, seat_plan_id)
                                        INSERT INTO shows (movie_id, screen_id, seat_plan_id, starts_at, sale_ends_at, ends_at, cleared_at,
                                                           format, language, base_price, currency, status, published_at)
                                        SELECT (SELECT id FROM movies ORDER BY title LIMIT 1), own.id, own.seat_plan_id,
                                               now() + CAST(:before AS interval), now() + CAST(:before AS interval) + interval '15 minutes',
                                               now() + CAST(:before AS interval) + interval '2 hours',
                                               now() + CAST(:before AS interval) + interval '3 hours',
                                               '2D', 'de', :price, 'EUR', 'PUBLISHED', now()
                                          FROM own
                                        RETURNING id""")
                        .with("theater", theater)
                        .with("before", before.toString())
                        .with("price", price)
                        .one(row -> row.uuid("id"))
                        .orElseThrow());
    }

    /// Has a show start at another time.
    void move(ShowId show, Duration before) {
        boxOffice.database().sql("""
                UPDATE shows
                   SET starts_at = now() + CAST(:before AS interval),
                       sale_ends_at = now() + CAST(:before AS interval) + interval '15 minutes',
                       ends_at = now() + CAST(:before AS interval) + interval '2 hours',
                       cleared_at = now() + CAST(:before AS interval) + interval '3 hours'
                 WHERE id = :show""").with("show", show).with("before", before.toString()).update();
    }

    /// So long before the show, a guest has paid for so many seats.
    Sale sold(Duration before, int seats) {
        return sold(show(before), seats);
    }

    Sale sold(ShowId show, int seats) {
        Sale sale = Sale.open(boxOffice, Foyer.of(boxOffice).guest(), show, seats);
        sale.pay(Phone.GOOD_CARD);
        sale.await(BookingStatus.CONFIRMED);
        return sale;
    }

    /// What our own books say of a theater, in minor units.
    ///
    /// @param value of the seats of confirmed bookings
    record Books(long captured, long refunded, long retained, long value) {
        boolean balance() {
            return captured - refunded - retained == value;
        }
    }

    Books books() {
        return boxOffice.database()
                .sql(
                        """
                                WITH mine AS (
                                    SELECT b.*
                                      FROM bookings b
                                      JOIN shows s ON s.id = b.show_id
                                      JOIN screens sc ON sc.id = s.screen_id
                                     WHERE sc.theater_id = :theater)
                                SELECT (SELECT coalesce(sum(p.amount), 0) FROM payments p JOIN mine b ON b.id = p.booking_id
                                         WHERE p.status IN ('SUCCESS', 'REFUNDED')) AS captured,
                                       (SELECT coalesce(sum(r.amount), 0) FROM refunds r JOIN payments p ON p.id = r.payment_id
                                          JOIN mine b ON b.id = p.booking_id) AS refunded,
                                       (SELECT coalesce(sum(c.retained), 0) FROM cancellations c JOIN mine b ON b.id = c.booking_id)
                                           AS retained,
                                       (SELECT coalesce(sum(b.total), 0) FROM mine b WHERE b.status = 'CONFIRMED') AS value""")
                .with("theater", theater)
                .one(OwnHouse::books)
                .orElseThrow();
    }

    private static Books books(Row row) {
        return new Books(
                row.number("captured"), row.number("refunded"), row.number("retained"), row.number("value"));
    }

    /// As it stands on the wire.
    static BigDecimal euros(long minor) {
        return new Money(minor, Money.currency("EUR")).amount();
    }
}
