package boxoffice.server.bookkeeping;

import boxoffice.model.GatewayStatements.Check;
import boxoffice.model.GatewayStatements.DifferenceKind;
import boxoffice.model.GatewayStatements.Found;
import boxoffice.model.GatewayStatements.GatewayDay;
import boxoffice.server.http.ProblemException;
import boxoffice.server.payment.GatewayBooks;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.Row;
import boxoffice.server.storage.Sql;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sees to it that each day is compared with the gateways' own books once it is over, on any node, and that somebody hears
/// of what differs (PAY-5). Thread-safe.
public final class GatewayChecks {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayChecks.class);

    private final Database database;
    private final GatewayComparison comparison;

    public GatewayChecks(Database database, GatewayBooks books) {
        this.database = database;
        this.comparison = new GatewayComparison(database, books);
    }

    /// A day as both books have it now, with what its check has found.
    ///
    /// @throws ProblemException as [GatewayComparison#of]
    GatewayDay day(LocalDate date) {
        GatewayComparison.Compared compared = comparison.of(date);
        return new GatewayDay(
                date, compared.day().from(), compared.day().until(), compared.day().asOf(),
                compared.accounts().stream().map(AccountBooks::asDay).toList(),
                check(date).orElse(null));
    }

    private Optional<Check> check(LocalDate date) {
        List<Found> found = database.sql("""
                SELECT gateway, kind, count
                  FROM gateway_differences
                 WHERE day = :day
                 ORDER BY gateway, kind""").with("day", date.toString()).list(GatewayChecks::found);
        return database.sql("SELECT checked_at FROM gateway_checks WHERE day = :day AND checked_at IS NOT NULL")
                .with("day", date.toString())
                .one(row -> new Check(row.instant("checked_at"), found));
    }

    private static Found found(Row row) {
        return new Found(row.text("gateway"), row.constant("kind", DifferenceKind.class), row.integer("count"));
    }

    /// Checks a day that is due, if there is one. One that a node has begun and not finished is due again after ten minutes.
    ///
    /// @return how many were checked
    /// @throws ProblemException when a gateway does not give its statement
    public int work() {
        Optional<LocalDate> due = claim();
        due.ifPresent(this::compare);
        return due.isPresent() ? 1 : 0;
    }

    /// A day is due two hours after its end, when nothing of it is under way any more. One in which no node ran is due later.
    private Optional<LocalDate> claim() {
        return database.sql("""
                WITH newest AS (
                    SELECT CAST((now() - interval '26 hours') AT TIME ZONE 'UTC' AS date) AS day),
                days AS (
                    SELECT CAST(generate_series(coalesce((SELECT min(c.day)
                                                            FROM gateway_checks c
                                                           WHERE c.day > n.day - 30), n.day),
                                                n.day, interval '1 day') AS date) AS day
                      FROM newest n)
                INSERT INTO gateway_checks AS c (day, try_at)
                SELECT d.day, now() + interval '10 minutes'
                  FROM days d
                  LEFT JOIN gateway_checks o ON o.day = d.day
                 WHERE o.day IS NULL
                    OR (o.checked_at IS NULL AND o.try_at <= now())
                 ORDER BY d.day DESC
                 LIMIT 1
                    ON CONFLICT (day) DO UPDATE
                   SET try_at = excluded.try_at
                 WHERE c.checked_at IS NULL
                   AND c.try_at <= now()
                RETURNING day""").one(row -> row.date("day"));
    }

    private void compare(LocalDate day) {
        List<Found> found =
                comparison.of(day).accounts().stream().flatMap(account -> account.found().stream()).toList();
        boolean first = database.transaction(sql -> keep(sql, day, found));
        if (first && !found.isEmpty()) {
            LOG.error(
                    "on {} our books and the gateways' differ: {} at a gateway only, {} in amount, {} in state, {} here only",
                    day,
                    count(found, DifferenceKind.AT_GATEWAY_ONLY),
                    count(found, DifferenceKind.AMOUNT_DIFFERS),
                    count(found, DifferenceKind.STATE_DIFFERS),
                    count(found, DifferenceKind.HERE_ONLY));
        }
    }

    /// @return whether no other node was faster
    private static boolean keep(Sql sql, LocalDate day, List<Found> found) {
        long checked = sql.sql("UPDATE gateway_checks SET checked_at = now() WHERE day = :day AND checked_at IS NULL")
                .with("day", day.toString())
                .update();
        if (checked == 0) {
            return false;
        }
        for (Found one : found) {
            sql.sql("""
                    INSERT INTO gateway_differences (day, gateway, kind, count)
                    VALUES (:day, :gateway, :kind, :count)""")
                    .with("day", day.toString())
                    .with("gateway", one.gateway())
                    .with("kind", one.kind())
                    .with("count", one.count())
                    .update();
        }
        return true;
    }

    private static int count(List<Found> found, DifferenceKind kind) {
        return found.stream().filter(one -> one.kind() == kind).mapToInt(Found::count).sum();
    }
}
