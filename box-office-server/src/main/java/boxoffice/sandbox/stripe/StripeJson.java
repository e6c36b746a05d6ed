package boxoffice.sandbox.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Writes what the gateway remembers as the objects of Stripe's API.
final class StripeJson {
    /// The version of Stripe's API whose shapes these are. A client library reads the objects inside events only if it
    /// was made for the same version.
    static final String API_VERSION = "2026-07-29.dahlia";

    private final Supplier<URI> publicUri;

    /// @param publicUri where the customer's browser finds the gateway
    StripeJson(Supplier<URI> publicUri) {
        this.publicUri = publicUri;
    }

    static ObjectNode object(String type, String id, long created) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", id);
        json.put("object", type);
        json.put("created", created);
        return json;
    }

    /// Where the customer pays.
    URI payPage(CheckoutSession session) {
        return URI.create(publicUri.get() + "/c/pay/" + session.id());
    }

    /// Where the customer confirms a payment to the bank.
    private URI bankPage(PaymentIntent intent) {
        return URI.create(publicUri.get() + "/c/bank/" + intent.id());
    }

    ObjectNode session(CheckoutSession session) {
        CheckoutSession.Order order = session.order();
        boolean complete = session.status() == CheckoutSession.Status.COMPLETE;
        ObjectNode json = object("checkout.session", session.id(), session.created());
        json.put("amount_subtotal", order.total());
        json.put("amount_total", order.total());
        json.putObject("automatic_tax").put("enabled", false).putNull("status");
        json.put("cancel_url", order.cancelUrl());
        json.put("client_reference_id", order.clientReferenceId());
        json.put("currency", order.currency());
        json.put("customer", session.customer());
        json.put(
                "customer_creation", order.createsCustomer() ? "always"
                        : session.customer() == null ? "if_required"
                        : null);
        if (complete || order.customerEmail() != null) {
            json.putObject("customer_details")
                    .put("email", order.customerEmail())
                    .put("name", session.payer())
                    .putNull("phone");
        } else {
            json.putNull("customer_details");
        }
        json.put("customer_email", order.customerEmail());
        json.put("expires_at", session.expiresAt());
        json.put("livemode", false);
        json.putNull("locale");
        metadata(json, order.metadata());
        json.put("mode", "payment");
        json.put("payment_intent", session.paymentIntent());
        json.putObject("payment_method_options");
        json.putArray("payment_method_types").add("card");
        json.put("payment_status", complete ? "paid" : "unpaid");
        if (session.customer() == null || order.createsCustomer()) {
            json.putNull("saved_payment_method_options");
        } else {
            ObjectNode saved = json.putObject("saved_payment_method_options");
            order.redisplay().forEach(saved.putArray("allow_redisplay_filters")::add);
            saved.put("payment_method_remove", "disabled").putNull("payment_method_save");
        }
        json.put("status", session.status().name().toLowerCase(Locale.ROOT));
        json.put("success_url", order.successUrl());
        json.putObject("total_details")
                .put("amount_discount", 0)
                .put("amount_shipping", 0)
                .put("amount_tax", 0);
        json.put("ui_mode", "hosted_page");
        json.put("url", session.open() ? payPage(session).toString() : null);
        return json;
    }

    ObjectNode lineItems(CheckoutSession session) {
        CheckoutSession.Order order = session.order();
        return list(
                "/v1/checkout/sessions/" + session.id() + "/line_items",
                order.lineItems()
                        .stream()
                        .map(item -> lineItem(item, order.currency()))
                        .toList(),
                false);
    }

    private static ObjectNode lineItem(CheckoutSession.LineItem item, String currency) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", item.id());
        json.put("object", "item");
        json.put("amount_discount", 0);
        json.put("amount_subtotal", item.total());
        json.put("amount_tax", 0);
        json.put("amount_total", item.total());
        json.put("currency", currency);
        json.put("description", item.name());
        json.put("quantity", item.quantity());
        json.putObject("price")
                .put("id", item.id().replace("li_", "price_"))
                .put("object", "price")
                .put("currency", currency)
                .put("livemode", false)
                .put("type", "one_time")
                .put("unit_amount", item.unitAmount());
        return json;
    }

    ObjectNode paymentIntent(PaymentIntent intent) {
        PaymentIntent.Terms terms = intent.terms();
        PaymentIntent.State state = intent.state();
        ObjectNode json = object("payment_intent", intent.id(), intent.created());
        json.put("amount", terms.amount());
        json.put("amount_capturable", state instanceof PaymentIntent.State.AwaitingCapture ? terms.amount() : 0);
        json.put("amount_received", state instanceof PaymentIntent.State.Succeeded ? terms.amount() : 0);
        json.putNull("canceled_at");
        json.putNull("cancellation_reason");
        if (state instanceof PaymentIntent.State.Canceled canceled) {
            json.put("canceled_at", canceled.at());
            json.put("cancellation_reason", canceled.reason());
        }
        json.put("capture_method", terms.captureMethod() == null ? "automatic_async" : terms.captureMethod());
        json.put("client_secret", intent.clientSecret());
        json.put("confirmation_method", "automatic");
        json.put("currency", terms.currency());
        json.put("customer", intent.customer());
        json.put("description", terms.description());
        json.set(
                "last_payment_error", intent.lastFailure()
                        .<JsonNode>map(StripeJson::paymentError)
                        .orElse(JsonNodeFactory.instance.nullNode()));
        json.put("latest_charge", latestCharge(intent));
        json.put("livemode", false);
        metadata(json, terms.metadata());
        json.putNull("next_action");
        if (state instanceof PaymentIntent.State.AwaitingCustomer(Card _, String returnUrl)) {
            json.putObject("next_action")
                    .put("type", "redirect_to_url")
                    .putObject("redirect_to_url")
                    .put("return_url", returnUrl)
                    .put("url", bankPage(intent).toString());
        }
        json.put("payment_method", switch (state) {
            case PaymentIntent.State.AwaitingCard _,PaymentIntent.State.Canceled _ -> null;
            case PaymentIntent.State.AwaitingConfirmation _,PaymentIntent.State.AwaitingCustomer _,PaymentIntent.State.Processing _,PaymentIntent.State.AwaitingCapture _,PaymentIntent.State.Succeeded _ ->
                intent.card().map(Card::id).orElse(null);
        });
        json.putObject("payment_method_options");
        json.putArray("payment_method_types").add(methodType(terms.present()));
        json.putNull("processing");
        json.put("receipt_email", terms.receiptEmail());
        json.put("setup_future_usage", terms.setupFutureUsage());
        json.put("status", intent.status());
        return json;
    }

    private static @Nullable String latestCharge(PaymentIntent intent) {
        if (intent.state() instanceof PaymentIntent.State.Succeeded(Card _, String charge)) {
            return charge;
        }
        if (intent.state() instanceof PaymentIntent.State.AwaitingCapture(Card _, String charge)) {
            return charge;
        }
        return intent.lastFailure().map(PaymentIntent.Failure::charge).orElse(null);
    }

    /// The error object of a declined attempt.
    static ObjectNode paymentError(PaymentIntent.Failure failure) {
        Decline decline = failure.decline();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (failure.charge() != null) {
            json.put("charge", failure.charge());
        }
        json.put("code", decline.code());
        if (decline.declineCode() != null) {
            json.put("decline_code", decline.declineCode());
        }
        json.put("message", decline.message());
        ObjectNode method = json.putObject("payment_method");
        method.put("id", failure.card().id());
        method.put("object", "payment_method");
        method.put("livemode", false);
        method.put("type", "card");
        method.set("card", card(failure.card()));
        json.put("type", decline.declineCode() == null ? "invalid_request_error" : "card_error");
        return json;
    }

    private static String methodType(boolean present) {
        return present ? "card_present" : "card";
    }

    ObjectNode paymentMethod(PaymentMethod method) {
        String type = methodType(method.present());
        ObjectNode json = object("payment_method", method.id(), method.created());
        json.put("allow_redisplay", method.allowRedisplay());
        json.putObject("billing_details").put("name", method.card().holder()).putNull("email");
        json.set(type, card(method.card()));
        json.put("customer", method.customer());
        json.put("livemode", false);
        json.putObject("metadata");
        json.put("type", type);
        return json;
    }

    private static ObjectNode card(Card card) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("brand", "visa")
                .put("country", "US")
                .put("exp_month", card.expiryMonth())
                .put("exp_year", card.expiryYear())
                .put("funding", "credit")
                .put("last4", card.last4())
                .put("network", "visa");
    }

    ObjectNode charge(Charge charge) {
        PaymentIntent.Terms terms = charge.terms();
        Decline decline = charge.decline();
        ObjectNode json = object("charge", charge.id(), charge.created());
        json.put("amount", terms.amount());
        json.put("amount_captured", charge.captured() ? terms.amount() : 0);
        json.put("amount_refunded", charge.amountRefunded());
        json.putNull("balance_transaction");
        json.putObject("billing_details").put("name", charge.card().holder()).putNull("email");
        json.put("captured", charge.captured());
        json.put("currency", terms.currency());
        json.put("customer", charge.customer());
        json.put("description", terms.description());
        json.put("disputed", false);
        json.put("failure_code", decline == null ? null : decline.code());
        json.put("failure_message", decline == null ? null : decline.message());
        json.put("livemode", false);
        metadata(json, terms.metadata());
        ObjectNode outcome = json.putObject("outcome");
        outcome.put("network_status", decline == null ? "approved_by_network" : "declined_by_network");
        outcome.put("reason", decline == null ? null : decline.declineCode());
        outcome.put("type", decline == null ? "authorized" : "issuer_declined");
        json.put("paid", charge.approved());
        json.put("payment_intent", charge.paymentIntent());
        json.put("payment_method", charge.card().id());
        ObjectNode details = json.putObject("payment_method_details");
        String type = methodType(terms.present());
        details.put("type", type);
        details.set(type, card(charge.card()));
        json.put("receipt_email", terms.receiptEmail());
        json.put("refunded", charge.captured() && charge.amountRefunded() == terms.amount());
        json.put("status", charge.approved() ? "succeeded" : "failed");
        return json;
    }

    ObjectNode refund(Refund refund) {
        ObjectNode json = object("refund", refund.id(), refund.created());
        json.put("amount", refund.amount());
        json.putNull("balance_transaction");
        json.put("charge", refund.charge());
        json.put("currency", refund.currency());
        json.putObject("destination_details").put("type", "card").putObject("card").put("type", "refund");
        if (refund.status() == Refund.Status.FAILED) {
            json.put("failure_reason", "expired_or_canceled_card");
        }
        metadata(json, refund.metadata());
        json.put("payment_intent", refund.paymentIntent());
        json.put("reason", refund.reason());
        json.putNull("receipt_number");
        json.put("status", refund.status().name().toLowerCase(Locale.ROOT));
        return json;
    }

    /// @param pending how many endpoints have not yet taken the event
    ObjectNode event(Event event, int pending) {
        ObjectNode json = object("event", event.id(), event.created());
        json.put("api_version", API_VERSION);
        ObjectNode data = json.putObject("data");
        data.set("object", event.object());
        if (event.previous() != null) {
            data.set("previous_attributes", event.previous());
        }
        json.put("livemode", false);
        json.put("pending_webhooks", pending);
        json.putObject("request")
                .put("id", event.cause().requestId())
                .put("idempotency_key", event.cause().idempotencyKey());
        json.put("type", event.type());
        return json;
    }

    ObjectNode list(String url, List<ObjectNode> data, boolean more) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("object", "list");
        json.putArray("data").addAll(data);
        json.put("has_more", more);
        json.put("url", url);
        return json;
    }

    static void metadata(ObjectNode json, Map<String, String> metadata) {
        ObjectNode pairs = json.putObject("metadata");
        metadata.forEach(pairs::put);
    }
}
