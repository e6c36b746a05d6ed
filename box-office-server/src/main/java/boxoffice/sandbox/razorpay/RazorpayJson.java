package boxoffice.sandbox.razorpay;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Writes what Razorpay remembers the way its API does.
final class RazorpayJson {
    private final Supplier<URI> publicUri;
    private final String merchant;

    /// @param publicUri where a browser finds the gateway
    /// @param merchant who is paid
    RazorpayJson(Supplier<URI> publicUri, String merchant) {
        this.publicUri = publicUri;
        this.merchant = merchant;
    }

    private static ObjectNode entity(String name, String id) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", id);
        json.put("entity", name);
        return json;
    }

    /// Without notes it is an empty list, as PHP writes an empty map.
    private static void notes(ObjectNode json, Map<String, String> notes) {
        if (notes.isEmpty()) {
            json.putArray("notes");
        } else {
            notes.forEach(json.putObject("notes")::put);
        }
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    ObjectNode order(Order order) {
        boolean paid = order.status() == Order.Status.PAID;
        ObjectNode json = entity("order", order.id());
        json.put("amount", order.amount());
        json.put("amount_paid", paid ? order.amount() : 0);
        json.put("amount_due", paid ? 0 : order.amount());
        json.put("currency", order.currency());
        json.put("receipt", order.receipt());
        json.putNull("offer_id");
        json.put("status", word(order.status()));
        json.put("attempts", order.attempts());
        notes(json, order.notes());
        json.put("created_at", order.created());
        return json;
    }

    ObjectNode qrCode(QrCode code) {
        ObjectNode json = entity("qr_code", code.id());
        json.put("created_at", code.created());
        json.put("name", code.name());
        json.put("usage", "single_use");
        json.put("type", "upi_qr");
        json.put("image_url", publicUri.get() + "/sandbox/upi?code=" + encode(upi(code)));
        json.put("payment_amount", code.amount());
        json.put("status", code.active() ? "active" : "closed");
        json.put("description", code.description());
        json.put("fixed_amount", true);
        json.put("payments_amount_received", code.payment() == null ? 0 : code.amount());
        json.put("payments_count_received", code.payment() == null ? 0 : 1);
        notes(json, code.notes());
        json.putNull("customer_id");
        json.put("close_by", code.closeBy());
        QrCode.CloseReason reason = code.closeReason();
        if (reason == null) {
            json.putNull("closed_at");
            json.putNull("close_reason");
        } else {
            json.put("closed_at", code.closedAt());
            json.put("close_reason", reason == QrCode.CloseReason.CLOSED_BY_TIME ? "close_by" : word(reason));
        }
        json.put("image_content", upi(code));
        return json;
    }

    /// What the picture of the code says: the link that UPI apps understand.
    String upi(QrCode code) {
        return "upi://pay?ver=01&mode=15&pa=boxoffice.rzp@sandbox&pn=" + encode(merchant)
                + "&tr="
                + code.reference()
                + "&tn="
                + encode("Payment to " + merchant)
                + "&cu=INR&mc=7832&qrMedium=04&am="
                + BigDecimal.valueOf(code.amount(), 2);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    ObjectNode payment(Payment payment) {
        ObjectNode json = entity("payment", payment.id());
        json.put("amount", payment.amount());
        json.put("currency", payment.currency());
        json.put(
                "status", word(
                        payment.status() == Payment.Status.RETURNED ? Payment.Status.REFUNDED : payment.status()));
        json.put("order_id", payment.order());
        json.putNull("invoice_id");
        json.put("international", false);
        means(json, payment.means());
        json.put("amount_refunded", payment.amountRefunded());
        json.put(
                "refund_status",
                payment.amountRefunded() == 0 ? null
                        : payment.amountRefunded() == payment.amount() ? "full"
                        : "partial");
        json.put("captured", payment.captured());
        json.put("description", payment.description());
        json.put("email", "guest@example.com");
        json.put("contact", "+919000090000");
        notes(json, payment.notes());
        if (payment.captured()) {
            long tax = payment.amount() * 2 * 18 / 10_000;
            json.put("fee", payment.amount() * 2 / 100 + tax);
            json.put("tax", tax);
        } else {
            json.putNull("fee");
            json.putNull("tax");
        }
        failure(json, payment.failure());
        json.putObject("acquirer_data");
        json.put("created_at", payment.created());
        return json;
    }

    private static void means(ObjectNode json, Payment.Means means) {
        json.putNull("card_id").putNull("bank").putNull("wallet").putNull("vpa");
        switch (means) {
            case Payment.Upi(String vpa) -> {
                json.put("method", "upi").put("vpa", vpa);
                json.putObject("upi").put("payer_account_type", "bank_account").put("vpa", vpa);
            }
            case Payment.NetBanking(String bank) -> json.put("method", "netbanking").put("bank", bank);
            case Payment.Wallet(String wallet) -> json.put("method", "wallet").put("wallet", wallet);
            case Payment.Card(String id, TestCard test, String last4) -> {
                json.put("method", "card").put("card_id", id);
                json.putObject("card")
                        .put("id", id)
                        .put("entity", "card")
                        .put("last4", last4)
                        .put("network", test.network())
                        .put("type", "debit");
            }
        }
    }

    private static void failure(ObjectNode json, Payment.@Nullable Failure failure) {
        json.put("error_code", failure == null ? null : "BAD_REQUEST_ERROR");
        json.put("error_description", failure == null ? null : failure.description());
        json.put("error_source", failure == null ? null : failure.source());
        json.put("error_step", failure == null ? null : failure.step());
        json.put("error_reason", failure == null ? null : failure.reason());
    }

    ObjectNode refund(Refund refund) {
        ObjectNode json = entity("refund", refund.id());
        json.put("amount", refund.amount());
        json.put("currency", refund.currency());
        json.put("payment_id", refund.payment());
        notes(json, refund.notes());
        json.put("receipt", refund.receipt());
        json.putObject("acquirer_data")
                .put("arn", refund.status() == Refund.Status.PROCESSED ? "1%013d".formatted(refund.created()) : null);
        json.put("created_at", refund.created());
        json.putNull("batch_id");
        json.put("status", word(refund.status()));
        json.put("speed_processed", refund.speed());
        json.put("speed_requested", refund.speed());
        return json;
    }

    static ObjectNode collection(List<ObjectNode> items) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("entity", "collection");
        json.put("count", items.size());
        json.putArray("items").addAll(items);
        return json;
    }
}
