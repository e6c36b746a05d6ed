package boxoffice.sandbox.stripe;

import boxoffice.sandbox.common.Ids;
import boxoffice.sandbox.common.Lookup;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// `/v1/customers` and `/v1/payment_methods`: who has which cards to be used again.
final class Customers {
    /// Stripe's words for whether a card may be shown to its customer again.
    static final List<String> REDISPLAY = List.of("always", "limited", "unspecified");

    private final Books books;
    private final StripeJson json;

    Customers(Books books, StripeJson json) {
        this.books = books;
        this.json = json;
    }

    Function<Change, Answer> create(Call call) {
        Form form = call.form();
        String name = form.optionalText("name", 256).orElse(null);
        String email = email(form, "email");
        String phone = form.optionalText("phone", 20).orElse(null);
        String description = form.optionalText("description", 350).orElse(null);
        Map<String, String> metadata = form.metadata("metadata");
        return change -> Answer.ok(CustomerJson.write(open(change, name, email, phone, description, metadata)));
    }

    static @Nullable String email(Form form, String name) {
        Optional<String> email = form.optionalText(name, 500);
        if (email.isPresent() && !email.get().matches("[^@\\s]+@[^@\\s]+")) {
            throw StripeProblem.invalid(
                    "email_invalid", form.name(name), form.name(name) + " is not an e-mail address: " + email.get());
        }
        return email.orElse(null);
    }

    private Customer open(
            Change change,
            @Nullable String name,
            @Nullable String email,
            @Nullable String phone,
            @Nullable String description,
            Map<String, String> metadata) {
        Customer customer = change.put(
                new Customer(
                        Ids.next("cus_", 14), change.now().getEpochSecond(), name, email, phone, description,
                        metadata));
        change.announce("customer.created", CustomerJson.write(customer));
        return customer;
    }

    ObjectNode retrieve(Call call) {
        return CustomerJson.write(require(call.id()));
    }

    ObjectNode list(Call call) {
        Optional<String> email = call.form().optionalText("email", 500);
        return Page.of(call.form())
                .answer(
                        books,
                        json,
                        "/v1/customers",
                        "customer",
                        Customer.class,
                        customer -> email.map(wanted -> wanted.equals(customer.email())).orElse(true),
                        CustomerJson::write);
    }

    private Customer require(String id) {
        return books.find(Customer.class, id).orElseThrow(() -> StripeProblem.noSuch("customer", id, "id"));
    }

    /// The customer that a parameter names, if it is given.
    ///
    /// @throws StripeProblem when there is no such customer
    static @Nullable String named(Lookup lookup, Form form) {
        Optional<String> id = form.optionalText("customer", 100);
        if (id.isPresent() && lookup.find(Customer.class, id.get()).isEmpty()) {
            throw StripeProblem.invalid("resource_missing", "customer", "No such customer: '" + id.get() + "'");
        }
        return id.orElse(null);
    }

    ObjectNode cards(Call call) {
        Form form = call.form();
        String customer = require(call.id()).id();
        Optional<String> type = form.optionalText("type", 100);
        Optional<String> redisplay = form.optionalOneOf("allow_redisplay", REDISPLAY);
        return Page.of(form)
                .answer(
                        books,
                        json,
                        "/v1/customers/" + customer + "/payment_methods",
                        "PaymentMethod",
                        PaymentMethod.class,
                        method -> method.belongsTo(customer)
                                && type.map("card"::equals).orElse(true)
                                && redisplay.map(method.allowRedisplay()::equals).orElse(true),
                        json::paymentMethod);
    }

    /// The cards that a customer is to be shown when they pay, the newest first.
    ///
    /// @param redisplay Stripe's words for those that may be shown
    List<PaymentMethod> shown(String customer, List<String> redisplay) {
        return books.newest(
                PaymentMethod.class,
                method -> method.belongsTo(customer) && redisplay.contains(method.allowRedisplay()),
                Integer.MAX_VALUE);
    }

    ObjectNode retrieveCard(Call call) {
        return json.paymentMethod(card(books, call.id()));
    }

    Function<Change, Answer> detach(Call call) {
        return change -> {
            PaymentMethod card = card(change, call.id());
            if (card.customer() == null) {
                throw StripeProblem.refused(
                        null, null, "The PaymentMethod " + card.id() + " is attached to no customer.");
            }
            ObjectNode detached = json.paymentMethod(change.put(card.detached()));
            change.announce(
                    "payment_method.detached", detached,
                    JsonNodeFactory.instance.objectNode().put("customer", card.customer()));
            return Answer.ok(detached);
        };
    }

    private static PaymentMethod card(Lookup lookup, String id) {
        return lookup.find(PaymentMethod.class, id)
                .orElseThrow(() -> StripeProblem.noSuch("PaymentMethod", id, "payment_method"));
    }

    /// Sees to it, once a card has paid, that its customer is there and that the card is kept for them, as far as the
    /// merchant wanted that.
    PaymentIntent keep(Change change, PaymentIntent intent, Card card) {
        Optional<CheckoutSession.Order> order = Optional.ofNullable(intent.terms().session())
                .flatMap(id -> change.find(CheckoutSession.class, id))
                .map(CheckoutSession::order);
        PaymentIntent owned = order.filter(CheckoutSession.Order::createsCustomer)
                .map(
                        wanted -> open(
                                change, card.holder(), wanted.customerEmail(), null, null, Map.of()))
                .map(customer -> intent.of(customer.id()))
                .orElse(intent);
        String customer = owned.customer();
        if (customer != null && intent.terms().setupFutureUsage() != null) {
            String redisplay = order.map(CheckoutSession.Order::redisplayOfNewCard).orElse("unspecified");
            attach(change, card(change, card.id()), customer, redisplay);
        }
        return owned;
    }

    private void attach(Change change, PaymentMethod card, String customer, String redisplay) {
        if (card.customer() == null) {
            change.announce(
                    "payment_method.attached",
                    json.paymentMethod(change.put(card.attachedTo(customer, redisplay))));
        }
    }

    /// A card that is to be used again.
    ///
    /// @param customer for whom, `null` for nobody whom the merchant knows
    /// @throws StripeProblem when it cannot be
    static Card again(PaymentMethod used, @Nullable String customer) {
        if (used.customer() == null) {
            throw StripeProblem.invalid(
                    null,
                    "payment_method",
                    "The PaymentMethod " + used.id()
                            + " was detached, or used without a customer and setup_future_usage, and cannot be used again.");
        }
        if (customer == null) {
            throw StripeProblem.invalid(
                    null,
                    "payment_method",
                    "The PaymentMethod " + used.id()
                            + " belongs to the customer "
                            + used.customer()
                            + ". Name them as customer.");
        }
        if (!used.belongsTo(customer)) {
            throw StripeProblem.invalid(
                    null, "payment_method", "The customer " + customer + " has no PaymentMethod " + used.id() + ".");
        }
        return used.card();
    }
}
