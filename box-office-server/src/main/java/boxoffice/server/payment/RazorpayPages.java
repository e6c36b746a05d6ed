package boxoffice.server.payment;

import boxoffice.model.Bookings.PaymentStatus;
import boxoffice.model.InvalidField;
import boxoffice.model.PaymentId;
import boxoffice.server.http.Answer;
import boxoffice.server.http.Ask;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;

/// The way to Razorpay's hosted checkout and back: a browser comes to it, and returns from it, by a form (PAY-1).
///
/// That the way back is signed proves that the guest has paid; whether the money came, Razorpay tells the server. So it is
/// asked at once, even when nobody waits for that payment any more (PAY-5).
public final class RazorpayPages implements HttpService {
    private static final String PATH = "/pay/razorpay/";
    private static final String BACK = "/paid/razorpay";
    private static final String PAYMENT = "payment";

    private final RazorpayAccount account;
    private final Payments payments;
    private final URI paid;

    /// @param paid where a guest ends up who has paid
    public RazorpayPages(RazorpayAccount account, Payments payments, URI paid) {
        this.account = account;
        this.payments = payments;
        this.paid = paid;
    }

    /// The address of the page for one payment, on this server.
    static String page(PaymentId payment) {
        return PATH + payment;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(PATH + "{id}", this::show).post(BACK, this::back);
    }

    private void show(ServerRequest request, ServerResponse response) {
        Optional<PaymentEntry> found = find(request.path().pathParameters().get("id"));
        if (found.isEmpty()) {
            send(response, Status.NOT_FOUND_404, RazorpayHtml.notice("There is no such payment", "", ""));
            return;
        }
        PaymentEntry payment = found.get();
        if (payment.status() == PaymentStatus.SUCCESS || payment.status() == PaymentStatus.REFUNDED) {
            goToPaid(response, payment.id(), payments::lookSoon);
        } else if (payment.status() == PaymentStatus.PROCESSING && payment.gatewayRef().isPresent()) {
            send(
                    response, Status.OK_200, RazorpayHtml.onwards(
                            account.url().resolve("/v1/checkout/embedded"), form(payment)));
        } else {
            send(
                    response, Status.GONE_410, RazorpayHtml.notice(
                            "This payment is over",
                            "Choose your seats again. Money that comes for it all the same goes back.", ""));
        }
    }

    private SequencedMap<String, String> form(PaymentEntry payment) {
        SequencedMap<String, String> form = new LinkedHashMap<>();
        form.put("key_id", account.keyId());
        form.put("order_id", payment.gatewayRef().orElseThrow());
        form.put("amount", String.valueOf(payment.amount().minor()));
        form.put("currency", payment.amount().currency().getCurrencyCode());
        form.put("prefill[method]", payment.method().name().toLowerCase(Locale.ROOT));
        form.put("notes[" + RazorpayGateway.PAYMENT + "]", payment.id().toString());
        form.put("callback_url", paid.resolve(BACK + "?" + PAYMENT + "=" + payment.id()).toString());
        form.put("cancel_url", paid.resolve(page(payment.id())).toString());
        return form;
    }

    private void back(ServerRequest request, ServerResponse response) {
        Map<String, String> form = Ask.form(request);
        Optional<PaymentEntry> found = find(request.query().first(PAYMENT).orElse(""));
        String order = form.getOrDefault("razorpay_order_id", "");
        boolean known = found.flatMap(PaymentEntry::gatewayRef).filter(order::equals).isPresent();
        if (known && signed(form, order)) {
            goToPaid(response, found.orElseThrow().id(), payments::lookNow);
        } else if (form.containsKey("razorpay_signature") || found.isEmpty()) {
            send(
                    response, Status.BAD_REQUEST_400, RazorpayHtml.notice(
                            "This does not come from Razorpay",
                            "If you have paid, your tickets appear where you chose your seats.", ""));
        } else {
            send(
                    response, Status.OK_200, RazorpayHtml.notice(
                            "Not paid yet", "You can try again, or pay in another way.",
                            page(found.get().id())));
        }
    }

    private boolean signed(Map<String, String> form, String order) {
        String signed = order + "|" + form.getOrDefault("razorpay_payment_id", "");
        return RazorpaySigning.fits(
                account.keySecret(),
                signed.getBytes(StandardCharsets.UTF_8),
                form.getOrDefault("razorpay_signature", ""));
    }

    private void goToPaid(ServerResponse response, PaymentId payment, Consumer<PaymentId> look) {
        look.accept(payment);
        response.status(Status.SEE_OTHER_303)
                .header(HeaderNames.LOCATION, paid + "?" + PAYMENT + "=" + payment)
                .send();
    }

    private Optional<PaymentEntry> find(String id) {
        try {
            return payments.find(PaymentId.of(id)).filter(payment -> payment.gateway().equals(RazorpayGateway.NAME));
        } catch (InvalidField notOurs) {
            return Optional.empty();
        }
    }

    private void send(ServerResponse response, Status status, String page) {
        response.status(status)
                .header(HeaderNames.CACHE_CONTROL, "no-store")
                .header(HeaderNames.create("Content-Security-Policy"), RazorpayHtml.policy(account.url()))
                .header(HeaderNames.create("X-Content-Type-Options"), "nosniff");
        Answer.bytes(response, "text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8));
    }
}
