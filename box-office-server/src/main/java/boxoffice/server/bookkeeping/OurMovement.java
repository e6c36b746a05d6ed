package boxoffice.server.bookkeeping;

import boxoffice.model.GatewayStatements.MovementKind;
import boxoffice.model.Money;
import boxoffice.model.PaymentId;
import boxoffice.server.payment.Movement;
import boxoffice.server.storage.Row;
import boxoffice.server.storage.Sql;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// A payment or refund as our row has it, done or not.
///
/// @param id the payment's or the refund's
/// @param reference the gateway's name for it, once it is known
/// @param status of the payment or the refund
record OurMovement(
        MovementKind kind,
        UUID id,
        PaymentId payment,
        Optional<String> reference,
        String status,
        Money amount,
        Instant createdAt,
        Optional<Instant> completedAt) {
    /// What was paid out over the counter is no gateway's, whatever the payment was.
    private static final String ROWS =
            """
                    SELECT 'CAPTURE' AS kind, p.id, p.id AS payment_id, p.charge_ref AS reference, p.status, p.amount, p.currency,
                           p.created_at, p.completed_at
                      FROM payments p
                     WHERE p.gateway = ANY(:gateways)
                       AND (p.status IN ('SUCCESS', 'REFUNDED') AND p.completed_at >= :from AND p.completed_at < :until
                            OR p.id = ANY(CAST(:ids AS uuid[]))
                            OR p.charge_ref = ANY(:references))
                     UNION ALL
                    SELECT 'REFUND', r.id, r.payment_id, r.gateway_ref, r.status, r.amount, r.currency, r.created_at, r.completed_at
                      FROM refunds r
                      JOIN payments p ON p.id = r.payment_id
                     WHERE p.gateway = ANY(:gateways)
                       AND (r.status = 'SUCCESS' AND r.completed_at >= :from AND r.completed_at < :until
                            OR r.id = ANY(CAST(:ids AS uuid[]))
                            OR r.gateway_ref = ANY(:references))
                       AND coalesce(r.gateway_ref, '') NOT LIKE 'counter-%'
                     ORDER BY created_at, id""";

    /// All that was done within a day, and all of which the gateway says that it moved.
    ///
    /// @param gateways those of one account
    static List<OurMovement> of(
            Sql sql, Set<String> gateways, Instant from, Instant until, Collection<Movement> moved) {
        return sql.sql(ROWS)
                .with("gateways", gateways.toArray(String[]::new))
                .with("from", from)
                .with("until", until)
                .with(
                        "ids", moved.stream()
                                .flatMap(movement -> movement.ours().stream())
                                .map(UUID::toString)
                                .toArray(String[]::new))
                .with("references", moved.stream().map(Movement::reference).toArray(String[]::new))
                .list(OurMovement::of);
    }

    private static OurMovement of(Row row) {
        return new OurMovement(
                row.constant("kind", MovementKind.class),
                row.uuid("id"),
                new PaymentId(row.uuid("payment_id")),
                row.optionalText("reference"),
                row.text("status"),
                new Money(row.number("amount"), Money.currency(row.text("currency"))),
                row.instant("created_at"),
                row.optionalInstant("completed_at"));
    }

    /// Whether the money has moved, by our books.
    boolean done() {
        return status.equals("SUCCESS") || status.equals("REFUNDED");
    }

    /// Whether it ended without money.
    boolean failed() {
        return status.equals("FAILED");
    }
}
