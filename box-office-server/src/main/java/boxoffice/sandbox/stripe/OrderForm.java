package boxoffice.sandbox.stripe;

import boxoffice.sandbox.common.Ids;
import boxoffice.sandbox.stripe.CheckoutSession.LineItem;
import boxoffice.sandbox.stripe.CheckoutSession.Order;
import java.util.ArrayList;
import java.util.List;

/// Reads what a merchant asks for when they open a checkout session, parameter by parameter checked.
final class OrderForm {
    private OrderForm() {}

    static Order read(Form form) {
        if (!form.has("line_items")) {
            throw StripeProblem.missing("line_items");
        }
        Form first = form.children("line_items").getFirst();
        String currency = PaymentIntents.currency(first.child("price_data"), "currency");
        List<LineItem> items = new ArrayList<>();
        for (Form item : form.children("line_items")) {
            items.add(lineItem(item, currency));
        }
        long total = items.stream().mapToLong(LineItem::total).sum();
        if (total < 1) {
            throw StripeProblem.invalid("amount_too_small", "line_items", "The total must be at least 1 minor unit.");
        }
        if (total > PaymentIntents.MAX_AMOUNT) {
            throw StripeProblem.invalid(
                    "amount_too_large", "line_items", "The total must be at most " + PaymentIntents.MAX_AMOUNT + ".");
        }
        Form payment = form.child("payment_intent_data");
        payment.optionalOneOf("capture_method", List.of("automatic", "automatic_async"));
        payment.ignore(List.of("statement_descriptor", "statement_descriptor_suffix"));
        refuseWithCustomer(form, "customer_creation");
        refuseWithCustomer(form, "customer_email");
        return new Order(
                items,
                currency,
                total,
                form.optionalText("client_reference_id", 200).orElse(null),
                form.metadata("metadata"),
                form.optionalUrl("success_url").orElseThrow(() -> StripeProblem.missing("success_url")),
                form.optionalUrl("cancel_url").orElse(null),
                Customers.email(form, "customer_email"),
                form.child("branding_settings").optionalText("display_name", 100).orElse(null),
                payment.optionalText("description", 1000).orElse(null),
                payment.optionalText("receipt_email", 500).orElse(null),
                payment.metadata("metadata"),
                PaymentIntents.setupFutureUsage(payment),
                form.optionalOneOf("customer_creation", List.of("always", "if_required"))
                        .filter("always"::equals)
                        .isPresent(),
                form.child("payment_method_data")
                        .optionalOneOf("allow_redisplay", Customers.REDISPLAY)
                        .orElse(null),
                redisplay(form.child("saved_payment_method_options")));
    }

    private static void refuseWithCustomer(Form form, String name) {
        if (form.has("customer") && form.has(name)) {
            throw StripeProblem.invalid(null, name, "Give customer or " + name + ", not both.");
        }
    }

    /// Which of the customer's cards are shown; that customers choose on the page what is kept, the sandbox does not know.
    private static List<String> redisplay(Form options) {
        options.optionalOneOf("payment_method_save", List.of("disabled"));
        options.optionalOneOf("payment_method_remove", List.of("disabled"));
        List<String> shown = options.texts("allow_redisplay_filters");
        for (String word : shown) {
            if (!Customers.REDISPLAY.contains(word)) {
                throw StripeProblem.invalid(
                        null, options.name("allow_redisplay_filters"), options.name("allow_redisplay_filters")
                                + " must be of "
                                + Customers.REDISPLAY
                                + ", not "
                                + word
                                + ".");
            }
        }
        return shown.isEmpty() ? List.of("always") : shown;
    }

    private static LineItem lineItem(Form item, String currency) {
        Form price = item.child("price_data");
        if (!PaymentIntents.currency(price, "currency").equals(currency)) {
            throw StripeProblem.invalid(
                    null, price.name("currency"), "All line items must have the same currency, here " + currency + ".");
        }
        Form product = price.child("product_data");
        product.metadata("metadata");
        product.texts("images");
        product.ignore(List.of("tax_code"));
        price.ignore(List.of("tax_behavior"));
        return new LineItem(
                Ids.next("li_1", 23),
                product.text("name", 250),
                product.optionalText("description", 5000).orElse(null),
                price.wholeNumber("unit_amount", 0, PaymentIntents.MAX_AMOUNT),
                item.optionalWholeNumber("quantity", 1, 10_000).orElse(1L));
    }
}
