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
import boxoffice.model.UserId;
import boxoffice.server.seating.HeldSeats;
import boxoffice.server.storage.Row;
import boxoffice.server.storage.Sql;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/// A booking's row.
///
/// @param seats with the price that was fixed when they were locked, without those that were cancelled by themselves
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
        List<PricedSeat> seats,
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
                   x.booking_id IS NOT NULL AS is_exchange, s.seat_ids, s.seat_types, s.prices
              FROM bookings b
              JOIN seat_locks l ON l.id = b.lock_id
             CROSS JOIN LATERAL (
                   SELECT coalesce(array_agg(seat_id ORDER BY seat_id), '{}') AS seat_ids,
                          coalesce(array_agg(seat_type ORDER BY seat_id), '{}') AS seat_types,
                          coalesce(array_agg(CAST(price AS text) ORDER BY seat_id), '{}') AS prices
                     FROM booking_seats
                    WHERE booking_id = b.id
                      AND cancelled_at IS NULL) s
              LEFT JOIN exchanges x ON x.booking_id = b.id
             WHERE\s""";

    /// A row of `booking_seats` for each held seat.
    private static final String SEATS = """
            \nSELECT CAST(:booking AS uuid), seat, type, CAST(price AS bigint)
              FROM unnest(CAST(:seats AS text[]), CAST(:types AS text[]), CAST(:prices AS text[]))
                AS held (seat, type, price)""";

    static Optional<BookingEntry> find(Sql sql, BookingId id) {
        return sql.sql(SELECT + "b.id = :id").with("id", id).one(BookingEntry::of);
    }

    /// Finds a booking and keeps others from moving it until the transaction ends.
    static Optional<BookingEntry> findToMove(Sql sql, BookingId id) {
        return held(sql, id, "");
    }

    /// The same, unless somebody else is at it.
    static Optional<BookingEntry> findFree(Sql sql, BookingId id) {
        return held(sql, id, " SKIP LOCKED");
    }

    /// Held first and then read: a statement that has to wait does not see what others have written meanwhile.
    private static Optional<BookingEntry> held(Sql sql, BookingId id, String unless) {
        return sql.sql("SELECT 1 AS one FROM bookings WHERE id = :id FOR UPDATE" + unless)
                .with("id", id)
                .one(row -> row.integer("one"))
                .flatMap(_ -> find(sql, id));
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

    /// Takes unpaid bookings whose seats are not held any more, those first that nobody has tried to end. Each is left to
    /// whoever takes it for a minute, and for longer the older it is.
    static List<BookingId> takeOverdue(Sql sql, int most) {
        return sql.sql(
                """
                        UPDATE bookings
                           SET end_at = now() + greatest(interval '1 minute', least((now() - created_at) / 10, interval '1 hour'))
                         WHERE id IN (SELECT b.id
                                        FROM bookings b
                                        JOIN seat_locks l ON l.id = b.lock_id
                                       WHERE b.status = 'PENDING'
                                         AND (l.expires_at <= now() OR l.closed_at IS NOT NULL)
                                         AND coalesce(b.end_at <= now(), true)
                                       ORDER BY b.end_at NULLS FIRST, b.created_at
                                       LIMIT :most
                                         FOR UPDATE OF b SKIP LOCKED)
                        RETURNING id""")
                .with("most", most)
                .list(row -> new BookingId(row.uuid("id")));
    }

    List<SeatId> seatIds() {
        return seats.stream().map(PricedSeat::id).toList();
    }

    /// All that was sold, whatever became of it.
    ///
    /// @param perSeat the labels of lines that charge each seat the same
    Bill bill(Sql sql, Set<String> perSeat) {
        List<PriceLine> sold = sql.sql("SELECT lines FROM seat_locks WHERE id = :lock")
                .with("lock", lock)
                .one(row -> lines(row.text("lines")))
                .orElseThrow();
        List<PricedSeat> all = sql.sql("""
                SELECT seat_id, seat_type, price
                  FROM booking_seats
                 WHERE booking_id = :id
                 ORDER BY seat_id""")
                .with("id", id)
                .list(row -> seat(row.text("seat_id"), row.text("seat_type"), row.number("price"), total.currency()));
        return new Bill(all, sold, total.currency(), perSeat);
    }

    private static PricedSeat seat(String id, String type, long price, Currency currency) {
        return new PricedSeat(new SeatId(id), SeatType.valueOf(type), new Money(price, currency).amount());
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
        String reference = Reference.next();
        return bindSeats(held, sql.sql("""
                WITH seats AS (
                    INSERT INTO booking_seats (booking_id, seat_id, seat_type, price)""" + SEATS + """
                    )
                INSERT INTO bookings (id, reference, user_id, show_id, lock_id, lines, total, currency, name, email,
                                      phone, languages)
                VALUES (:booking, :reference, :user, :show, :lock, CAST(:lines AS jsonb), :total, :currency,
                        CAST(:name AS text), CAST(:email AS text), CAST(:phone AS text), :languages)
                RETURNING created_at"""), id)
                .with("reference", reference)
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
                .one(
                        row -> new BookingEntry(
                                id, reference, user, held.show(), held.lock(), BookingStatus.PENDING, held.seats(),
                                held.lines(), held.total(), held.total(), false, row.instant("created_at"),
                                held.expiresAt(), Optional.empty()))
                .orElseThrow();
    }

    static void insertSeats(Sql sql, BookingId id, HeldSeats held) {
        bindSeats(held, sql.sql("INSERT INTO booking_seats (booking_id, seat_id, seat_type, price)" + SEATS), id)
                .update();
    }

    private static Sql.Statement bindSeats(HeldSeats held, Sql.Statement statement, BookingId booking) {
        return statement.with("booking", booking)
                .with("seats", texts(held, PricedSeat::id))
                .with("types", texts(held, PricedSeat::type))
                .with("prices", texts(held, seat -> Money.of(seat.price(), held.total().currency()).minor()));
    }

    private static String[] texts(HeldSeats held, Function<PricedSeat, Object> what) {
        return held.seats().stream().map(what).map(Object::toString).toArray(String[]::new);
    }

    private static BookingEntry of(Row row) {
        Currency currency = Money.currency(row.text("currency"));
        return new BookingEntry(
                new BookingId(row.uuid("id")),
                row.text("reference"),
                new UserId(row.uuid("user_id")),
                new ShowId(row.uuid("show_id")),
                new LockId(row.uuid("lock_id")),
                row.constant("status", BookingStatus.class),
                seats(row.texts("seat_ids"), row.texts("seat_types"), row.texts("prices"), currency),
                lines(row.text("lines")),
                new Money(row.number("total"), currency),
                new Money(row.number("due"), currency),
                row.flag("is_exchange"),
                row.instant("created_at"),
                row.instant("expires_at"),
                row.optionalInstant("confirmed_at"));
    }

    private static List<PricedSeat> seats(
            List<String> ids, List<String> types, List<String> prices, Currency currency) {
        return IntStream.range(0, ids.size())
                .mapToObj(i -> seat(ids.get(i), types.get(i), Long.parseLong(prices.get(i)), currency))
                .toList();
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
