package boxoffice.server.payment;

import boxoffice.model.Bookings.PaymentStatus;
import boxoffice.model.Bookings.Refund;
import boxoffice.model.Bookings.RefundStatus;
import boxoffice.model.InvalidField;
import boxoffice.model.Money;
import boxoffice.model.PaymentId;
import boxoffice.model.ProblemCode;
import boxoffice.model.RefundId;
import boxoffice.model.UserId;
import boxoffice.server.http.ProblemException;
import boxoffice.server.operations.Records;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.Row;
import boxoffice.server.storage.Sql;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Money that goes back: PENDING → PROCESSING → SUCCESS or FAILED (CANC-1). Thread-safe.
///
/// A refund is a row first, written together with the reason for it; [#work] carries it to the gateway, again and again
/// until it is done. The gateway knows it by our id, so a repetition after a crash gives nothing back twice.
public final class Refunds {
    private static final Logger LOG = LoggerFactory.getLogger(Refunds.class);
    private static final String REFUND = "id, payment_id, status, amount, currency";

    private final Database database;
    private final PaymentGateway gateway;

    public Refunds(Database database, PaymentGateway gateway) {
        this.database = database;
        this.gateway = gateway;
    }

    /// Whether money is owed back under that id.
    public boolean exists(Sql sql, RefundId id) {
        return sql.sql("SELECT 1 AS one FROM refunds WHERE id = :id")
                .with("id", id)
                .one(Row::toString)
                .isPresent();
    }

    /// Notes that money is owed back, within the transaction that makes it so.
    ///
    /// @param id a new one
    /// @param wanted how much; all that is left when empty
    /// @return whether nothing of the payment is left after it
    /// @throws ProblemException `STATE_CONFLICT` when there is nothing to give back
    /// @throws InvalidField when it is more than is left
    public boolean request(
            Sql sql,
            RefundId id,
            PaymentId payment,
            Optional<Money> wanted,
            String reason,
            Optional<UserId> actor) {
        Money paid = sql.sql("SELECT amount, currency FROM payments WHERE id = :id AND status = 'SUCCESS' FOR UPDATE")
                .with("id", payment)
                .one(Refunds::money)
                .orElseThrow(
                        () -> ProblemException.of(
                                ProblemCode.STATE_CONFLICT, "There is no money of this payment to give back."));
        Money left = paid.minus(requested(sql, payment, paid));
        Money amount = wanted.orElse(left);
        if (amount.minor() < 1 || amount.compareTo(left) > 0) {
            throw new InvalidField("amount", "cannot be given back", "more than 0, at most " + left);
        }
        sql.sql("""
                INSERT INTO refunds (id, payment_id, amount, currency, reason, requested_by)
                VALUES (:id, :payment, :amount, :currency, :reason, CAST(:actor AS uuid))""")
                .with("id", id)
                .with("payment", payment)
                .with("amount", amount.minor())
                .with("currency", amount.currency().getCurrencyCode())
                .with("reason", reason)
                .with("actor", actor.map(UserId::toString).orElse(null))
                .update();
        Records.audit(
                sql, actor, "refund", id.value(), "PENDING", Map.of("payment", payment, "amount", amount.amount()));
        return amount.equals(left);
    }

    public Refund find(RefundId id) {
        return database.sql("SELECT " + REFUND + " FROM refunds WHERE id = :id")
                .with("id", id)
                .one(Refunds::refund)
                .orElseThrow();
    }

    /// Carries refunds that are due to the gateway. Any node may do it; a row is worked on by one at a time.
    ///
    /// @return how many were done
    public int work() {
        List<Due> due = database.sql("""
                UPDATE refunds r
                   SET status = 'PROCESSING', attempts = attempts + 1,
                       next_try_at = now() + power(4, least(attempts, 4)) * interval '30 seconds'
                  FROM payments p
                 WHERE p.id = r.payment_id
                   AND r.id IN (SELECT id
                                  FROM refunds
                                 WHERE status IN ('PENDING', 'PROCESSING')
                                   AND next_try_at <= now()
                                 ORDER BY next_try_at
                                 LIMIT 20
                                   FOR UPDATE SKIP LOCKED)
                RETURNING r.id, r.payment_id, r.amount, r.currency, p.charge_ref""")
                .list(
                        row -> new Due(
                                new RefundId(row.uuid("id")),
                                new PaymentId(row.uuid("payment_id")),
                                money(row),
                                row.text("charge_ref")));
        return (int) due.stream().filter(this::carry).count();
    }

    private record Due(RefundId id, PaymentId payment, Money amount, String chargeRef) {}

    private boolean carry(Due due) {
        String ref;
        try {
            ref = gateway.refund(due.id(), due.chargeRef(), due.amount());
        } catch (GatewayException failed) {
            LOG.warn("refund {} will be tried again: {}", due.id(), failed.getMessage());
            return false;
        }
        return database.transaction(sql -> done(sql, due, ref));
    }

    private boolean done(Sql sql, Due due, String ref) {
        long changed = sql.sql("""
                UPDATE refunds
                   SET status = 'SUCCESS', gateway_ref = :ref, completed_at = now()
                 WHERE id = :id
                   AND status = 'PROCESSING'""")
                .with("id", due.id())
                .with("ref", ref)
                .update();
        if (changed == 0) {
            return false;
        }
        Records.audit(sql, Optional.empty(), "refund", due.id().value(), "SUCCESS", Map.of("gatewayRef", ref));
        long ended = sql.sql(
                """
                        UPDATE payments p
                           SET status = 'REFUNDED'
                         WHERE p.id = :payment
                           AND p.status = 'SUCCESS'
                           AND p.amount = (SELECT sum(r.amount) FROM refunds r WHERE r.payment_id = p.id AND r.status = 'SUCCESS')""")
                .with("payment", due.payment())
                .update();
        if (ended == 1) {
            Records.audit(
                    sql, Optional.empty(), "payment", due.payment().value(), PaymentStatus.REFUNDED.name(), Map.of());
        }
        return true;
    }

    private static Money requested(Sql sql, PaymentId payment, Money paid) {
        long sum = sql.sql("""
                SELECT coalesce(sum(amount), 0) AS sum
                  FROM refunds
                 WHERE payment_id = :payment
                   AND status <> 'FAILED'""")
                .with("payment", payment)
                .one(row -> row.number("sum"))
                .orElseThrow();
        return new Money(sum, paid.currency());
    }

    private static Money money(Row row) {
        return new Money(row.number("amount"), Money.currency(row.text("currency")));
    }

    private static Refund refund(Row row) {
        Money amount = money(row);
        return new Refund(
                new RefundId(row.uuid("id")),
                new PaymentId(row.uuid("payment_id")),
                row.constant("status", RefundStatus.class),
                amount.amount(),
                amount.currency().getCurrencyCode());
    }
}
