package boxoffice.server.booking;

import boxoffice.model.BookingId;
import boxoffice.model.Bookings.BookingRequest;
import boxoffice.model.Bookings.BookingStatus;
import boxoffice.model.Json;
import boxoffice.model.LockId;
import boxoffice.model.Locks.PriceLine;
import boxoffice.model.Locks.PricedSeat;
import boxoffice.model.Money;
import boxoffice.model.SeatId;
import boxoffice.model.SeatType;
import boxoffice.model.ShowId;
import boxoffice.model.TheaterId;
import boxoffice.model.UserId;
import boxoffice.server.seating.HeldSeats;
import boxoffice.server.storage.Row;
import boxoffice.server.storage.Sql;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// A booking's row.
///
/// @param total what the seats cost that are its own
/// @param due what its own payment has to bring: less than that where it pays with the money of a booking it is exchanged for
/// @param isExchange whether it takes the place of another booking ([ExchangeEntry])
/// @param heldUntil until when its unpaid seats are held
record BookingEntry(
        BookingId id,
        String reference,
        UserId user,
        ShowId show,
        LockId lock,
        BookingStatus status,
        List<PriceLine> lines,
        Money total,
        Money due,
        boolean isExchange,
        Instant createdAt,
        Instant heldUntil,
        Optional<Instant> confirmedAt) {
    private static final String SELECT = """
            SELECT b.id, b.reference, b.user_id, b.show_id, b.lock_id, b.status, b.lines, b.total, b.currency,
                   b.created_at, b.confirmed_at, l.expires_at, coalesce(x.due, b.total) AS due,
                   x.booking_id IS NOT NULL AS is_exchange
              FROM bookings b
              JOIN seat_locks l ON l.id = b.lock_id
              LEFT JOIN exchanges x ON x.booking_id = b.id
             WHERE\s""";

    static Optional<BookingEntry> find(Sql sql, BookingId id) {
        return sql.sql(SELECT + "b.id = :id").with("id", id).one(BookingEntry::of);
    }

    /// Finds a booking and keeps others from moving it until the transaction ends.
    static Optional<BookingEntry> findToMove(Sql sql, BookingId id) {
        return sql.sql(SELECT + "b.id = :id FOR UPDATE OF b").with("id", id).one(BookingEntry::of);
    }

    /// The same, unless somebody else is at it.
    static Optional<BookingEntry> findFree(Sql sql, BookingId id) {
        return sql.sql(SELECT + "b.id = :id FOR UPDATE OF b SKIP LOCKED").with("id", id).one(BookingEntry::of);
    }

    /// The booking of a lock, failed ones excepted.
    static Optional<BookingEntry> of(Sql sql, LockId lock) {
        return sql.sql(SELECT + "b.lock_id = :lock AND b.status <> 'FAILED'")
                .with("lock", lock)
                .one(BookingEntry::of);
    }

    static List<BookingEntry> of(Sql sql, UserId user, int most) {
        return sql.sql(SELECT + "b.user_id = :user ORDER BY b.created_at DESC LIMIT :most")
                .with("user", user)
                .with("most", most)
                .list(BookingEntry::of);
    }

    /// The theater of a show.
    static TheaterId theater(Sql sql, ShowId show) {
        return sql.sql("SELECT sc.theater_id FROM shows s JOIN screens sc ON sc.id = s.screen_id WHERE s.id = :show")
                .with("show", show)
                .one(row -> new TheaterId(row.uuid("theater_id")))
                .orElseThrow();
    }

    /// Unpaid bookings whose seats are not held any more.
    static List<BookingEntry> overdue(Sql sql, int most) {
        return sql.sql(SELECT + """
                b.status = 'PENDING'
                   AND (l.expires_at <= now() OR l.closed_at IS NOT NULL)
                 ORDER BY b.created_at
                 LIMIT :most""").with("most", most).list(BookingEntry::of);
    }

    /// The seats with the price that was fixed when they were locked, without those that were cancelled by themselves.
    List<PricedSeat> seats(Sql sql) {
        return seats(sql, " AND cancelled_at IS NULL");
    }

    /// All that was sold, whatever became of it.
    ///
    /// @param perSeat the labels of lines that charge each seat the same
    Bill bill(Sql sql, Set<String> perSeat) {
        List<PriceLine> sold = sql.sql("SELECT lines FROM seat_locks WHERE id = :lock")
                .with("lock", lock)
                .one(row -> lines(row.text("lines")))
                .orElseThrow();
        return new Bill(seats(sql, ""), sold, total.currency(), perSeat);
    }

    private List<PricedSeat> seats(Sql sql, String which) {
        return sql.sql(
                "SELECT seat_id, seat_type, price FROM booking_seats WHERE booking_id = :id" + which
                        + " ORDER BY seat_id")
                .with("id", id)
                .list(
                        row -> new PricedSeat(
                                new SeatId(row.text("seat_id")),
                                row.constant("seat_type", SeatType.class),
                                new Money(row.number("price"), total.currency()).amount()));
    }

    /// Puts the seats of another lock in place of those it has, with their price. There must be no tickets.
    ///
    /// @return the booking as it is then
    BookingEntry with(Sql sql, HeldSeats held) {
        sql.sql("DELETE FROM booking_seats WHERE booking_id = :id").with("id", id).update();
        insertSeats(sql, id, held);
        sql.sql("""
                UPDATE bookings
                   SET lock_id = :lock, lines = CAST(:lines AS jsonb), total = :total
                 WHERE id = :id""")
                .with("id", id)
                .with("lock", held.lock())
                .with("lines", json(held.lines()))
                .with("total", held.total().minor())
                .update();
        return find(sql, id).orElseThrow();
    }

    /// Makes the row of a new booking that waits for its payment.
    ///
    /// @param id the same for each repetition of the request
    /// @param languages what the guest reads, the best first
    static BookingEntry insert(
            Sql sql, BookingId id, UserId user, BookingRequest request, List<String> languages, HeldSeats held) {
        sql.sql("""
                INSERT INTO bookings (id, reference, user_id, show_id, lock_id, lines, total, currency, name, email,
                                      phone, languages)
                VALUES (:id, :reference, :user, :show, :lock, CAST(:lines AS jsonb), :total, :currency,
                        CAST(:name AS text), CAST(:email AS text), CAST(:phone AS text), :languages)""")
                .with("id", id)
                .with("reference", Reference.next())
                .with("user", user)
                .with("show", held.show())
                .with("lock", held.lock())
                .with("lines", json(held.lines()))
                .with("total", held.total().minor())
                .with("currency", held.total().currency().getCurrencyCode())
                .with("name", request.name())
                .with("email", request.email())
                .with("phone", request.phone())
                .with("languages", languages.toArray(String[]::new))
                .update();
        insertSeats(sql, id, held);
        return find(sql, id).orElseThrow();
    }

    static void insertSeats(Sql sql, BookingId id, HeldSeats held) {
        sql.sql("""
                INSERT INTO booking_seats (booking_id, seat_id, seat_type, price)
                SELECT CAST(:booking AS uuid), seat, type, CAST(price AS bigint)
                  FROM unnest(CAST(:seats AS text[]), CAST(:types AS text[]), CAST(:prices AS text[]))
                    AS held (seat, type, price)""")
                .with("booking", id)
                .with("seats", texts(held, PricedSeat::id))
                .with("types", texts(held, PricedSeat::type))
                .with("prices", texts(held, seat -> Money.of(seat.price(), held.total().currency()).minor()))
                .update();
    }

    private static String[] texts(HeldSeats held, Function<PricedSeat, Object> what) {
        return held.seats().stream().map(what).map(Object::toString).toArray(String[]::new);
    }

    private static BookingEntry of(Row row) {
        return new BookingEntry(
                new BookingId(row.uuid("id")),
                row.text("reference"),
                new UserId(row.uuid("user_id")),
                new ShowId(row.uuid("show_id")),
                new LockId(row.uuid("lock_id")),
                row.constant("status", BookingStatus.class),
                lines(row.text("lines")),
                new Money(row.number("total"), Money.currency(row.text("currency"))),
                new Money(row.number("due"), Money.currency(row.text("currency"))),
                row.flag("is_exchange"),
                row.instant("created_at"),
                row.instant("expires_at"),
                row.optionalInstant("confirmed_at"));
    }

    private static List<PriceLine> lines(String json) {
        try {
            return Json.strict().readValue(json, new TypeReference<List<PriceLine>>() {});
        } catch (JsonProcessingException spoiled) {
            throw new IllegalStateException("a stored bill cannot be read", spoiled);
        }
    }

    static String json(Object value) {
        try {
            return Json.strict().writeValueAsString(value);
        } catch (JsonProcessingException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }
}
