package boxoffice.server.bookkeeping;

import boxoffice.model.Bookings.PaymentMethod;
import boxoffice.model.InvalidField;
import boxoffice.model.Money;
import boxoffice.model.ProblemCode;
import boxoffice.model.Settlements.Balance;
import boxoffice.model.Settlements.BookingSums;
import boxoffice.model.Settlements.Cash;
import boxoffice.model.Settlements.CurrencyDay;
import boxoffice.model.Settlements.DaySettlement;
import boxoffice.model.Settlements.PaymentSum;
import boxoffice.model.Settlements.RefundSum;
import boxoffice.model.Settlements.Sum;
import boxoffice.model.TheaterId;
import boxoffice.server.http.ProblemException;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.Row;
import boxoffice.server.storage.Sql;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/// Adds up a theater's day, in each currency for itself. Thread-safe.
///
/// The day is the theater's own, by its time zone. All is read from one snapshot of the database, so a sale that goes on
/// meanwhile is in all of the sums or in none.
final class DaySettlements {
    private static final int MOST_LISTED = 200;

    private final Database database;

    DaySettlements(Database database) {
        this.database = database;
    }

    /// A theater's day.
    ///
    /// @param now the snapshot's time
    private record Day(TheaterId theater, LocalDate date, ZoneId zone, Currency currency, Instant now) {
        static Day of(Row row, TheaterId theater, LocalDate date) {
            return new Day(
                    theater,
                    date,
                    ZoneId.of(row.text("zone")),
                    Money.currency(row.text("currency")),
                    row.instant("now"));
        }

        Instant from() {
            return date.atStartOfDay(zone).toInstant();
        }

        Instant until() {
            return date.plusDays(1).atStartOfDay(zone).toInstant();
        }

        /// Prepares a statement about the day, of the theater's bookings as `b`.
        Sql.Statement ask(Sql sql, String select, String where) {
            return sql.sql(select + """

                     JOIN bookings b ON b.id = p.booking_id
                     JOIN shows s ON s.id = b.show_id
                     JOIN screens sc ON sc.id = s.screen_id
                    WHERE sc.theater_id = :theater
                      AND\s""" + where).with("theater", theater).with("from", from()).with("until", until());
        }
    }

    /// One kind of payments or refunds with its sum.
    private record Line(String gateway, String kind, Currency currency, int count, long amount) {
        static Line of(Row row) {
            return new Line(
                    row.text("gateway"),
                    row.text("kind"),
                    Money.currency(row.text("currency")),
                    row.integer("count"),
                    row.number("amount"));
        }

        Sum sum() {
            return new Sum(count, new Money(amount, currency).amount());
        }
    }

    /// The cancellations and exchanges of the day, payments, refunds and cash.
    private record Lines(List<Line> givenUp, List<Line> payments, List<Line> refunds, List<Line> paidOut) {
        Lines in(Currency currency) {
            return new Lines(
                    of(givenUp, currency), of(payments, currency), of(refunds, currency), of(paidOut, currency));
        }

        private static List<Line> of(List<Line> lines, Currency currency) {
            return lines.stream().filter(line -> line.currency().equals(currency)).toList();
        }
    }

    /// Draws up the books of a day, which may be today's so far.
    ///
    /// @throws ProblemException `NOT_FOUND` when there is no such theater
    /// @throws InvalidField when the day has not begun there
    DaySettlement of(TheaterId theater, LocalDate date) {
        return database.transaction(sql -> {
            sql.sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY").update();
            Day day = sql.sql("SELECT zone, currency, now() AS now FROM theaters WHERE id = :theater")
                    .with("theater", theater)
                    .one(row -> Day.of(row, theater, date))
                    .orElseThrow(
                            () -> ProblemException.of(ProblemCode.NOT_FOUND, "There is no theater of that id."));
            LocalDate today = LocalDate.ofInstant(day.now(), day.zone());
            if (date.isAfter(today)) {
                throw ProblemException.of(
                        new InvalidField("date", "is " + date + ", a day that has not begun", "until " + today));
            }
            return settlement(day, BookingDay.of(sql, theater.value(), day.from(), day.until()), lines(sql, day));
        });
    }

    private static Lines lines(Sql sql, Day day) {
        List<Line> givenUp = day.ask(sql, """
                SELECT 'ALL' AS gateway, CASE p.cause WHEN 'EXCHANGE' THEN 'EXCHANGE' ELSE 'CANCEL' END AS kind,
                       p.currency, count(*) AS count, sum(p.value) AS amount
                  FROM cancellations p""", """
                p.created_at >= :from
                   AND p.created_at < :until
                 GROUP BY 2, p.currency""").list(Line::of);
        List<Line> payments = day.ask(sql, """
                SELECT p.gateway, p.method AS kind, p.currency, count(*) AS count, sum(p.amount) AS amount
                  FROM payments p""", """
                p.status IN ('SUCCESS', 'REFUNDED')
                   AND p.completed_at >= :from
                   AND p.completed_at < :until
                 GROUP BY p.gateway, p.method, p.currency
                 ORDER BY p.gateway, p.method""").list(Line::of);
        List<Line> refunds = day.ask(sql, """
                SELECT CASE WHEN r.gateway_ref LIKE 'counter-%' THEN 'COUNTER' ELSE p.gateway END AS gateway,
                       CASE r.status WHEN 'PROCESSING' THEN 'PENDING' ELSE r.status END AS kind, r.currency,
                       count(*) AS count, sum(r.amount) AS amount
                  FROM refunds r
                  JOIN payments p ON p.id = r.payment_id""", """
                r.created_at >= :from
                   AND r.created_at < :until
                 GROUP BY 1, 2, r.currency
                 ORDER BY 1, 2""").list(Line::of);
        List<Line> paidOut = day.ask(sql, """
                SELECT 'COUNTER' AS gateway, 'CASH' AS kind, r.currency, count(*) AS count, sum(r.amount) AS amount
                  FROM refunds r
                  JOIN payments p ON p.id = r.payment_id""", """
                r.status = 'SUCCESS'
                   AND r.gateway_ref LIKE 'counter-%'
                   AND r.completed_at >= :from
                   AND r.completed_at < :until
                 GROUP BY r.currency""").list(Line::of);
        return new Lines(givenUp, payments, refunds, paidOut);
    }

    private static DaySettlement settlement(Day day, List<BookingDay> bookings, Lines lines) {
        Stream<Currency> others = Stream.concat(
                bookings.stream().map(BookingDay::currency),
                Stream.of(lines.payments(), lines.refunds(), lines.paidOut()).flatMap(List::stream).map(Line::currency))
                .sorted(Comparator.comparing(Currency::getCurrencyCode));
        List<CurrencyDay> currencies = Stream.concat(Stream.of(day.currency()), others)
                .distinct()
                .map(
                        currency -> in(
                                currency,
                                bookings.stream().filter(booking -> booking.currency().equals(currency)).toList(),
                                lines.in(currency)))
                .toList();
        return new DaySettlement(
                day.theater(), day.date(), day.zone().getId(), day.from(), day.until(), day.now(), currencies);
    }

    private static CurrencyDay in(Currency currency, List<BookingDay> bookings, Lines lines) {
        List<BookingDay> wrong = bookings.stream().filter(booking -> booking.difference() != 0).toList();
        int confirmed = Math.toIntExact(bookings.stream().filter(booking -> booking.sold() > 0).count());
        return new CurrencyDay(
                currency.getCurrencyCode(),
                new BookingSums(
                        new Sum(confirmed, amount(bookings, currency, BookingDay::sold)),
                        sum(lines.givenUp(), "ALL", "CANCEL", currency),
                        sum(lines.givenUp(), "ALL", "EXCHANGE", currency)),
                lines.payments()
                        .stream()
                        .map(
                                line -> new PaymentSum(
                                        line.gateway(),
                                        PaymentMethod.valueOf(line.kind()),
                                        line.count(),
                                        line.sum().amount()))
                        .toList(),
                lines.refunds()
                        .stream()
                        .map(Line::gateway)
                        .distinct()
                        .map(
                                gateway -> new RefundSum(
                                        gateway,
                                        sum(lines.refunds(), gateway, "SUCCESS", currency),
                                        sum(lines.refunds(), gateway, "PENDING", currency),
                                        sum(lines.refunds(), gateway, "FAILED", currency)))
                        .toList(),
                cash(currency, lines),
                balance(currency, bookings),
                wrong.size(),
                wrong.stream().limit(MOST_LISTED).map(BookingDay::asDifference).toList());
    }

    private static Cash cash(Currency currency, Lines lines) {
        BigDecimal taken = sum(lines.payments(), "COUNTER", "CASH", currency).amount();
        BigDecimal paidOut = sum(lines.paidOut(), "COUNTER", "CASH", currency).amount();
        return new Cash(taken, paidOut, taken.subtract(paidOut));
    }

    private static Balance balance(Currency currency, List<BookingDay> bookings) {
        return new Balance(
                amount(bookings, currency, BookingDay::captured),
                amount(bookings, currency, BookingDay::refunded),
                amount(bookings, currency, BookingDay::retained),
                amount(bookings, currency, BookingDay::sold),
                amount(bookings, currency, BookingDay::takenBack),
                amount(bookings, currency, BookingDay::allowances),
                amount(bookings, currency, BookingDay::held),
                amount(bookings, currency, BookingDay::difference));
    }

    private static Sum sum(List<Line> lines, String gateway, String kind, Currency currency) {
        return lines.stream()
                .filter(line -> line.gateway().equals(gateway) && line.kind().equals(kind))
                .findFirst()
                .map(Line::sum)
                .orElse(new Sum(0, Money.zero(currency).amount()));
    }

    private static BigDecimal amount(List<BookingDay> bookings, Currency currency, ToLongFunction<BookingDay> part) {
        return new Money(bookings.stream().mapToLong(part).reduce(0, Math::addExact), currency).amount();
    }
}
