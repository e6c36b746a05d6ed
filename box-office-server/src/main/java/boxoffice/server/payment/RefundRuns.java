package boxoffice.server.payment;

import boxoffice.model.BookingId;
import boxoffice.model.Money;
import boxoffice.model.PaymentId;
import boxoffice.model.RefundId;
import boxoffice.server.http.ProblemException;
import boxoffice.server.operations.Jobs;
import boxoffice.server.operations.Records;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.Row;
import boxoffice.server.storage.Sql;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries refunds to their gateways until they are done (CANC-1). Thread-safe.
///
/// A gateway that does not answer is asked again under the same number, for as long as it takes, so nothing goes back
/// twice. One that says for sure that the money did not go back is asked three times more, each under a number of its own;
/// after that the refund is FAILED and a person has to see to it. One that has said nothing for a day is a person's as well,
/// and still asked.
final class RefundRuns {
    private static final Logger LOG = LoggerFactory.getLogger(RefundRuns.class);
    private static final int RETRIES = 3;
    private static final int BATCH = 40;
    private static final String DUE =
            "r.id, r.payment_id, r.amount, r.currency, r.attempts, r.number, r.failures, r.gateway_ref";

    private final Database database;
    private final Gateways gateways;
    private final Purchases purchases;

    RefundRuns(Database database, Gateways gateways, Purchases purchases) {
        this.database = database;
        this.gateways = gateways;
        this.purchases = purchases;
    }

    /// A refund with what its gateway needs to know.
    private record Due(
            RefundId id,
            PaymentId payment,
            BookingId booking,
            String gateway,
            String chargeRef,
            Money amount,
            int attempts,
            int number,
            int failures,
            Optional<String> gatewayRef) {
        static Due of(Row row) {
            return new Due(
                    new RefundId(row.uuid("id")),
                    new PaymentId(row.uuid("payment_id")),
                    new BookingId(row.uuid("booking_id")),
                    row.text("gateway"),
                    row.text("charge_ref"),
                    Refunds.money(row),
                    row.integer("attempts"),
                    row.integer("number"),
                    row.integer("failures"),
                    row.optionalText("gateway_ref"));
        }
    }

    /// Carries refunds that are due. Any node may do it; a row is worked on by one at a time.
    ///
    /// @return how many moved on
    int work() {
        List<Due> due = database.sql("""
                UPDATE refunds r
                   SET status = 'PROCESSING', attempts = attempts + 1, asked_until = now() + interval '5 minutes',
                       next_try_at = now() + power(4, least(attempts, 4)) * interval '10 seconds'
                  FROM payments p
                 WHERE p.id = r.payment_id
                   AND r.id IN (SELECT d.id
                                  FROM refunds d
                                  JOIN payments dp ON dp.id = d.payment_id
                                 WHERE d.status IN ('PENDING', 'PROCESSING')
                                   AND d.next_try_at <= now()
                                   AND dp.gateway <> 'COUNTER'
                                 ORDER BY d.next_try_at
                                 LIMIT :batch
                                   FOR UPDATE OF d SKIP LOCKED)
                RETURNING %s, p.booking_id, p.gateway, p.charge_ref""".formatted(DUE))
                .with("batch", BATCH)
                .list(Due::of);
        return Jobs.sideBySide(due, this::carry);
    }

    /// Finds out how a refund stands that its gateway knows. What news of it said does not matter: it may be late.
    ///
    /// @return whether the gateway said how it stands
    boolean look(RefundId id) {
        return database.sql("""
                SELECT %s, p.booking_id, p.gateway, p.charge_ref
                  FROM refunds r
                  JOIN payments p ON p.id = r.payment_id
                 WHERE r.id = :id
                   AND r.status IN ('PROCESSING', 'SUCCESS')
                   AND r.gateway_ref IS NOT NULL""".formatted(DUE))
                .with("id", id)
                .one(Due::of)
                .filter(due -> gateways.find(due.gateway()).isPresent())
                .map(due -> {
                    Optional<RefundState> state = ask(due);
                    state.ifPresent(known -> note(due, known));
                    return state.isPresent();
                })
                .orElse(false);
    }

    /// @return whether it moved on
    private boolean carry(Due due) {
        return ask(due).map(state -> note(due, state)).orElse(false);
    }

    /// @return empty when the gateway is to be asked again
    private Optional<RefundState> ask(Due due) {
        try {
            PaymentGateway gateway = gateways.named(due.gateway());
            return Optional.of(
                    due.gatewayRef()
                            .map(gateway::refundState)
                            .orElseGet(
                                    () -> gateway.refund(
                                            new PaymentGateway.RefundOrder(
                                                    due.id(), due.number(), due.attempts() > 1, due.chargeRef(),
                                                    due.amount()))));
        } catch (GatewayException.Failed broken) {
            unanswered(due, due.number() + 1, true, String.valueOf(broken.getMessage()));
        } catch (ProblemException notConfigured) {
            unanswered(due, due.number(), true, String.valueOf(notConfigured.getMessage()));
        } catch (GatewayException unknown) {
            unanswered(due, due.number(), false, String.valueOf(unknown.getMessage()));
        } catch (RuntimeException unexpected) {
            LOG.error("refund {}: the gateway's answer was not understood", due.id(), unexpected);
            unanswered(due, due.number(), false, "its answer was not understood");
        }
        return Optional.empty();
    }

    /// Nobody knows how it stands. Whoever sees to that in the end may find it done at the gateway, and so may we.
    ///
    /// @param next the number under which it is asked for again
    /// @param over whether that request has done nothing and will do nothing any more
    private void unanswered(Due due, int next, boolean over, String reason) {
        LOG.warn("refund {} will be asked for again: {}", due.id(), reason);
        String why = "for a day the gateway has not said whether it gave this money back: " + reason;
        database.transaction(sql -> {
            boolean tooLong = sql.sql("""
                    UPDATE refunds r
                       SET number = CASE WHEN r.gateway_ref IS NULL THEN CAST(:next AS int) ELSE r.number END,
                           silent_since = coalesce(r.silent_since, now()),
                           asked_until = CASE WHEN :over THEN NULL ELSE r.asked_until END,
                           failure = CASE WHEN %1$s THEN :why ELSE r.failure END
                     WHERE r.id = :id
                       AND r.number = :number
                       AND r.status = 'PROCESSING'
                    RETURNING %1$s AS too_long""".formatted(Refunds.SILENT))
                    .with("id", due.id())
                    .with("number", due.number())
                    .with("next", next)
                    .with("over", over)
                    .with("why", why)
                    .one(row -> row.flag("too_long"))
                    .orElse(false);
            if (tooLong) {
                purchases.refundFailed(sql, due.payment(), due.id(), why);
            }
            return tooLong;
        });
    }

    private boolean note(Due due, RefundState state) {
        return switch (state) {
            case RefundState.Pending(String ref) -> pending(due, ref);
            case RefundState.Done(String ref) -> database.transaction(sql -> done(sql, due, ref));
            case RefundState.Failed(String reason) -> database.transaction(sql -> failed(sql, due, reason));
        };
    }

    private boolean pending(Due due, String ref) {
        return database.sql("""
                UPDATE refunds
                   SET gateway_ref = :ref, silent_since = NULL, asked_until = NULL
                 WHERE id = :id
                   AND status = 'PROCESSING'
                   AND number = :number
                   AND (gateway_ref IS NULL OR silent_since IS NOT NULL)""")
                .with("id", due.id())
                .with("ref", ref)
                .with("number", due.number())
                .update() == 1;
    }

    private static boolean done(Sql sql, Due due, String ref) {
        long changed = sql.sql(
                """
                        UPDATE refunds
                           SET status = 'SUCCESS', gateway_ref = :ref, failure = NULL, silent_since = NULL, completed_at = now(),
                               look_at = now() + interval '1 day'
                         WHERE id = :id
                           AND status = 'PROCESSING'
                           AND number = :number""")
                .with("id", due.id())
                .with("ref", ref)
                .with("number", due.number())
                .update();
        if (changed == 1) {
            Refunds.completed(sql, due.id(), due.payment(), Optional.empty(), ref);
        }
        return changed == 1;
    }

    /// Also of a refund that was done: a bank may send the money back days later.
    private boolean failed(Sql sql, Due due, String reason) {
        boolean forGood = due.failures() >= RETRIES;
        long changed = sql.sql("""
                UPDATE refunds
                   SET status = :status, failures = failures + 1, failure = :reason, number = number + 1,
                       gateway_ref = NULL, silent_since = NULL, look_at = NULL,
                       next_try_at = now() + power(4, failures) * interval '10 seconds',
                       completed_at = CASE WHEN :status = 'FAILED' THEN now() END
                 WHERE id = :id
                   AND status IN ('PROCESSING', 'SUCCESS')
                   AND number = :number""")
                .with("id", due.id())
                .with("status", forGood ? "FAILED" : "PENDING")
                .with("reason", reason)
                .with("number", due.number())
                .update();
        if (changed == 0) {
            return false;
        }
        Records.audit(
                sql, Optional.empty(), "refund", due.id().value(), forGood ? "FAILED" : "PENDING", Map.of(
                        "reason", reason));
        if (forGood) {
            Records.event(
                    sql, "refund.failed", due.id().value(), Map.of(
                            "payment", due.payment(), "booking", due.booking()));
            purchases.refundFailed(sql, due.payment(), due.id(), reason);
        }
        // Last, since whoever waits for the payment may have the booking.
        Refunds.hold(sql, due.payment());
        sql.sql("UPDATE payments SET status = 'SUCCESS' WHERE id = :id AND status = 'REFUNDED'")
                .with("id", due.payment())
                .update();
        return true;
    }
}
