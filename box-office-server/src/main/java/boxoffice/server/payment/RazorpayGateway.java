package boxoffice.server.payment;

import boxoffice.model.Bookings.PaymentMethod;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Razorpay: UPI by a code to scan, everything else on its hosted checkout (PAY-1, PAY-3). Thread-safe.
///
/// Razorpay has no idempotency keys for what is to be paid. An order carries our id as its receipt and is looked for by it
/// before another is made. A code whose answer got lost was seen by nobody, so nobody can pay it; it closes by itself.
final class RazorpayGateway implements PaymentGateway {
    static final String NAME = "RAZORPAY";
    /// The notes in which orders, codes and refunds carry our id.
    static final String PAYMENT = "payment";
    static final String REFUND = "refund";

    private static final String SIGNATURE = "X-Razorpay-Signature";
    private static final String ORDER = "order_";
    private static final String CURRENCY = "INR";
    private static final int LONGEST_DESCRIPTION = 250;
    private static final int MOST = 100;
    /// Razorpay makes no code that closes earlier, with some time for the way there. The booking closes it in time.
    private static final Duration SHORTEST_CODE = Duration.ofMinutes(16);

    private final RazorpayApi api;
    private final String webhookSecret;
    private final Clock clock;

    /// @param webhookSecret with which events are signed
    RazorpayGateway(RazorpayApi api, String webhookSecret, Clock clock) {
        this.api = api;
        this.webhookSecret = webhookSecret;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<PaymentMethod> methods() {
        return Set.of(PaymentMethod.UPI, PaymentMethod.NETBANKING, PaymentMethod.WALLET, PaymentMethod.CARD);
    }

    @Override
    public boolean takes(Currency currency) {
        return currency.getCurrencyCode().equals(CURRENCY);
    }

    @Override
    public Opened open(Order order) {
        if (!takes(order.amount().currency())) {
            throw new GatewayException.Refused(
                    "Razorpay takes " + CURRENCY + " only",
                    new IOException("not asked for " + order.amount().currency()));
        }
        return order.method() == PaymentMethod.UPI ? openCode(order) : openOrder(order);
    }

    private Opened openCode(Order order) {
        Instant earliest = clock.instant().plus(SHORTEST_CODE);
        Instant closeBy = order.closesAt().isBefore(earliest) ? earliest : order.closesAt();
        ObjectNode wanted = JsonNodeFactory.instance.objectNode()
                .put("type", "upi_qr")
                .put("usage", "single_use")
                .put("fixed_amount", true)
                .put("payment_amount", order.amount().minor())
                .put("description", shortened(order.description()))
                .put("close_by", closeBy.getEpochSecond());
        wanted.putObject("notes").put(PAYMENT, order.payment().toString());
        JsonNode code = api.post("/payments/qr_codes", wanted, Map.of());
        return new Opened(
                text(code, "id"), Optional.empty(), Optional.of(text(code, "image_content")), new PaymentState.Open());
    }

    private Opened openOrder(Order order) {
        String receipt = order.payment() + "-" + order.number();
        JsonNode found = api.get("/orders?count=1&receipt=" + encoded(receipt)).path("items").path(0);
        JsonNode made = found.isObject() ? found : makeOrder(order, receipt);
        return Opened.page(text(made, "id"), order.done().resolve(RazorpayPages.page(order.payment())));
    }

    private JsonNode makeOrder(Order order, String receipt) {
        ObjectNode wanted = JsonNodeFactory.instance.objectNode()
                .put("amount", order.amount().minor())
                .put("currency", CURRENCY)
                .put("receipt", receipt)
                .put("payment_capture", true);
        wanted.putObject("notes").put(PAYMENT, order.payment().toString());
        return api.post("/orders", wanted, Map.of());
    }

    private static String shortened(String description) {
        return description.length() <= LONGEST_DESCRIPTION ? description
                : description.substring(0, LONGEST_DESCRIPTION);
    }

    @Override
    public PaymentState state(String gatewayRef) {
        return gatewayRef.startsWith(ORDER) ? ofOrder(gatewayRef)
                : ofCode(api.get("/payments/qr_codes/" + gatewayRef));
    }

    private PaymentState ofOrder(String order) {
        return best(api.get("/orders/" + order + "/payments?count=" + MOST));
    }

    /// Payments are looked at after the code, so that none slips in between. Nobody can begin to pay a closed code; what a
    /// bank has not decided by then is still open.
    private PaymentState ofCode(JsonNode code) {
        PaymentState state = best(api.get("/payments/qr_codes/" + text(code, "id") + "/payments?count=" + MOST));
        return code.path("status").asText().equals("closed")
                ? unlessPaid(state, code.path("close_reason").asText("closed"))
                : state;
    }

    /// Razorpay asks banks for three days that were silent, and then captures what they say yes to. So no close is certain.
    private static PaymentState unlessPaid(PaymentState state, String reason) {
        return state instanceof PaymentState.Paid ? state : new PaymentState.Abandoned(reason);
    }

    /// Of all tries, the one that has paid; or else the newest.
    private static PaymentState best(JsonNode payments) {
        PaymentState newest = new PaymentState.Open();
        boolean first = true;
        for (JsonNode payment : payments.path("items")) {
            PaymentState state = state(payment);
            if (state instanceof PaymentState.Paid) {
                return state;
            }
            newest = first ? state : newest;
            first = false;
        }
        return newest;
    }

    /// How one try stands. What is authorized only is not ours yet. What Razorpay gives back by itself, such as the second
    /// payment of an order, never was: it is refunded and was not captured.
    static PaymentState state(JsonNode payment) {
        return switch (payment.path("status").asText()) {
            case "captured" -> new PaymentState.Paid(text(payment, "id"));
            case "refunded" -> payment.path("captured").asBoolean()
                    ? new PaymentState.Paid(text(payment, "id"))
                    : new PaymentState.Declined("given back by Razorpay");
            case "failed" -> new PaymentState.Declined(payment.path("error_reason").asText("declined"));
            default -> new PaymentState.Open();
        };
    }

    /// Closes a code. An order cannot be closed at Razorpay: our page stops leading to it. Money that comes all the same
    /// goes back (PAY-6).
    @Override
    public PaymentState close(String gatewayRef) {
        if (gatewayRef.startsWith(ORDER)) {
            return unlessPaid(ofOrder(gatewayRef), "abandoned");
        }
        try {
            return ofCode(
                    api.post(
                            "/payments/qr_codes/" + gatewayRef + "/close", JsonNodeFactory.instance.objectNode(),
                            Map.of()));
        } catch (GatewayException.Refused closedBefore) {
            return state(gatewayRef);
        }
    }

    /// Gives money back. Whatever Razorpay says, an earlier question may have been answered with a refund; so it is looked
    /// for before it is asked for again, and before a no is believed.
    @Override
    public RefundState refund(RefundOrder order) {
        return order.repeated() ? find(order).orElseGet(() -> make(order)) : make(order);
    }

    private RefundState make(RefundOrder order) {
        ObjectNode wanted = JsonNodeFactory.instance.objectNode().put("amount", order.amount().minor());
        wanted.putObject("notes").put(REFUND, order.refund().toString());
        String key = "refund-%s-%d".formatted(order.refund(), order.number());
        try {
            return ofRefund(
                    api.post(
                            "/payments/" + order.chargeRef() + "/refund", wanted, Map.of(
                                    "X-Refund-Idempotency", key)));
        } catch (GatewayException.Failed broken) {
            return find(order).orElseThrow(() -> broken);
        } catch (GatewayException.Refused refused) {
            return find(order).orElseGet(() -> new RefundState.Failed(String.valueOf(refused.getMessage())));
        }
    }

    /// The refund that was made before, under whatever number, unless it has failed.
    private Optional<RefundState> find(RefundOrder order) {
        JsonNode refunds;
        try {
            refunds = api.get("/payments/" + order.chargeRef() + "/refunds?count=" + MOST).path("items");
        } catch (GatewayException.Refused unknown) {
            // Of a payment that it does not know, it has given nothing back.
            return Optional.empty();
        }
        if (!refunds.isArray()) {
            throw new GatewayException.NoAnswer(
                    "Razorpay's answer lacks items", new IOException("no list of refunds in the answer"));
        }
        for (JsonNode refund : refunds) {
            RefundState state = ofRefund(refund);
            boolean same = refund.path("notes").path(REFUND).asText().equals(order.refund().toString());
            if (same && !(state instanceof RefundState.Failed)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }

    @Override
    public RefundState refundState(String refundRef) {
        return ofRefund(api.get("/refunds/" + refundRef));
    }

    private static RefundState ofRefund(JsonNode refund) {
        return switch (refund.path("status").asText()) {
            case "processed" -> new RefundState.Done(text(refund, "id"));
            case "failed" -> new RefundState.Failed("failed");
            default -> new RefundState.Pending(text(refund, "id"));
        };
    }

    @Override
    public Set<String> speaksFor() {
        return Set.of(NAME);
    }

    @Override
    public List<Movement> statement(Instant from, Instant until) {
        return new RazorpayStatement(api, from, until).movements();
    }

    @Override
    public Optional<String> signatureHeader() {
        return Optional.of(SIGNATURE);
    }

    /// Razorpay signs neither a time nor the event's id, which comes in a header of its own; so an event is known by the
    /// signature of its body, and the same body is the same event whenever and under whatever id it comes again.
    @Override
    public Optional<News> read(byte[] body, Function<String, Optional<String>> header) {
        return header.apply(SIGNATURE)
                .filter(signature -> RazorpaySigning.fits(webhookSecret, body, signature))
                .flatMap(signature -> RazorpayNews.read(body, signature));
    }

    static String text(JsonNode json, String field) {
        String text = json.path(field).asText();
        if (text.isEmpty()) {
            throw new GatewayException.NoAnswer(
                    "Razorpay's answer lacks " + field, new IOException("no " + field + " in the answer"));
        }
        return text;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
