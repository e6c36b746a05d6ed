package boxoffice.server.payment;

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
import java.util.UUID;

/// Money that is owed back: PENDING → PROCESSING → SUCCESS or FAILED (CANC-1). Thread-safe.
///
/// A refund is a row first, written together with the reason for it; [RefundRuns] carries it to the gateway.
public final class Refunds {
    private static final String REFUND = "id, payment_id, status, amount, currency, reason, failure";
    /// Whether the gateway of a refund `r` has said nothing of it for so long that staff see to it.
    static final String SILENT = "r.silent_since <= now() - interval '1 day'";
    private static final int MOST_LISTED = 200;

    private final Database database;

    public Refunds(Database database) {
        this.database = database;
    }

    /// Whether money is owed back under that id.
    public boolean exists(Sql sql, RefundId id) {
        return sql.sql("SELECT 1 AS one FROM refunds WHERE id = :id")
                .with("id", id)
                .one(Row::toString)
                .isPresent();
    }

    /// Notes that all that is left of a payment is owed back, if anything is: what cost nothing has brought nothing.
    public void requestRest(Sql sql, PaymentId payment, String reason, Optional<UserId> actor) {
        if (left(sql, payment).minor() > 0) {
            request(sql, new RefundId(UUID.randomUUID()), payment, Optional.empty(), reason, actor);
        }
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
        Money left = left(sql, payment);
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

    /// How much of a payment has neither gone back nor is owed back. Keeps others from changing that until the
    /// transaction ends.
    ///
    /// @throws ProblemException `STATE_CONFLICT` when the payment holds no money
    public Money left(Sql sql, PaymentId payment) {
        Money paid = sql.sql("SELECT amount, currency FROM payments WHERE id = :id AND status = 'SUCCESS' FOR UPDATE")
                .with("id", payment)
                .one(Refunds::money)
                .orElseThrow(
                        () -> ProblemException.of(
                                ProblemCode.STATE_CONFLICT, "There is no money of this payment to give back."));
        long requested = sql.sql("""
                SELECT coalesce(sum(amount), 0) AS sum
                  FROM refunds
                 WHERE payment_id = :payment
                   AND status <> 'FAILED'""").with("payment", payment).one(row -> row.number("sum")).orElseThrow();
        return paid.minus(new Money(requested, paid.currency()));
    }

    public Refund find(RefundId id) {
        return database.sql("SELECT " + REFUND + " FROM refunds WHERE id = :id")
                .with("id", id)
                .one(Refunds::refund)
                .orElseThrow(
                        () -> ProblemException.of(ProblemCode.REFUND_NOT_FOUND, "There is no refund of that id."));
    }

    /// All refunds of a payment, the newest first.
    public List<Refund> of(Sql sql, PaymentId payment) {
        return sql.sql(
                "SELECT " + REFUND + " FROM refunds WHERE payment_id = :payment ORDER BY created_at DESC, id DESC")
                .with("payment", payment)
                .list(Refunds::refund);
    }

    /// Refunds that stand so, the oldest first.
    List<Refund> standing(RefundStatus status) {
        return database.sql("""
                SELECT %s
                  FROM refunds
                 WHERE status = :status
                 ORDER BY created_at
                 LIMIT :most""".formatted(REFUND))
                .with("status", status)
                .with("most", MOST_LISTED)
                .list(Refunds::refund);
    }

    /// Has a refund that failed for good tried again.
    ///
    /// @throws ProblemException `STATE_CONFLICT` for any other
    Refund again(RefundId id, UserId actor) {
        Refund refund = find(id);
        database.transaction(sql -> {
            requireStillOwed(sql, refund);
            long moved = sql.sql("""
                    UPDATE refunds
                       SET status = 'PENDING', number = number + 1, failures = 0, gateway_ref = NULL,
                           next_try_at = now(), completed_at = NULL
                     WHERE id = :id
                       AND status = 'FAILED'""").with("id", id).update();
            if (moved == 0) {
                throw ProblemException.of(ProblemCode.STATE_CONFLICT, "Only a refund that has failed is tried again.");
            }
            Records.audit(sql, Optional.of(actor), "refund", id.value(), "PENDING", Map.of("again", true));
            return moved;
        });
        return find(id);
    }

    /// Notes that the guest has got the money over the counter: what was paid there, and what the gateway could not give
    /// back, or has said nothing of for a day; then staff have looked for it there. Noting it twice changes nothing.
    ///
    /// @throws ProblemException `STATE_CONFLICT` when a gateway has given it back, is at it, or may be giving it back at this
    ///     moment
    Refund paidOut(RefundId id, UserId actor) {
        Refund refund = find(id);
        if (isPaidOut(id)) {
            return refund;
        }
        database.transaction(sql -> {
            if (refund.status() == RefundStatus.FAILED) {
                requireStillOwed(sql, refund);
            }
            long moved = sql.sql(
                    """
                            UPDATE refunds r
                               SET status = 'SUCCESS', gateway_ref = 'counter-' || r.id, silent_since = NULL,
                                   completed_at = now()
                              FROM payments p
                             WHERE r.id = :id
                               AND p.id = r.payment_id
                               AND (r.status = 'FAILED'
                                OR (p.gateway = 'COUNTER' AND r.status IN ('PENDING', 'PROCESSING'))
                                OR (r.status = 'PROCESSING' AND %s
                                    AND coalesce(r.asked_until <= now(), true)))""".formatted(SILENT))
                    .with("id", id)
                    .update();
            if (moved == 0) {
                throw ProblemException.of(
                        ProblemCode.STATE_CONFLICT,
                        refund.status() == RefundStatus.SUCCESS
                                ? "The gateway has given this money back."
                                : "The gateway gives this money back; it may have done so already.");
            }
            completed(sql, id, refund.paymentId(), Optional.of(actor), "counter");
            return moved;
        });
        return find(id);
    }

    private boolean isPaidOut(RefundId id) {
        return database.sql("SELECT 1 AS one FROM refunds WHERE id = :id AND gateway_ref = 'counter-' || id")
                .with("id", id)
                .one(Row::toString)
                .isPresent();
    }

    private void requireStillOwed(Sql sql, Refund failed) {
        Money left = left(sql, failed.paymentId());
        if (Money.of(failed.amount(), left.currency()).compareTo(left) > 0) {
            throw ProblemException.of(ProblemCode.STATE_CONFLICT, "This money was given back in another way.");
        }
    }

    /// What follows when a refund has become SUCCESS, within that transaction.
    static void completed(Sql sql, RefundId id, PaymentId payment, Optional<UserId> actor, String gatewayRef) {
        Records.auditedEvent(
                sql, actor, "refund", id.value(), "SUCCESS", Map.of("gatewayRef", gatewayRef), "refund.success", Map.of(
                        "payment", payment));
        hold(sql, payment);
        long ended = sql.sql("""
                UPDATE payments p
                   SET status = 'REFUNDED'
                 WHERE p.id = :payment
                   AND p.status = 'SUCCESS'
                   AND p.amount = (SELECT sum(r.amount)
                                     FROM refunds r
                                    WHERE r.payment_id = p.id
                                      AND r.status = 'SUCCESS')""").with("payment", payment).update();
        if (ended == 1) {
            Records.audit(sql, Optional.empty(), "payment", payment.value(), "REFUNDED", Map.of());
        }
    }

    /// Has refunds of a payment that are done or fail at the same time wait for each other: a statement that has to wait
    /// does not see what others have written meanwhile, the next one does.
    static void hold(Sql sql, PaymentId payment) {
        sql.sql("SELECT 1 AS one FROM payments WHERE id = :id FOR NO KEY UPDATE")
                .with("id", payment)
                .one(row -> row.integer("one"));
    }

    static Money money(Row row) {
        return new Money(row.number("amount"), Money.currency(row.text("currency")));
    }

    private static Refund refund(Row row) {
        Money amount = money(row);
        return new Refund(
                new RefundId(row.uuid("id")),
                new PaymentId(row.uuid("payment_id")),
                row.constant("status", RefundStatus.class),
                amount.amount(),
                amount.currency().getCurrencyCode(),
                row.text("reason"),
                row.optionalText("failure").orElse(null));
    }
}
