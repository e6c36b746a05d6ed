package boxoffice.server.payment;

import boxoffice.model.PaymentId;
import boxoffice.model.ProblemCode;
import boxoffice.model.RefundId;
import boxoffice.server.http.ProblemException;
import boxoffice.server.operations.Jobs;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.Sql;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What gateways send us: stored first, acted on after (PAY-3). Thread-safe.
///
/// An event that comes twice is stored once; one that does not concern us is not stored at all. What it says is kept, not
/// its words, for they name whoever has paid. Acting on it may fail or be cut off by a crash; the row is then taken up again
/// by [#work], on any node.
final class GatewayInbox {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayInbox.class);

    private final Database database;
    private final Gateways gateways;
    private final Purchases purchases;
    private final RefundRuns refunds;

    GatewayInbox(Database database, Gateways gateways, Purchases purchases, RefundRuns refunds) {
        this.database = database;
        this.gateways = gateways;
        this.purchases = purchases;
        this.refunds = refunds;
    }

    /// Stores an event whose signature matches. The gateway is the one in whose header the signature comes.
    ///
    /// @param header finds a header of the request
    /// @return acts on it; for whoever has answered the gateway
    /// @throws ProblemException `SIGNATURE_INVALID`
    Runnable receive(byte[] body, Function<String, Optional<String>> header) {
        PaymentGateway gateway = gateways.senders()
                .stream()
                .filter(sender -> sender.signatureHeader().flatMap(header).isPresent())
                .findFirst()
                .orElseThrow(() -> refused("an unknown sender", body));
        PaymentGateway.News news = gateway.read(body, header).orElseThrow(() -> refused(gateway.name(), body));
        return Stored.of(gateway.name(), news)
                .filter(this::store)
                .<Runnable>map(event -> () -> handle(event))
                .orElse(() -> {});
    }

    /// For two seconds it is the business of whoever stored it.
    ///
    /// @return false when it was stored before
    private boolean store(Stored event) {
        return database.sql(
                """
                        INSERT INTO gateway_events (gateway, event_id, payment_id, refund_id, state, detail, attempts, next_try_at)
                        VALUES (:gateway, :event, CAST(:payment AS uuid), CAST(:refund AS uuid), :state, :detail, 1,
                                now() + interval '2 seconds')
                        ON CONFLICT DO NOTHING""")
                .with("gateway", event.gateway())
                .with("event", event.id())
                .with("payment", event.payment().map(PaymentId::toString).orElse(null))
                .with("refund", event.refund().map(RefundId::toString).orElse(null))
                .with("state", Stored.name(event.state()))
                .with("detail", Stored.detail(event.state()))
                .update() == 1;
    }

    private static ProblemException refused(String sender, byte[] body) {
        LOG.warn("an event of {} with {} bytes was refused: its signature does not match", sender, body.length);
        return ProblemException.of(
                ProblemCode.SIGNATURE_INVALID, "The body was not signed by the gateway, or too long ago.");
    }

    /// Acts on events that wait.
    ///
    /// @return how many were dealt with
    int work() {
        List<Stored> due = database.sql("""
                UPDATE gateway_events
                   SET attempts = attempts + 1,
                       next_try_at = now() + power(2, least(attempts, 9)) * interval '2 seconds'
                 WHERE (gateway, event_id) IN (
                           SELECT gateway, event_id
                             FROM gateway_events
                            WHERE handled_at IS NULL
                              AND next_try_at <= now()
                            ORDER BY received_at
                            LIMIT 50
                              FOR UPDATE SKIP LOCKED)
                RETURNING gateway, event_id, payment_id, refund_id, state, detail""")
                .list(
                        row -> new Stored(
                                row.text("gateway"),
                                row.text("event_id"),
                                row.optionalUuid("payment_id").map(PaymentId::new),
                                row.optionalUuid("refund_id").map(RefundId::new),
                                Stored.state(row.text("state"), row.optionalText("detail"))));
        return Jobs.sideBySide(due, this::handle);
    }

    private boolean handle(Stored event) {
        try {
            event.payment().ifPresent(payment -> purchases.settle(payment, event.state()));
            event.refund().ifPresent(refunds::look);
        } catch (RuntimeException failed) {
            LOG.warn("event {} of {} will be tried again", event.id(), event.gateway(), failed);
            return false;
        }
        return database.sql("""
                UPDATE gateway_events
                   SET handled_at = now()
                 WHERE gateway = :gateway
                   AND event_id = :event
                   AND\s""" + Sql.NOTED_SOON)
                .with("gateway", event.gateway())
                .with("event", event.id())
                .update() == 1;
    }

    /// An event as its row has it.
    private record Stored(
            String gateway, String id, Optional<PaymentId> payment, Optional<RefundId> refund, PaymentState state) {
        static Optional<Stored> of(String gateway, PaymentGateway.News news) {
            return switch (news) {
                case PaymentGateway.News.OfPayment(String id, PaymentId payment, PaymentState state) -> Optional.of(
                        new Stored(gateway, id, Optional.of(payment), Optional.empty(), state));
                case PaymentGateway.News.OfRefund(String id, RefundId refund) -> Optional.of(
                        new Stored(gateway, id, Optional.empty(), Optional.of(refund), new PaymentState.Open()));
                case PaymentGateway.News.OfOthers _ -> Optional.empty();
            };
        }

        static String name(PaymentState state) {
            return switch (state) {
                case PaymentState.Open() -> "OPEN";
                case PaymentState.Declined declined -> "DECLINED";
                case PaymentState.Paid paid -> "PAID";
                case PaymentState.Closed _ -> "CLOSED";
                case PaymentState.Abandoned _ -> "ABANDONED";
            };
        }

        static String detail(PaymentState state) {
            return switch (state) {
                case PaymentState.Open() -> "";
                case PaymentState.Declined(String reason) -> reason;
                case PaymentState.Paid(String chargeRef) -> chargeRef;
                case PaymentState.Closed(String reason) -> reason;
                case PaymentState.Abandoned(String reason) -> reason;
            };
        }

        static PaymentState state(String name, Optional<String> detail) {
            return switch (name) {
                case "DECLINED" -> new PaymentState.Declined(detail.orElse(""));
                case "PAID" -> new PaymentState.Paid(detail.orElseThrow());
                case "CLOSED" -> new PaymentState.Closed(detail.orElse("closed"));
                case "ABANDONED" -> new PaymentState.Abandoned(detail.orElse("abandoned"));
                default -> new PaymentState.Open();
            };
        }
    }
}
