package boxoffice.sandbox.razorpay;

import boxoffice.sandbox.common.Hmac;
import boxoffice.sandbox.common.Html;
import boxoffice.sandbox.common.Ids;
import boxoffice.sandbox.razorpay.Payment.Means;
import io.helidon.common.parameters.Parameters;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// The hosted checkout: a merchant's form leads here, the guest pays, and the browser is sent back by a form.
///
/// The status says what happened: 200 the page, 202 the bank has not answered yet, 303 paid or begun, 400 something is
/// wrong, 402 declined (the guest may try again), 404 no such page, 409 paid before.
final class CheckoutRoutes {
    static final String PATH = "/sandbox/razorpay/checkout/";

    private final RazorpaySettings settings;
    private final Books books;
    private final Payments payments;
    private final CheckoutPage page;

    CheckoutRoutes(RazorpaySettings settings, Books books, Payments payments) {
        this.settings = settings;
        this.books = books;
        this.payments = payments;
        this.page = new CheckoutPage(settings.merchant());
    }

    void routing(HttpRouting.Builder routing) {
        routing.post("/v1/checkout/embedded", this::begin)
                .get(PATH + "{id}", this::show)
                .post(PATH + "{id}", this::pay);
    }

    private void begin(ServerRequest request, ServerResponse response) {
        Checkout checkout;
        try {
            checkout = read(request.content().as(Parameters.class));
        } catch (RazorpayProblem wrong) {
            Html.send(response, 400, CheckoutPage.refused(String.valueOf(wrong.getMessage())));
            return;
        }
        books.change(change -> change.put(checkout));
        seeOther(response, checkout);
    }

    private Checkout read(Parameters form) {
        if (!form.first("key_id").orElse("").equals(settings.keyId())) {
            throw RazorpayProblem.invalid("key_id", "The api key provided is invalid");
        }
        Order order = books.find(Order.class, form.first("order_id").orElse(""))
                .orElseThrow(() -> RazorpayProblem.invalid("order_id", "The order id provided does not exist"));
        form.first("amount").asOptional().filter(text -> !text.equals(String.valueOf(order.amount()))).ifPresent(_ -> {
            throw RazorpayProblem.invalid("amount", "The amount is not that of the order");
        });
        return new Checkout(
                Ids.next("", 20),
                books.now().getEpochSecond(),
                order.id(),
                webAddress(form, "callback_url")
                        .orElseThrow(() -> RazorpayProblem.invalid("callback_url", "The callback url is required")),
                webAddress(form, "cancel_url").orElse(null),
                form.first("name").asOptional().filter(text -> !text.isBlank()).orElse(null),
                form.first("description").asOptional().filter(text -> !text.isBlank()).orElse(null));
    }

    private static Optional<String> webAddress(Parameters form, String name) {
        return form.first(name).asOptional().map(text -> {
            try {
                URI uri = new URI(text);
                if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                    return text;
                }
            } catch (URISyntaxException malformed) {
                // Refused below, together with addresses of another kind.
            }
            throw RazorpayProblem.invalid(name, "The " + name + " must be a whole address of a web page");
        });
    }

    private void show(ServerRequest request, ServerResponse response) {
        Optional<Checkout> found = find(request);
        if (found.isEmpty()) {
            Html.send(response, 404, CheckoutPage.unknown());
            return;
        }
        Checkout checkout = found.get();
        Order order = Orders.require(books, checkout.order());
        Optional<Payment> paid = paid(order);
        if (paid.isPresent()) {
            sendBack(response, 200, checkout, order, paid.get());
        } else if (payments.inProgress(order.id()).isPresent()) {
            Html.send(response, 202, page.processing(checkout, order));
        } else if (payments.asked(order.id()).isPresent()) {
            Html.send(response, 200, page.bank(checkout, order, false));
        } else {
            Optional<Payment> last = books.newest(
                    Payment.class, payment -> order.id().equals(payment.order()), 1).stream().findFirst();
            sendForm(response, 200, checkout, order, last.map(Payment::failure).map(Payment.Failure::description));
        }
    }

    private void pay(ServerRequest request, ServerResponse response) {
        Optional<Checkout> found = find(request);
        if (found.isEmpty()) {
            Html.send(response, 404, CheckoutPage.unknown());
            return;
        }
        Checkout checkout = found.get();
        Order order = Orders.require(books, checkout.order());
        Parameters form = request.content().as(Parameters.class);
        if (payments.asked(order.id()).isPresent()) {
            answer(response, checkout, order, form.first("answer").orElse(""));
            return;
        }
        Means means;
        try {
            means = means(form);
        } catch (RazorpayProblem wrong) {
            sendForm(response, 400, checkout, order, Optional.ofNullable(wrong.getMessage()));
            return;
        }
        boolean agreed = !form.first("answer").orElse("pay").equals("decline");
        Optional<Payment> attempt = agreed ? payments.pay(order.id(), means, checkout.description())
                : payments.giveUp(order.id(), means, checkout.description());
        tell(response, checkout, order, attempt);
    }

    /// What the customer says to the bank.
    private void answer(ServerResponse response, Checkout checkout, Order order, String answer) {
        switch (answer) {
            case "confirm" -> tell(response, checkout, order, payments.answered(order.id(), true));
            case "refuse" -> tell(response, checkout, order, payments.answered(order.id(), false));
            default -> Html.send(response, 400, page.bank(checkout, order, true));
        }
    }

    private void tell(ServerResponse response, Checkout checkout, Order order, Optional<Payment> attempt) {
        if (attempt.isEmpty()) {
            Optional<Payment> before = paid(order);
            if (before.isPresent()) {
                sendBack(response, 409, checkout, order, before.get());
            } else {
                Html.send(response, 202, page.processing(checkout, order));
            }
            return;
        }
        Payment payment = attempt.get();
        Payment.Failure failure = payment.failure();
        if (failure != null) {
            sendForm(response, 402, checkout, order, Optional.of(failure.description()));
        } else {
            seeOther(response, checkout);
        }
    }

    private static Means means(Parameters form) {
        return switch (form.first("method").orElse("")) {
            case "upi" -> new Payment.Upi(
                    form.first("vpa")
                            .asOptional()
                            .map(String::strip)
                            .filter(vpa -> vpa.matches("[\\w.-]+@[\\w.-]+"))
                            .orElseThrow(
                                    () -> RazorpayProblem.invalid("vpa", "Enter a UPI ID, such as success@razorpay.")));
            case "netbanking" -> new Payment.NetBanking(
                    form.first("bank")
                            .asOptional()
                            .filter(CheckoutPage.BANKS::containsKey)
                            .orElseThrow(() -> RazorpayProblem.invalid("bank", "Choose a bank.")));
            case "wallet" -> new Payment.Wallet(
                    form.first("wallet")
                            .asOptional()
                            .filter(CheckoutPage.WALLETS::containsKey)
                            .orElseThrow(() -> RazorpayProblem.invalid("wallet", "Choose a wallet.")));
            case "card" -> card(form.first("number").orElse("").replaceAll("[\\s-]", ""));
            default -> throw RazorpayProblem.invalid("method", "Choose how to pay.");
        };
    }

    private static Means card(String number) {
        if (!number.matches("\\d{12,19}")) {
            throw RazorpayProblem.invalid("number", "Enter the card number: a typical card has 16 digits.");
        }
        return new Payment.Card(
                Ids.next("card_", 14), TestCard.ofNumber(number), number.substring(number.length() - 4));
    }

    private Optional<Payment> paid(Order order) {
        return books.newest(
                Payment.class, payment -> payment.captured() && order.id().equals(payment.order()), 1)
                .stream()
                .findFirst();
    }

    private void sendForm(
            ServerResponse response, int status, Checkout checkout, Order order, Optional<String> problem) {
        Html.sendOnwards(response, status, page.form(checkout, order, problem), URI.create(checkout.callbackUrl()));
    }

    /// The page that leads the browser back with the signed proof of the payment.
    private void sendBack(ServerResponse response, int status, Checkout checkout, Order order, Payment payment) {
        String signed = order.id() + "|" + payment.id();
        SequencedMap<String, String> fields = new LinkedHashMap<>();
        fields.put("razorpay_payment_id", payment.id());
        fields.put("razorpay_order_id", order.id());
        fields.put(
                "razorpay_signature", Hmac.sha256(settings.keySecret(), signed.getBytes(StandardCharsets.UTF_8)));
        Html.sendOnwards(response, status, page.paid(checkout, order, fields), URI.create(checkout.callbackUrl()));
    }

    private static void seeOther(ServerResponse response, Checkout checkout) {
        response.header(HeaderNames.LOCATION, PATH + checkout.id());
        Html.send(response, 303, CheckoutPage.moved(PATH + checkout.id()));
    }

    private Optional<Checkout> find(ServerRequest request) {
        return books.find(Checkout.class, request.path().pathParameters().get("id"));
    }
}
