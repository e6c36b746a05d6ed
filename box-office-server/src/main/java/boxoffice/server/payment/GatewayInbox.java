package boxoffice.server.payment;

import boxoffice.model.PaymentId;
import boxoffice.model.ProblemCode;
import boxoffice.server.http.ProblemException;
import boxoffice.server.storage.Database;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What gateways send us: stored first, acted on after (PAY-3). Thread-safe.
///
/// An event that comes twice is stored once. Acting on it may fail or be cut off by a crash; the row is then taken up
/// again by [#work], on any node.
final class GatewayInbox {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayInbox.class);

    private final Database database;
    private final PaymentGateway gateway;
    private final Purchases purchases;

    GatewayInbox(Database database, PaymentGateway gateway, Purchases purchases) {
        this.database = database;
        this.gateway = gateway;
        this.purchases = purchases;
    }

    /// Stores an event whose signature matches.
    ///
    /// @throws ProblemException `SIGNATURE_INVALID`
    void receive(byte[] body, String signature) {
        PaymentGateway.News news = gateway.read(body, signature)
                .orElseThrow(
                        () -> ProblemException.of(
                                ProblemCode.SIGNATURE_INVALID,
                                "The body was not signed by the gateway, or too long ago."));
        database.sql("""
                INSERT INTO gateway_events (gateway, event_id, payment_id, state, detail, body)
                VALUES (:gateway, :event, CAST(:payment AS uuid), :state, CAST(:detail AS text), :body)
                ON CONFLICT DO NOTHING""")
                .with("gateway", gateway.name())
                .with("event", news.eventId())
                .with("payment", news.payment().map(PaymentId::toString).orElse(null))
                .with("state", Stored.name(news.state()))
                .with("detail", Stored.detail(news.state()))
                .with("body", new String(body, StandardCharsets.UTF_8))
                .update();
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
                RETURNING gateway, event_id, payment_id, state, detail""")
                .list(
                        row -> new Stored(
                                row.text("gateway"),
                                row.text("event_id"),
                                row.optionalUuid("payment_id").map(PaymentId::new),
                                Stored.state(row.text("state"), row.optionalText("detail"))));
        return (int) due.stream().filter(this::handle).count();
    }

    private boolean handle(Stored event) {
        try {
            event.payment().ifPresent(payment -> purchases.settle(payment, event.state()));
        } catch (RuntimeException failed) {
            LOG.warn("event {} of {} will be tried again", event.id(), event.gateway(), failed);
            return false;
        }
        return database.sql("""
                UPDATE gateway_events
                   SET handled_at = now()
                 WHERE gateway = :gateway
                   AND event_id = :event""")
                .with("gateway", event.gateway())
                .with("event", event.id())
                .update() == 1;
    }

    /// An event as its row has it.
    private record Stored(String gateway, String id, Optional<PaymentId> payment, PaymentState state) {
        static String name(PaymentState state) {
            return switch (state) {
                case PaymentState.Open() -> "OPEN";
                case PaymentState.Declined declined -> "DECLINED";
                case PaymentState.Paid paid -> "PAID";
                case PaymentState.Closed() -> "CLOSED";
            };
        }

        static String detail(PaymentState state) {
            return switch (state) {
                case PaymentState.Open() -> "";
                case PaymentState.Declined(String reason) -> reason;
                case PaymentState.Paid(String chargeRef) -> chargeRef;
                case PaymentState.Closed() -> "";
            };
        }

        static PaymentState state(String name, Optional<String> detail) {
            return switch (name) {
                case "DECLINED" -> new PaymentState.Declined(detail.orElse(""));
                case "PAID" -> new PaymentState.Paid(detail.orElseThrow());
                case "CLOSED" -> new PaymentState.Closed();
                default -> new PaymentState.Open();
            };
        }
    }
}
