package boxoffice.server.catalog;

import boxoffice.model.Cancellations.CancellationPolicy;
import boxoffice.model.Cancellations.TheaterPolicy;
import boxoffice.model.InvalidField;
import boxoffice.model.Json;
import boxoffice.model.Money;
import boxoffice.model.TheaterId;
import boxoffice.model.UserId;
import boxoffice.server.operations.Records;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.Sql;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;

/// What theaters give back to guests who cancel (CANC-1). Thread-safe.
///
/// A policy is never changed, only followed by another: a booking keeps the one under which it was made.
public final class CancellationPolicies {
    /// The highest fee, in minor units: beyond any ticket in any currency.
    private static final long MOST_MINOR = 1_000_000_000;

    private final Database database;

    public CancellationPolicies(Database database) {
        this.database = database;
    }

    /// What held in a theater at some time, as a transaction that is under way sees it.
    public CancellationPolicy at(Sql sql, TheaterId theater, Instant time) {
        return sql.sql("""
                SELECT policy
                  FROM cancellation_policies
                 WHERE theater_id = :theater
                   AND since <= :time
                 ORDER BY since DESC
                 LIMIT 1""")
                .with("theater", theater)
                .with("time", time)
                .one(row -> read(row.text("policy")))
                .orElse(CancellationPolicy.USUAL);
    }

    /// What holds in a theater now.
    ///
    /// @return nothing when there is no theater of that id
    Optional<TheaterPolicy> find(TheaterId theater) {
        return database.sql("""
                SELECT t.currency, p.since, p.policy
                  FROM theaters t
                  LEFT JOIN cancellation_policies p ON p.theater_id = t.id
                 WHERE t.id = :theater
                 ORDER BY p.since DESC
                 LIMIT 1""")
                .with("theater", theater)
                .one(
                        row -> new TheaterPolicy(
                                theater,
                                row.text("currency"),
                                row.optionalInstant("since").orElse(null),
                                row.optionalText("policy")
                                        .map(CancellationPolicies::read)
                                        .orElse(CancellationPolicy.USUAL)));
    }

    /// Has another policy hold for what is booked from now on.
    ///
    /// @return nothing when there is no theater of that id
    /// @throws InvalidField when a fee is not an amount in the theater's currency
    Optional<TheaterPolicy> set(TheaterId theater, CancellationPolicy policy, UserId manager) {
        Optional<Currency> currency = database.sql("SELECT currency FROM theaters WHERE id = :theater")
                .with("theater", theater)
                .one(row -> Money.currency(row.text("currency")));
        if (currency.isEmpty()) {
            return Optional.empty();
        }
        check(policy.feePerSeat(), currency.get(), "feePerSeat");
        check(policy.exchange().feePerSeat(), currency.get(), "exchange.feePerSeat");
        database.transaction(sql -> {
            Records.audit(
                    sql, Optional.of(manager), "theater", theater.value(), "CANCELLATION_POLICY", Map.of(
                            "policy", policy));
            return sql.sql("""
                    INSERT INTO cancellation_policies (theater_id, policy, set_by)
                    VALUES (:theater, CAST(:policy AS jsonb), :manager)""")
                    .with("theater", theater)
                    .with("policy", write(policy))
                    .with("manager", manager)
                    .update();
        });
        return find(theater);
    }

    private static void check(BigDecimal fee, Currency currency, String field) {
        Money amount;
        try {
            amount = Money.of(fee, currency);
        } catch (InvalidField wrong) {
            throw wrong.named(field);
        }
        if (amount.minor() > MOST_MINOR) {
            throw new InvalidField(field, "is out of range", "0 to " + new Money(MOST_MINOR, currency));
        }
    }

    private static CancellationPolicy read(String json) {
        try {
            return Json.strict().readValue(json, CancellationPolicy.class);
        } catch (JsonProcessingException spoiled) {
            throw new IllegalStateException("a stored policy cannot be read", spoiled);
        }
    }

    private static String write(CancellationPolicy policy) {
        try {
            return Json.strict().writeValueAsString(policy);
        } catch (JsonProcessingException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }
}
