package boxoffice.server.bookkeeping;

import boxoffice.model.InvalidField;
import boxoffice.server.http.ProblemException;
import boxoffice.server.payment.GatewayBooks;
import boxoffice.server.payment.GatewayBooks.Account;
import boxoffice.server.payment.Movement;
import boxoffice.server.storage.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Compares our payments and refunds of a day with what the gateways' own books say of it (PAY-5). Thread-safe.
///
/// Gateways are asked before our rows are read, and no connection is held meanwhile.
final class GatewayComparison {
    /// Gateways do not look back further than to the year 2000.
    private static final LocalDate EARLIEST = LocalDate.of(2001, 1, 1);
    /// Our clock and the gateway's are not the same, and what it has done reaches us later.
    private static final Duration MARGIN = Duration.ofHours(1);
    private static final Duration LONGEST_LOOK_BACK = Duration.ofDays(30);

    private final Database database;
    private final GatewayBooks books;

    GatewayComparison(Database database, GatewayBooks books) {
        this.database = database;
        this.books = books;
    }

    /// A day by both books.
    record Compared(AccountBooks.Day day, List<AccountBooks> accounts) {}

    /// Compares a day of UTC, which may be today so far.
    ///
    /// @throws InvalidField when the day has not begun
    /// @throws ProblemException `PAYMENT_GATEWAY_TIMEOUT` when one of the gateways does not answer, `PAYMENT_GATEWAY_ERROR`
    /// when it refuses
    Compared of(LocalDate date) {
        Instant now = database.sql("SELECT now() AS now").one(row -> row.instant("now")).orElseThrow();
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        if (date.isAfter(today) || date.isBefore(EARLIEST)) {
            throw new InvalidField(
                    "date",
                    "is " + date + ", " + (date.isAfter(today) ? "a day that has not begun" : "too long ago"),
                    EARLIEST + " to " + today + " by UTC");
        }
        AccountBooks.Day day = new AccountBooks.Day(
                date.atStartOfDay(ZoneOffset.UTC).toInstant(),
                date.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
                now);
        return new Compared(day, books.accounts().stream().map(account -> compare(account, day)).toList());
    }

    /// A refund that took the gateway days was made there long before it was done here. So what is missing is looked for
    /// from when its row was written, before it is believed to be missing.
    private AccountBooks compare(Account account, AccountBooks.Day day) {
        Instant begin = day.from().minus(MARGIN);
        List<Movement> moved = books.statement(account, begin, day.until().plus(MARGIN));
        List<OurMovement> rows = OurMovement.of(
                database, account.gateways(), day.from(), day.until(),
                moved.stream().filter(movement -> day.has(movement.at())).toList());
        AccountBooks compared = new AccountBooks(account, day, moved, rows);
        Optional<Instant> earliest = compared.missing()
                .stream()
                .map(OurMovement::createdAt)
                .min(Comparator.naturalOrder())
                .filter(day.from()::isAfter);
        if (earliest.isEmpty()) {
            return compared;
        }
        Instant limit = day.from().minus(LONGEST_LOOK_BACK);
        Instant earlier = earliest.get().isBefore(limit) ? limit : earliest.get().minus(MARGIN);
        List<Movement> more = new ArrayList<>(books.statement(account, earlier, begin));
        more.addAll(moved);
        return new AccountBooks(account, day, more, rows);
    }
}
