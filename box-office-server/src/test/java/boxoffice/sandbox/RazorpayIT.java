package boxoffice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import boxoffice.sandbox.RazorpayShop.Said;
import boxoffice.sandbox.common.Fault;
import boxoffice.sandbox.common.Hmac;
import boxoffice.sandbox.common.Operation;
import boxoffice.sandbox.common.Rule;
import boxoffice.sandbox.common.Scheduler;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The sandbox's Razorpay, by plain HTTP (PAY-2).
class RazorpayIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final MovableTime time = new MovableTime(Instant.parse("2026-12-01T18:00:00Z"));
    private WebhookReceiver receiver;
    private SandboxGateway gateway;
    private RazorpayShop shop;
    @TempDir private Path data;

    @BeforeEach
    void start() throws IOException {
        receiver = WebhookReceiver.start();
        start(time);
    }

    private void start(Scheduler scheduler) {
        SandboxConfig config = SandboxConfig.builder()
                .razorpayWebhookUrls(List.of(receiver.uri()))
                .dataDirectory(data)
                .build();
        gateway = SandboxGateway.start(config, scheduler);
        shop = new RazorpayShop(gateway, config);
    }

    @AfterEach
    void close() {
        shop.close();
        gateway.close();
        receiver.close();
    }

    private List<String> told() {
        return receiver.received().stream().map(RazorpayIT::event).map(event -> event.path("event").asText()).toList();
    }

    private static JsonNode event(WebhookReceiver.Received received) {
        try {
            return JSON.readTree(received.body());
        } catch (JsonProcessingException malformed) {
            throw new AssertionError(received.body(), malformed);
        }
    }

    private void awaitTold(String... types) {
        await().untilAsserted(() -> assertThat(told()).containsExactlyInAnyOrder(types));
    }

    private String payByNetbanking(String order) throws IOException, InterruptedException {
        URI page = shop.checkout(order);
        assertThat(shop.submit(page, Map.of("method", "netbanking", "bank", "HDFC")).statusCode()).isEqualTo(303);
        return Objects.requireNonNull(RazorpayShop.hidden(shop.look(page).body()).get("razorpay_payment_id"));
    }

    @Test
    void anOrderIsPaidByNetbankingAndTheBrowserIsSentBackWithASignedProof() throws Exception {
        String order = shop.order();
        URI page = shop.checkout(order);
        assertThat(shop.look(page).body()).contains("₹530.00", "data-state=\"open\"");

        HttpResponse<String> answer = shop.submit(page, Map.of("method", "netbanking", "bank", "HDFC"));

        assertThat(answer.statusCode()).isEqualTo(303);
        String paid = shop.look(page).body();
        Map<String, String> proof = RazorpayShop.hidden(paid);
        String paymentId = Objects.requireNonNull(proof.get("razorpay_payment_id"));
        assertThat(paid).contains("action=\"https://boxoffice.example/paid\"");
        assertThat(proof).containsEntry("razorpay_order_id", order)
                .containsEntry("razorpay_signature", shop.signature(order, paymentId));
        Said payment = shop.get("/v1/payments/" + paymentId);
        assertThat(payment.text("status")).isEqualTo("captured");
        assertThat(payment.text("method")).isEqualTo("netbanking");
        assertThat(payment.text("bank")).isEqualTo("HDFC");
        assertThat(payment.text("/notes/payment")).isEqualTo("p-1");
        Said now = shop.get("/v1/orders/" + order);
        assertThat(now.text("status")).isEqualTo("paid");
        assertThat(now.text("amount_paid")).isEqualTo("53000");
        awaitTold("payment.authorized", "payment.captured", "order.paid");
    }

    @Test
    void anOrderIsFoundByItsReceipt() throws Exception {
        String order = shop.order();
        shop.post("/v1/orders", "{'amount': 100, 'currency': 'INR', 'receipt': 'another'}");

        Said found = shop.get("/v1/orders?receipt=booking-1");

        assertThat(found.text("entity")).isEqualTo("collection");
        assertThat(found.text("count")).isEqualTo("1");
        assertThat(found.text("/items/0/id")).isEqualTo(order);
        assertThat(shop.get("/v1/orders?receipt=nothing").text("count")).isEqualTo("0");
        assertThat(shop.get("/v1/orders?count=1&skip=1").text("/items/0/id")).isEqualTo(order);
    }

    @Test
    void allPaymentsAndRefundsAreListedByTimeAPageAfterTheOther() throws Exception {
        String old = shop.sell();
        shop.refund(old, 100);
        time.advance(Duration.ofHours(1));
        long from = time.now().getEpochSecond();
        String order = shop.order();
        shop.submit(shop.checkout(order), Map.of("method", "upi", "vpa", "failure@razorpay"));
        String first = payByNetbanking(order);
        String refunded = shop.refund(first, 3_000);
        long to = time.now().getEpochSecond();
        time.advance(Duration.ofSeconds(1));
        String later = shop.sell();

        Said payments = shop.get("/v1/payments?from=%d&to=%d&count=1".formatted(from, to));
        Said failed = shop.get("/v1/payments?from=%d&to=%d&count=1&skip=1".formatted(from, to));
        Said refunds = shop.get("/v1/refunds?from=%d&to=%d".formatted(from, to));

        assertThat(payments.text("/items/0/id")).isEqualTo(first);
        assertThat(payments.text("/items/0/notes/payment")).isEqualTo("p-1");
        assertThat(payments.text("/items/0/captured")).isEqualTo("true");
        assertThat(failed.text("/items/0/status")).isEqualTo("failed");
        assertThat(shop.get("/v1/payments?from=%d&to=%d&skip=2".formatted(from, to)).text("count")).isEqualTo("0");
        assertThat(shop.get("/v1/payments?count=1").text("/items/0/id")).isEqualTo(later);
        assertThat(refunds.text("entity")).isEqualTo("collection");
        assertThat(refunds.text("count")).isEqualTo("1");
        assertThat(refunds.text("/items/0/id")).isEqualTo(refunded);
        assertThat(refunds.text("/items/0/payment_id")).isEqualTo(first);
        assertThat(shop.get("/v1/refunds").text("count")).isEqualTo("2");
        assertThat(shop.get("/v1/payments?from=1").text("/error/description")).contains("from");
    }

    @ParameterizedTest
    @CsvSource({
            "upi, vpa, failure@razorpay", "card, number, 4000 0000 0000 0002", "card, number, 4000 0000 0000 9995",
            "card, number, 1234 5678 9012 3456"})
    void anAttemptThatFailsLeavesTheOrderOpenForAnother(String method, String field, String value) throws Exception {
        String order = shop.order();
        URI page = shop.checkout(order);

        HttpResponse<String> declined = shop.submit(page, Map.of("method", method, field, value));

        assertThat(declined.statusCode()).isEqualTo(402);
        assertThat(declined.body()).contains("Not paid yet.");
        awaitTold("payment.failed");
        assertThat(shop.get("/v1/orders/" + order).text("status")).isEqualTo("attempted");
        assertThat(shop.get("/v1/orders/" + order + "/payments").text("/items/0/error_code"))
                .isEqualTo("BAD_REQUEST_ERROR");
        assertThat(shop.submit(page, Map.of("method", "wallet", "wallet", "phonepe")).statusCode()).isEqualTo(303);
        assertThat(shop.get("/v1/orders/" + order).text("status")).isEqualTo("paid");
    }

    @Test
    void aGuestMayHaveThePaymentDeclinedOrGoBack() throws Exception {
        String order = shop.order();
        URI page = shop.checkout(order);

        HttpResponse<String> declined = shop.submit(
                page, Map.of("method", "netbanking", "bank", "SBIN", "answer", "decline"));

        assertThat(declined.statusCode()).isEqualTo(402);
        assertThat(declined.body()).contains("href=\"https://boxoffice.example/cancelled\"");
        assertThat(RazorpayShop.hidden(declined.body())).containsEntry("error[reason]", "payment_cancelled");
        awaitTold("payment.failed");
    }

    /// By a card that always asks, and by a script for a bank that does not.
    @Test
    void aBankMayAskItsCustomerFirst() throws Exception {
        String order = shop.order();
        URI page = shop.checkout(order);

        HttpResponse<String> asked = shop.submit(page, Map.of("method", "card", "number", "4000 0025 0000 3155"));

        assertThat(asked.statusCode()).isEqualTo(303);
        assertThat(shop.look(page).body()).contains("data-state=\"bank\"", "id=\"confirm\"", "id=\"refuse\"");
        assertThat(shop.get("/v1/orders/" + order + "/payments").text("/items/0/status")).isEqualTo("created");
        assertThat(shop.submit(page, Map.of("answer", "perhaps")).statusCode()).isEqualTo(400);

        assertThat(shop.submit(page, Map.of("answer", "refuse")).statusCode()).isEqualTo(402);
        awaitTold("payment.failed");
        assertThat(shop.look(page).body()).contains("Not paid yet.");

        gateway.script().add(Rule.all(new Fault.Authentication()).times(1));
        shop.submit(page, Map.of("method", "netbanking", "bank", "HDFC"));
        assertThat(shop.look(page).body()).contains("data-state=\"bank\"");
        assertThat(shop.submit(page, Map.of("answer", "confirm")).statusCode()).isEqualTo(303);
        assertThat(shop.get("/v1/orders/" + order).text("status")).isEqualTo("paid");
    }

    @Test
    void aPaidOrderIsNotPaidAgain() throws Exception {
        String order = shop.order();
        URI one = shop.checkout(order);
        URI other = shop.checkout(order);
        shop.submit(one, Map.of("method", "netbanking", "bank", "HDFC"));

        HttpResponse<String> again = shop.submit(other, Map.of("method", "netbanking", "bank", "HDFC"));

        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(shop.get("/v1/orders/" + order + "/payments").text("count")).isEqualTo("1");
    }

    @Test
    void aCheckoutOfAnUnknownOrderOrAnotherAmountDoesNotBegin() throws Exception {
        String order = shop.order();
        Map<String, String> unknown = Map.of(
                "key_id", "rzp_test_sandbox", "order_id", "order_x", "callback_url", "https://b.example/");
        Map<String, String> amount = Map.of(
                "key_id", "rzp_test_sandbox", "order_id", order, "amount", "1", "callback_url", "https://b.example/");
        Map<String, String> script = Map.of(
                "key_id", "rzp_test_sandbox", "order_id", order, "callback_url", "javascript:alert(1)");

        assertThat(shop.begin(unknown).statusCode()).isEqualTo(400);
        assertThat(shop.begin(amount).statusCode()).isEqualTo(400);
        assertThat(shop.begin(script).statusCode()).isEqualTo(400);
    }

    @Test
    void aCodeIsPaidOnceWithTheUpiApp() throws Exception {
        Said code = shop.code();
        assertThat(code.text("status")).isEqualTo("active");
        assertThat(code.text("image_content")).startsWith("upi://pay?").contains("am=530.00", "cu=INR");
        URI app = URI.create(gateway.uri() + "/sandbox/upi");
        assertThat(shop.look(app).body()).contains("₹530.00, Booking ABC123");

        HttpResponse<String> paid = shop.scan(code.text("image_content"), "pay");
        HttpResponse<String> again = shop.scan(code.text("image_content"), "pay");

        assertThat(paid.body()).contains("data-state=\"paid\"");
        assertThat(again.statusCode()).isEqualTo(410);
        Said closed = shop.get("/v1/payments/qr_codes/" + code.text("id"));
        assertThat(closed.text("status")).isEqualTo("closed");
        assertThat(closed.text("close_reason")).isEqualTo("paid");
        assertThat(closed.text("payments_amount_received")).isEqualTo("53000");
        Said payments = shop.get("/v1/payments/qr_codes/" + code.text("id") + "/payments");
        assertThat(payments.text("count")).isEqualTo("1");
        assertThat(payments.text("/items/0/method")).isEqualTo("upi");
        assertThat(payments.text("/items/0/status")).isEqualTo("captured");
        awaitTold("payment.authorized", "payment.captured", "qr_code.credited", "qr_code.closed");
    }

    @Test
    void aCodeThatIsNotPaidStaysOpenUntilItIsClosed() throws Exception {
        Said code = shop.code();
        String path = "/v1/payments/qr_codes/" + code.text("id");

        HttpResponse<String> not = shop.scan(code.text("image_content"), "decline");

        assertThat(not.body()).contains("data-state=\"refused\"");
        assertThat(shop.get(path).text("status")).isEqualTo("active");
        Said closed = shop.post(path + "/close", "");
        assertThat(closed.text("close_reason")).isEqualTo("on_demand");
        assertThat(shop.post(path + "/close", "").status()).isEqualTo(400);
        assertThat(shop.scan(code.text("image_content"), "pay").statusCode()).isEqualTo(410);
        awaitTold("qr_code.closed");
    }

    @Test
    void aCodeClosesByItselfWithoutAWord() throws Exception {
        long closeBy = time.now().plus(Duration.ofMinutes(15)).getEpochSecond();
        Said code = shop.post(
                "/v1/payments/qr_codes",
                "{'type': 'upi_qr', 'usage': 'single_use', 'fixed_amount': true, 'payment_amount': 100, 'close_by': "
                        + closeBy
                        + "}");

        time.advance(Duration.ofMinutes(15));

        assertThat(shop.get("/v1/payments/qr_codes/" + code.text("id")).text("status")).isEqualTo("closed");
        assertThat(shop.scan(code.text("image_content"), "pay").statusCode()).isEqualTo(410);
        assertThat(told()).isEmpty();
    }

    @Test
    void moneyGoesBackInPartsAndNotMoreThanThereIs() throws Exception {
        String payment = payByNetbanking(shop.order());
        String path = "/v1/payments/" + payment + "/refund";

        Said part = shop.post(path, "{'amount': 3000, 'receipt': 'fee', 'notes': {'refund': 'r-1'}}");
        Said tooMuch = shop.post(path, "{'amount': 50001}");
        Said rest = shop.post(path, "{}");
        Said more = shop.post(path, "{'amount': 100}");

        assertThat(part.text("status")).isEqualTo("processed");
        assertThat(tooMuch.text("/error/description")).contains("greater than the refund payment amount");
        assertThat(rest.text("amount")).isEqualTo("50000");
        assertThat(more.text("/error/description")).contains("fully refunded already");
        assertThat(shop.get("/v1/payments/" + payment).text("refund_status")).isEqualTo("full");
        assertThat(shop.get("/v1/payments/" + payment + "/refunds").text("count")).isEqualTo("2");
        assertThat(shop.get("/v1/refunds/" + part.text("id")).text("/notes/refund")).isEqualTo("r-1");
        await().untilAsserted(() -> assertThat(told()).contains("refund.created", "refund.processed"));
    }

    @Test
    void aRefundIsMadeOncePerKey() throws Exception {
        String payment = payByNetbanking(shop.order());
        String path = "/v1/payments/" + payment + "/refund";

        Said one = shop.post(path, "{'amount': 3000}", "X-Refund-Idempotency", "refund-0001");
        Said same = shop.post(path, "{'amount': 3000}", "X-Refund-Idempotency", "refund-0001");
        Said other = shop.post(path, "{'amount': 4000}", "X-Refund-Idempotency", "refund-0001");
        Said tooShort = shop.post(path, "{'amount': 4000}", "X-Refund-Idempotency", "r1");

        assertThat(same.text("id")).isEqualTo(one.text("id"));
        assertThat(other.text("/error/description")).contains("Different request with the same idempotency key");
        assertThat(tooShort.status()).isEqualTo(400);
        assertThat(shop.get("/v1/payments/" + payment).text("amount_refunded")).isEqualTo("3000");
    }

    @Test
    void webhooksAreSignedOverTheBytesAsTheyCome() throws Exception {
        shop.scan(shop.code().text("image_content"), "pay");
        await().until(() -> receiver.received().size() == 4);

        for (WebhookReceiver.Received one : receiver.received()) {
            assertThat(one.headers().getFirst("X-Razorpay-Signature"))
                    .isEqualTo(
                            Hmac.sha256("razorpay_webhooks_sandbox", one.body().getBytes(StandardCharsets.UTF_8)));
            assertThat(one.headers().getFirst("X-Razorpay-Event-Id")).startsWith("evt_");
        }
        assertThat(receiver.received()).anySatisfy(one -> {
            assertThat(event(one).at("/payload/qr_code/entity/image_content").asText()).startsWith("upi://pay?");
            assertThat(one.body()).contains("upi:\\/\\/pay?");
        });
    }

    @Test
    void aWebhookThatIsNotTakenComesAgain() throws Exception {
        receiver.answering(_ -> receiver.received().size() < 2 ? 500 : 200);
        String code = shop.code().text("id");
        shop.post("/v1/payments/qr_codes/" + code + "/close", "");
        await().until(() -> !time.due().isEmpty() && receiver.received().size() == 1);

        await().until(() -> {
            time.advance(Duration.ofSeconds(1));
            return receiver.received().size() == 2;
        });

        assertThat(receiver.received().get(0).headers().getFirst("X-Razorpay-Event-Id"))
                .isEqualTo(receiver.received().get(1).headers().getFirst("X-Razorpay-Event-Id"));
    }

    @Test
    void itKnowsEverythingAgainAfterARestart() throws Exception {
        String payment = payByNetbanking(shop.order());
        Said code = shop.code();
        await().until(() -> receiver.received().size() == 3);
        String books = gateway.books().toString();

        close();
        start();

        assertThat(gateway.books()).hasToString(books);
        assertThat(shop.get("/v1/payments/" + payment).text("status")).isEqualTo("captured");
        assertThat(shop.scan(code.text("image_content"), "pay").body()).contains("data-state=\"paid\"");
        assertThat(gateway.books().at("/totals/inr/captured").asLong()).isEqualTo(106_000);
    }

    @ParameterizedTest
    @CsvSource({"GET, /v1/orders", "POST, /v1/payments/qr_codes", "GET, /v1/refunds/rfnd_x"})
    void anotherKeyIsNotLetIn(String method, String path) throws Exception {
        Said said = shop.said(
                HttpRequest.newBuilder(URI.create(gateway.uri() + path))
                        .header("Authorization", "Basic cnpwX3Rlc3Rfc2FuZGJveDp3cm9uZw==")
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build());

        assertThat(said.status()).isEqualTo(401);
        assertThat(said.text("/error/description")).isEqualTo("Authentication failed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "/v1/orders | {'currency': 'INR'} | amount",
            "/v1/orders | {'amount': 99, 'currency': 'INR'} | amount",
            "/v1/orders | {'amount': '100', 'currency': 'INR'} | amount",
            "/v1/orders | {'amount': 100, 'currency': 'USD'} | currency",
            "/v1/orders | {'amount': 100, 'currency': 'INR', 'colour': 'red'} | colour",
            "/v1/orders | {'amount': 100, 'currency': 'INR', 'notes': 'x'} | notes",
            "/v1/orders | [] | ''",
            "/v1/payments/qr_codes | {'type': 'bharat_qr'} | type",
            "/v1/payments/qr_codes | {'type': 'upi_qr', 'usage': 'single_use'} | fixed_amount",
            "/v1/payments/qr_codes | {'type': 'upi_qr', 'usage': 'single_use', 'fixed_amount': true} | payment_amount",
            "/v1/payments/qr_codes | {'type': 'upi_qr', 'usage': 'single_use', 'fixed_amount': true,"
                    + " 'payment_amount': 100, 'close_by': 1} | close_by",
            "/v1/payments/pay_x/refund | {'amount': 100} | ''"})
    void wrongParametersAreNamed(String path, String body, String field) throws Exception {
        Said said = shop.post(path, body);

        assertThat(said.status()).isEqualTo(400);
        assertThat(said.text("/error/code")).isEqualTo("BAD_REQUEST_ERROR");
        assertThat(said.text("/error/field")).isEqualTo(field);
        assertThat(gateway.books().path("payments")).isEmpty();
    }

    @Test
    void theScriptMakesTheApiFail() throws Exception {
        gateway.script().add(Rule.all(new Fault.ServerError(Set.of(Operation.OPEN), true)).times(1));
        String order = "{'amount': 53000, 'currency': 'INR', 'receipt': 'booking-1'}";

        Said failed = shop.post("/v1/orders", order);

        assertThat(failed.status()).isEqualTo(500);
        assertThat(failed.text("/error/code")).isEqualTo("SERVER_ERROR");
        assertThat(shop.get("/v1/orders?receipt=booking-1").text("count")).isEqualTo("1");
        assertThat(shop.post("/v1/orders", order).status()).isEqualTo(200);
    }

    @Test
    void aSlowBankAnswersLater() throws Exception {
        gateway.script().add(Rule.next(new Fault.Slow(Duration.ofSeconds(8))));
        Said code = shop.code();

        HttpResponse<String> waiting = shop.scan(code.text("image_content"), "pay");

        assertThat(waiting.statusCode()).isEqualTo(202);
        String payments = "/v1/payments/qr_codes/" + code.text("id") + "/payments";
        assertThat(shop.get(payments).text("/items/0/status")).isEqualTo("created");
        time.advance(Duration.ofSeconds(8));
        assertThat(shop.get(payments).text("/items/0/status")).isEqualTo("captured");
    }

    @Test
    void refundsFailTwiceAndThenWork() throws Exception {
        gateway.script().add(Rule.next(new Fault.RefusedRefund()).times(1));
        gateway.script().add(Rule.next(new Fault.FailedRefund(Duration.ofSeconds(5))).times(1));
        String payment = payByNetbanking(shop.order());
        String path = "/v1/payments/" + payment + "/refund";

        assertThat(shop.post(path, "{}").status()).isEqualTo(400);
        Said pending = shop.post(path, "{}");
        assertThat(pending.text("status")).isEqualTo("pending");
        time.advance(Duration.ofSeconds(5));
        assertThat(shop.get("/v1/refunds/" + pending.text("id")).text("status")).isEqualTo("failed");
        assertThat(shop.get("/v1/payments/" + payment).text("amount_refunded")).isEqualTo("0");
        assertThat(shop.post(path, "{}").text("status")).isEqualTo("processed");
        await().untilAsserted(() -> assertThat(told()).contains("refund.failed", "refund.processed"));
    }
}
