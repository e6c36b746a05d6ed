package boxoffice.server.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import boxoffice.client.BoxOfficeClient;
import boxoffice.model.Bookings.BookingRequest;
import boxoffice.model.Bookings.BookingStatus;
import boxoffice.model.Bookings.PaymentMethod;
import boxoffice.model.Bookings.PaymentStatus;
import boxoffice.model.Locks.LockRequest;
import boxoffice.model.Locks.SeatLock;
import boxoffice.model.SeatId;
import boxoffice.model.SeatStatus;
import boxoffice.model.ShowId;
import boxoffice.sandbox.Customer;
import boxoffice.sandbox.RazorpayShop;
import boxoffice.sandbox.WebhookReceiver;
import boxoffice.sandbox.common.Fault;
import boxoffice.sandbox.common.Hmac;
import boxoffice.sandbox.common.Rule;
import boxoffice.server.payment.RazorpayAccount;
import boxoffice.server.testing.Foyer;
import boxoffice.server.testing.TestBoxOffice;
import boxoffice.server.testing.Wire;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Purchases in rupees at Razorpay, from the seat to the ticket and back (PAY-1, PAY-3, PAY-5).
class RazorpayPurchaseIT {
    private static final String WEBHOOK = "/api/v1/payments/webhook";
    private static final Map<String, String> NETBANKING = Map.of("method", "netbanking", "bank", "HDFC");
    private static final Pattern ACTION = Pattern.compile("<form[^>]*action=\"([^\"]+)\"");

    private final TestBoxOffice boxOffice = TestBoxOffice.shared();
    private final Foyer foyer = Foyer.of(boxOffice);
    private final RazorpayAccount account = boxOffice.settings(Map.of()).razorpay().orElseThrow();
    private final Customer phone = new Customer();
    private final Wire anyone = Wire.to(boxOffice.uri());

    @AfterEach
    void close() {
        boxOffice.gateway().script().replace(List.of());
        phone.close();
    }

    private Sale open(PaymentMethod method) {
        BoxOfficeClient guest = foyer.guest();
        ShowId show = foyer.freshShow("Mumbai");
        List<SeatId> seats = foyer.seats(show, 2);
        SeatLock lock = guest.lock(new LockRequest(show, seats));
        return new Sale(
                boxOffice, guest, show, seats, lock,
                guest.book(new BookingRequest(lock.lockId(), method, null, null), UUID.randomUUID()));
    }

    private HttpResponse<String> scan(Sale sale, String answer) throws IOException, InterruptedException {
        return phone.submit(
                boxOffice.gateway().uri().resolve("/sandbox/upi"),
                Map.of("code", String.valueOf(sale.created().paymentCode()), "answer", answer));
    }

    /// Follows our page to the checkout, pays there, and follows its form back.
    private HttpResponse<String> payOnTheCheckout(Sale sale, Map<String, String> means) throws Exception {
        URI checkout = checkout(sale);
        assertThat(phone.submit(checkout, means).statusCode()).isEqualTo(303);
        return comeBack(checkout);
    }

    private URI checkout(Sale sale) throws Exception {
        HttpResponse<String> page = phone.look(URI.create(String.valueOf(sale.created().paymentUrl())));
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("form-action " + account.url());
        HttpResponse<String> begun = phone.submit(action(page.body()), RazorpayShop.hidden(page.body()));
        return account.url().resolve(begun.headers().firstValue("Location").orElseThrow());
    }

    private HttpResponse<String> comeBack(URI checkout) throws Exception {
        String paid = phone.look(checkout).body();
        return phone.submit(action(paid), RazorpayShop.hidden(paid));
    }

    private static URI action(String page) {
        Matcher action = ACTION.matcher(page);
        assertThat(action.find()).as(page).isTrue();
        return URI.create(action.group(1).replace("&amp;", "&"));
    }

    @Test
    void aGuestPaysByUpi() throws Exception {
        Sale sale = open(PaymentMethod.UPI);
        assertThat(sale.created().paymentCode()).startsWith("upi://pay?");
        assertThat(sale.created().paymentUrl()).isNull();

        assertThat(scan(sale, "pay").body()).contains("data-state=\"paid\"");

        assertThat(sale.await(BookingStatus.CONFIRMED).tickets()).hasSize(2);
        assertThat(sale.atGateway()).isEqualTo(new Sale.Money(sale.total(), 0));
    }

    @Test
    void aGuestPaysByNetbankingOnTheCheckoutAndComesBack() throws Exception {
        Sale sale = open(PaymentMethod.NETBANKING);

        HttpResponse<String> back = payOnTheCheckout(sale, NETBANKING);

        assertThat(back.statusCode()).isEqualTo(303);
        assertThat(back.headers().firstValue("Location").orElseThrow()).contains("/paid?payment=" + sale.payment());
        assertThat(sale.await(BookingStatus.CONFIRMED).tickets()).hasSize(2);
    }

    /// The way back is what makes the server ask.
    @Test
    void aLostWebhookKeepsNobodyFromTheTickets() throws Exception {
        boxOffice.gateway().script().add(Rule.all(new Fault.LostWebhook(Set.of())));
        Sale sale = open(PaymentMethod.NETBANKING);

        payOnTheCheckout(sale, Map.of("method", "wallet", "wallet", "phonepe"));

        assertThat(sale.await(BookingStatus.CONFIRMED).tickets()).hasSize(2);
        assertThat(events(sale)).isZero();
    }

    @Test
    void aWebhookThatComesThreeTimesCountsOnce() throws Exception {
        boxOffice.gateway().script().add(Rule.all(new Fault.RepeatedWebhook(Set.of(), 3)));
        Sale sale = open(PaymentMethod.UPI);

        scan(sale, "pay");

        sale.await(BookingStatus.CONFIRMED);
        // One of each kind that says so: payment.captured has no note of ours, qr_code.credited has.
        await().untilAsserted(() -> assertThat(events(sale)).isOne());
        assertThat(sale.booking().tickets()).hasSize(2);
        assertThat(sale.atGateway()).isEqualTo(new Sale.Money(sale.total(), 0));
    }

    @Test
    void webhooksInTheWrongOrderOrWithAWrongSignatureLeadToTheSameEnd() throws Exception {
        boxOffice.gateway().script().add(Rule.all(new Fault.ReorderedWebhooks(Duration.ofMillis(300))));
        boxOffice.gateway().script().add(Rule.all(new Fault.ForgedWebhook(Set.of("qr_code.credited"))).times(1));
        Sale sale = open(PaymentMethod.UPI);

        scan(sale, "pay");

        assertThat(sale.await(BookingStatus.CONFIRMED).tickets()).hasSize(2);
        assertThat(sale.atGateway()).isEqualTo(new Sale.Money(sale.total(), 0));
    }

    @Test
    void moneyGoesBackAlsoWhenTheGatewayRefusesAtFirst() throws Exception {
        Sale sale = open(PaymentMethod.UPI);
        scan(sale, "pay");
        sale.await(BookingStatus.CONFIRMED);
        boxOffice.gateway()
                .script()
                .add(Rule.noted("payment", sale.payment().toString(), new Fault.RefusedRefund()).times(1));

        Wire.Answer answer = staff().post(
                "/api/v1/payments/" + sale.payment() + "/refund", "{\"reason\":\"asked\"}", "Idempotency-Key",
                UUID.randomUUID().toString());

        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(sale.atGateway()).isEqualTo(new Sale.Money(sale.total(), sale.total())));
        await().untilAsserted(() -> assertThat(sale.booking().paymentStatus()).isEqualTo(PaymentStatus.REFUNDED));
    }

    /// Razorpay gives the second payment back by itself; only the first can be refunded.
    @Test
    void anOrderThatIsPaidTwiceIsPaidByWhatWasCaptured() throws Exception {
        boxOffice.gateway().script().add(Rule.all(new Fault.LostWebhook(Set.of())));
        boxOffice.gateway().script().add(Rule.all(new Fault.PaidTwice()));
        Sale sale = open(PaymentMethod.NETBANKING);
        payOnTheCheckout(sale, NETBANKING);
        sale.await(BookingStatus.CONFIRMED);

        Wire.Answer answer = staff().post(
                "/api/v1/payments/" + sale.payment() + "/refund", "{\"reason\":\"asked\"}", "Idempotency-Key",
                UUID.randomUUID().toString());

        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        awaitMoneyBack(sale);
    }

    @Test
    void moneyThatComesWhenNobodyWaitsForItIsNoticedAndGoesBack() throws Exception {
        boxOffice.gateway().script().add(Rule.all(new Fault.LostWebhook(Set.of())));
        Sale sale = open(PaymentMethod.NETBANKING);
        URI checkout = checkout(sale);
        boxOffice.age(sale.lock().lockId(), Duration.ofMinutes(20));
        sale.await(BookingStatus.FAILED);

        assertThat(phone.submit(checkout, NETBANKING).statusCode()).isEqualTo(303);
        assertThat(sale.booking().paymentStatus()).isEqualTo(PaymentStatus.FAILED);
        change(sale, "look_at = now()");

        awaitMoneyBack(sale);
        assertThat(sale.booking().status()).isEqualTo(BookingStatus.FAILED);
        assertThat(sale.seatStatuses()).containsOnly(SeatStatus.AVAILABLE);
        assertThat(says(sale, "NOT late")).isTrue();
    }

    @Test
    void whatABankSaysYesToAfterTheCodeWasClosedGoesBack() throws Exception {
        boxOffice.gateway().script().add(Rule.all(new Fault.LostWebhook(Set.of())));
        boxOffice.gateway().script().add(Rule.all(new Fault.Slow(Duration.ofSeconds(2))));
        Sale sale = open(PaymentMethod.UPI);
        scan(sale, "pay");

        sale.guest().giveUp(sale.created().bookingId());

        assertThat(sale.booking().paymentStatus()).isEqualTo(PaymentStatus.FAILED);
        await().until(() -> sale.atGateway().captured() > 0);
        change(sale, "look_at = now()");
        awaitMoneyBack(sale);
    }

    /// Even when it is so late that it is not asked for by itself any more.
    @Test
    void whoeverComesBackWithASignatureHasTheGatewayAskedAtOnce() throws Exception {
        boxOffice.gateway().script().add(Rule.all(new Fault.LostWebhook(Set.of())));
        Sale sale = open(PaymentMethod.NETBANKING);
        URI checkout = checkout(sale);
        sale.guest().giveUp(sale.created().bookingId());
        change(sale, "completed_at = completed_at - interval '6 days', late = false");
        phone.submit(checkout, NETBANKING);

        assertThat(comeBack(checkout).statusCode()).isEqualTo(303);

        awaitMoneyBack(sale);
    }

    @Test
    void latePaymentsAreAskedForLessAndLessOftenUntilTheFifthDay() {
        Sale sale = open(PaymentMethod.NETBANKING);
        sale.guest().giveUp(sale.created().bookingId());
        Map<String, String> next = new LinkedHashMap<>();
        next.put("0", "5 minutes");
        next.put("61 minutes", "1 hour");
        next.put("25 hours", "6 hours");
        next.put("119 hours", "6 hours");

        assertThat(next).allSatisfy((age, wait) -> {
            change(sale, "look_at = now(), completed_at = now() - interval '" + age + "'");
            await().until(
                    () -> says(
                            sale, "late AND look_at BETWEEN now() + interval '%s' - interval '30 seconds'".formatted(
                                    wait)
                                    + " AND now() + interval '%s'".formatted(wait)));
        });
        change(sale, "look_at = now(), completed_at = now() - interval '121 hours'");
        await().until(() -> says(sale, "NOT late AND status = 'FAILED'"));
    }

    private static void awaitMoneyBack(Sale sale) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(sale.atGateway()).isEqualTo(new Sale.Money(sale.total(), sale.total()));
            assertThat(sale.booking().paymentStatus()).isEqualTo(PaymentStatus.REFUNDED);
        });
    }

    private Wire staff() {
        return anyone.as(foyer.anyone().signIn(Foyer.login("staff")).accessToken());
    }

    private void change(Sale sale, String columns) {
        long changed = boxOffice.database()
                .sql("UPDATE payments SET " + columns + " WHERE id = :id")
                .with("id", sale.payment())
                .update();
        assertThat(changed).isOne();
    }

    private boolean says(Sale sale, String condition) {
        return boxOffice.database()
                .sql("SELECT " + condition + " AS so FROM payments WHERE id = :id")
                .with("id", sale.payment())
                .one(row -> row.flag("so"))
                .orElseThrow();
    }

    @Test
    void aCodeOfABookingThatWasGivenUpTakesNoMoney() throws Exception {
        Sale sale = open(PaymentMethod.UPI);

        boxOffice.age(sale.lock().lockId(), Duration.ofMinutes(20));
        sale.await(BookingStatus.FAILED);

        assertThat(scan(sale, "pay").statusCode()).isEqualTo(410);
        assertThat(sale.seatStatuses()).containsOnly(SeatStatus.AVAILABLE);
    }

    @Test
    void whatRazorpayHasNotSignedIsRefusedAndChangesNothing() {
        Sale sale = open(PaymentMethod.UPI);
        String body = """
                {"entity":"event","event":"qr_code.credited","payload":{
                "payment":{"entity":{"id":"pay_forged","status":"captured","notes":[]}},
                "qr_code":{"entity":{"id":"qr_x","notes":{"payment":"%s"}}}}}""".formatted(sale.payment());
        String stripe = Sale.signature(
                boxOffice.settings(Map.of()).gateway().webhookSecret(), Instant.now(), body);
        String razorpay = sign(account.webhookSecret(), body);
        List<Map<String, String>> wrong = List.of(
                Map.of("X-Razorpay-Signature", ""),
                Map.of("X-Razorpay-Signature", "00"),
                Map.of("X-Razorpay-Signature", sign("another", body)),
                Map.of("X-Razorpay-Signature", sign(account.keySecret(), body)),
                Map.of("X-Razorpay-Signature", sign(account.webhookSecret(), body + " ")),
                Map.of("X-Razorpay-Signature", stripe),
                Map.of("Stripe-Signature", razorpay),
                Map.of("Stripe-Signature", "t=" + Instant.now().getEpochSecond() + ",v1=" + razorpay),
                Map.of());

        assertThat(wrong).allSatisfy(headers -> {
            Wire.Answer answer = post(body, headers);
            assertThat(answer.status()).as(headers + " " + answer.body()).isEqualTo(400);
            assertThat(answer.problem().code()).isEqualTo("SIGNATURE_INVALID");
        });
        assertThat(events(sale)).isZero();
        assertThat(sale.booking().status()).isEqualTo(BookingStatus.PENDING);
    }

    /// Neither the time nor the event's id is signed; so the same body under another id is still the same event.
    @Test
    void whatIsSentAgainUnderAnotherIdIsNotNews() throws Exception {
        Sale sale = open(PaymentMethod.UPI);
        String body;
        try (WebhookReceiver listener = WebhookReceiver.start()) {
            boxOffice.gateway()
                    .sendRazorpayWebhooksTo(List.of(boxOffice.uri().resolve(WEBHOOK), listener.uri()));
            scan(sale, "pay");
            sale.await(BookingStatus.CONFIRMED);
            body = await().until(
                    () -> listener.received()
                            .stream()
                            .map(WebhookReceiver.Received::body)
                            .filter(event -> event.contains("qr_code.credited"))
                            .findFirst(), Optional::isPresent).orElseThrow();
        } finally {
            boxOffice.gateway().sendRazorpayWebhooksTo(List.of(boxOffice.uri().resolve(WEBHOOK)));
        }

        Wire.Answer answer = post(
                body, Map.of(
                        "X-Razorpay-Signature", sign(account.webhookSecret(), body), "X-Razorpay-Event-Id",
                        "evt_" + UUID.randomUUID()));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(events(sale)).isOne();
    }

    @Test
    void aWayBackThatIsNotSignedIsNotBelieved() throws Exception {
        Sale sale = open(PaymentMethod.NETBANKING);
        String page = phone.look(URI.create(String.valueOf(sale.created().paymentUrl()))).body();
        String order = RazorpayShop.hidden(page).get("order_id");
        URI back = boxOffice.uri().resolve("/paid/razorpay?payment=" + sale.payment());
        Map<String, String> form = new HashMap<>(
                Map.of("razorpay_order_id", order, "razorpay_payment_id", "pay_x", "razorpay_signature", "00"));

        assertThat(phone.submit(back, form).statusCode()).isEqualTo(400);
        form.put("razorpay_signature", sign(account.webhookSecret(), order + "|pay_x"));
        assertThat(phone.submit(back, form).statusCode()).isEqualTo(400);
        form.put("razorpay_order_id", "order_of_others");
        form.put("razorpay_signature", sign(account.keySecret(), "order_of_others|pay_x"));
        assertThat(phone.submit(back, form).statusCode()).isEqualTo(400);
        HttpResponse<String> given = phone.submit(back, Map.of("error[code]", "BAD_REQUEST_ERROR"));
        assertThat(given.statusCode()).isEqualTo(200);
        assertThat(given.body()).contains("Not paid yet", "/pay/razorpay/" + sale.payment());
        assertThat(sale.booking().status()).isEqualTo(BookingStatus.PENDING);
    }

    @Test
    void aWayBackThatIsNoFormIsRefusedAndSaysWhy() {
        Sale sale = open(PaymentMethod.NETBANKING);
        String back = "/paid/razorpay?payment=" + sale.payment();
        String form = "application/x-www-form-urlencoded";

        assertThat(refused(anyone.post(back, "{\"razorpay_order_id\":\"order_1\"}"))).isEqualTo(
                "415 UNSUPPORTED_MEDIA_TYPE");
        assertThat(refused(anyone.send("POST", back, ""))).isEqualTo("415 UNSUPPORTED_MEDIA_TYPE");
        assertThat(refused(anyone.send("POST", back, "a=%zz", "Content-Type", form))).isEqualTo(
                "400 MALFORMED_REQUEST");
        assertThat(refused(anyone.send("POST", back, "a=%4", "Content-Type", form))).isEqualTo("400 MALFORMED_REQUEST");
        assertThat(refused(anyone.sendChunked("POST", back, new byte[100_000], "Content-Type", form))).isEqualTo(
                "413 BODY_TOO_LARGE");
        assertThat(refused(anyone.send("POST", back, "a=" + "b".repeat(100_000), "Content-Type", form))).isEqualTo(
                "413 BODY_TOO_LARGE");
        assertThat(anyone.send("POST", back, "", "Content-Type", form).body()).contains("Not paid yet");
        assertThat(anyone.send("POST", back, "&=&a&a=b", "Content-Type", form + "; charset=UTF-8").status())
                .isEqualTo(200);
        assertThat(sale.booking().status()).isEqualTo(BookingStatus.PENDING);
    }

    private static String refused(Wire.Answer answer) {
        return answer.status() + " " + answer.problem().code();
    }

    private Wire.Answer post(String body, Map<String, String> headers) {
        return anyone.post(
                WEBHOOK, body, headers.entrySet()
                        .stream()
                        .flatMap(header -> List.of(header.getKey(), header.getValue()).stream())
                        .toArray(String[]::new));
    }

    private static String sign(String secret, String text) {
        return Hmac.sha256(secret, text.getBytes(StandardCharsets.UTF_8));
    }

    private long events(Sale sale) {
        return boxOffice.database()
                .sql("SELECT count(*) AS n FROM gateway_events WHERE payment_id = :payment AND state = 'PAID'")
                .with("payment", sale.payment())
                .one(row -> row.number("n"))
                .orElseThrow();
    }
}
