package boxoffice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.stripe.StripeClient;
import com.stripe.exception.AuthenticationException;
import com.stripe.exception.CardException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.Event;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.model.StripeCollection;
import com.stripe.net.RequestOptions;
import com.stripe.param.ChargeListParams;
import com.stripe.param.EventListParams;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentListParams;
import com.stripe.param.PaymentIntentRetrieveParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import com.stripe.param.checkout.SessionCreateParams;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Payment intents, idempotency keys, errors and lists of the API (PAY-2).
class StripeApiIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final MovableTime time = new MovableTime(Instant.parse("2027-03-01T18:00:00Z"));
    private final SandboxGateway gateway = SandboxGateway.start(
            SandboxConfig.builder().secretKey("sk_test_api").build(), time);
    private final Shop shop = new Shop(gateway, "sk_test_api");
    private final StripeClient stripe = shop.stripe();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        http.close();
        gateway.close();
    }

    private static PaymentIntentCreateParams.Builder tenEuros() {
        return PaymentIntentCreateParams.builder().setAmount(1_000L).setCurrency("eur");
    }

    private static RequestOptions key(String key) {
        return RequestOptions.builder().setIdempotencyKey(key).build();
    }

    private HttpResponse<String> post(String path, String body, String... headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway.uri() + path))
                .header("Authorization", "Bearer sk_test_api")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        } else {
            request.header("Content-Type", "application/x-www-form-urlencoded");
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aPaymentIntentIsConfirmedWithAReadyMadeCard() throws StripeException {
        PaymentIntent made = stripe.v1()
                .paymentIntents()
                .create(
                        tenEuros().setDescription("Voucher").putMetadata("sale", "7").build());
        assertThat(made.getStatus()).isEqualTo("requires_payment_method");
        assertThat(made.getClientSecret()).startsWith(made.getId() + "_secret_");

        PaymentIntent paid = stripe.v1()
                .paymentIntents()
                .confirm(
                        made.getId(), PaymentIntentConfirmParams.builder().setPaymentMethod("pm_card_visa").build());

        assertThat(paid.getStatus()).isEqualTo("succeeded");
        assertThat(paid.getAmountReceived()).isEqualTo(1_000);
        assertThat(paid.getMetadata()).containsExactly(Map.entry("sale", "7"));
        PaymentIntent expanded = stripe.v1()
                .paymentIntents()
                .retrieve(
                        made.getId(), PaymentIntentRetrieveParams.builder().addExpand("latest_charge").build());
        assertThat(expanded.getLatestChargeObject().getAmountCaptured()).isEqualTo(1_000);
        assertThat(expanded.getLatestChargeObject().getDescription()).isEqualTo("Voucher");
    }

    @Test
    void aPaymentIntentIsMadeAndConfirmedInOneGo() throws StripeException {
        PaymentIntent paid = stripe.v1()
                .paymentIntents()
                .create(
                        tenEuros().setPaymentMethod("pm_card_visa").setConfirm(true).build());

        assertThat(paid.getStatus()).isEqualTo("succeeded");
    }

    @Test
    void aCardIsUsedAgainForItsCustomerIfThatWasWanted() throws StripeException {
        String ada = stripe.v1().customers().create(CustomerCreateParams.builder().setName("Ada").build()).getId();
        var once = tenEuros().setPaymentMethod("pm_card_visa").setCustomer(ada).setConfirm(true);
        PaymentIntent first = stripe.v1()
                .paymentIntents()
                .create(
                        once.setSetupFutureUsage(PaymentIntentCreateParams.SetupFutureUsage.OFF_SESSION).build());
        String token = first.getPaymentMethod();
        assertThat(first.getSetupFutureUsage()).isEqualTo("off_session");
        assertThat(stripe.v1().paymentMethods().retrieve(token).getCard().getLast4()).isEqualTo("4242");

        for (int again = 0; again < 2; again++) {
            PaymentIntent paid = stripe.v1()
                    .paymentIntents()
                    .create(
                            tenEuros().setPaymentMethod(token)
                                    .setCustomer(ada)
                                    .setConfirm(true)
                                    .addExpand("payment_method")
                                    .build());
            assertThat(paid.getStatus()).isEqualTo("succeeded");
            assertThat(paid.getPaymentMethodObject().getId()).isEqualTo(token);
        }
        assertThatThrownBy(
                () -> stripe.v1().paymentIntents().create(tenEuros().setPaymentMethod(token).build()))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(ada);
    }

    @Test
    void aCardThatWasUsedOnceIsNotUsedAgain() throws StripeException {
        PaymentIntent paid = stripe.v1()
                .paymentIntents()
                .create(
                        tenEuros().setPaymentMethod("pm_card_visa").setConfirm(true).build());

        assertThatThrownBy(
                () -> stripe.v1()
                        .paymentIntents()
                        .create(tenEuros().setPaymentMethod(paid.getPaymentMethod()).build()))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("setup_future_usage");
    }

    @Test
    void aPaymentIntentKeepsItsCardUntilItIsConfirmed() throws StripeException {
        PaymentIntent made = stripe.v1().paymentIntents().create(tenEuros().setPaymentMethod("pm_card_visa").build());
        assertThat(made.getStatus()).isEqualTo("requires_confirmation");
        assertThat(made.getPaymentMethod()).startsWith("pm_");

        assertThat(stripe.v1().paymentIntents().confirm(made.getId()).getStatus()).isEqualTo("succeeded");
    }

    @Test
    void aDeclinedConfirmationIsACardErrorAndThePaymentIntentRemains() throws StripeException {
        PaymentIntent made = stripe.v1().paymentIntents().create(tenEuros().build());
        var params = PaymentIntentConfirmParams.builder().setPaymentMethod("pm_card_visa_chargeDeclined").build();

        CardException declined = catchThrowableOfType(
                CardException.class, () -> stripe.v1().paymentIntents().confirm(made.getId(), params));

        assertThat(declined.getStatusCode()).isEqualTo(402);
        assertThat(declined.getCode()).isEqualTo("card_declined");
        assertThat(declined.getDeclineCode()).isEqualTo("generic_decline");
        assertThat(declined.getCharge()).startsWith("ch_");
        assertThat(declined.getStripeError().getPaymentIntent().getId()).isEqualTo(made.getId());
        assertThat(stripe.v1().paymentIntents().retrieve(made.getId()).getStatus())
                .isEqualTo("requires_payment_method");
    }

    @Test
    void aSlowConfirmationIsProcessingAtFirst() throws StripeException {
        PaymentIntent slow = stripe.v1()
                .paymentIntents()
                .create(
                        tenEuros().setPaymentMethod("pm_card_slow").setConfirm(true).build());
        assertThat(slow.getStatus()).isEqualTo("processing");

        assertThatThrownBy(() -> stripe.v1().paymentIntents().cancel(slow.getId()))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("processing");
        time.advance(Duration.ofSeconds(8));

        assertThat(stripe.v1().paymentIntents().retrieve(slow.getId()).getStatus()).isEqualTo("succeeded");
    }

    @Test
    void aCanceledPaymentIntentCannotBeConfirmed() throws StripeException {
        PaymentIntent made = stripe.v1().paymentIntents().create(tenEuros().build());

        PaymentIntent canceled = stripe.v1().paymentIntents().cancel(made.getId());

        assertThat(canceled.getStatus()).isEqualTo("canceled");
        assertThat(canceled.getCancellationReason()).isEqualTo("requested_by_customer");
        assertThat(canceled.getCanceledAt()).isEqualTo(time.now().getEpochSecond());
        var params = PaymentIntentConfirmParams.builder().setPaymentMethod("pm_card_visa").build();
        InvalidRequestException refused = catchThrowableOfType(
                InvalidRequestException.class, () -> stripe.v1().paymentIntents().confirm(made.getId(), params));
        assertThat(refused.getCode()).isEqualTo("payment_intent_unexpected_state");
    }

    @Test
    void thePaymentIntentOfACheckoutSessionCannotBeTouchedByItself() throws Exception {
        var session = shop.open();
        try (var customer = new Customer()) {
            customer.pay(Shop.page(session), Customer.DECLINED_CARD);
        }
        String intent = shop.intentOf(session.getId()).getId();

        assertThatThrownBy(() -> stripe.v1().paymentIntents().cancel(intent))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(session.getId());
    }

    @Test
    void theSameKeyWithTheSameRequestIsDoneOnceAndAnsweredAlike() throws Exception {
        String body = "amount=1000&currency=eur&metadata[a]=1";
        HttpResponse<String> first = post("/v1/payment_intents", body, "Idempotency-Key", "k1");
        HttpResponse<String> second = post(
                "/v1/payment_intents", "metadata[a]=1&currency=eur&amount=1000", "Idempotency-Key", "k1");

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.headers().firstValue("Idempotent-Replayed")).isEmpty();
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.headers().firstValue("Idempotent-Replayed")).hasValue("true");
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(stripe.v1().paymentIntents().list().getData()).hasSize(1);
    }

    @Test
    void theSameKeyWithAnotherRequestIsRefused() throws StripeException {
        stripe.v1().paymentIntents().create(tenEuros().build(), key("k2"));

        assertThatThrownBy(() -> stripe.v1().paymentIntents().create(tenEuros().setAmount(999L).build(), key("k2")))
                .isInstanceOfSatisfying(IdempotencyException.class, refused -> {
                    assertThat(refused.getStatusCode()).isEqualTo(400);
                    assertThat(refused.getStripeError().getType()).isEqualTo("idempotency_error");
                });
    }

    @Test
    void theSameKeyForManyRequestsAtOnceIsDoneOnce() throws Exception {
        List<String> ids = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<PaymentIntent>> made = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                made.add(
                        threads.submit(
                                () -> stripe.v1()
                                        .paymentIntents()
                                        .create(
                                                tenEuros().setPaymentMethod("pm_card_visa").setConfirm(true).build(),
                                                key("k3"))));
            }
            for (Future<PaymentIntent> one : made) {
                ids.add(one.get().getId());
            }
        }

        assertThat(ids).hasSize(16).containsOnly(ids.getFirst());
        assertThat(gateway.books().at("/totals/eur/captured").asLong()).isEqualTo(1_000);
    }

    @Test
    void aDeclineIsKeptForItsKeySoThatARetryDoesNotTryTheCardAgain() {
        var params = tenEuros().setPaymentMethod("pm_card_visa_chargeDeclined").setConfirm(true).build();

        CardException first = catchThrowableOfType(
                CardException.class, () -> stripe.v1().paymentIntents().create(params, key("k4")));
        CardException second = catchThrowableOfType(
                CardException.class, () -> stripe.v1().paymentIntents().create(params, key("k4")));

        assertThat(second.getCharge()).isEqualTo(first.getCharge());
    }

    @Test
    void wrongParametersAreNotKeptForTheirKey() throws StripeException {
        assertThatThrownBy(() -> stripe.v1().paymentIntents().create(tenEuros().setAmount(0L).build(), key("k5")))
                .isInstanceOf(InvalidRequestException.class);

        assertThat(stripe.v1().paymentIntents().create(tenEuros().build(), key("k5")).getAmount()).isEqualTo(1_000);
    }

    @Test
    void aKeyIsForgottenAfterADay() throws StripeException {
        PaymentIntent first = stripe.v1().paymentIntents().create(tenEuros().build(), key("k6"));
        time.advance(Duration.ofHours(24));

        assertThat(stripe.v1().paymentIntents().create(tenEuros().build(), key("k6")).getId())
                .isNotEqualTo(first.getId());
    }

    @Test
    void anotherSecretKeyIsNotLetIn() {
        StripeClient stranger = new Shop(gateway, "sk_test_stranger").stripe();

        assertThatThrownBy(() -> stranger.v1().paymentIntents().list()).isInstanceOfSatisfying(
                AuthenticationException.class,
                refused -> {
                    assertThat(refused.getStatusCode()).isEqualTo(401);
                    assertThat(refused.getMessage()).doesNotContain("sk_test_api", "sk_test_stranger");
                });
    }

    @Test
    void aRequestWithoutAKeyIsNotLetIn() throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(gateway.uri() + "/v1/events")).build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(error(answer).get("type").asText()).isEqualTo("invalid_request_error");
        assertThat(answer.headers().firstValue("Request-Id")).hasValueSatisfying(
                id -> assertThat(id).startsWith("req_"));
    }

    private static JsonNode error(HttpResponse<String> answer) throws Exception {
        return JSON.readTree(answer.body()).get("error");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /v1/payment_intents   | currency=eur                              | amount               | parameter_missing
            /v1/payment_intents   | amount=ten&currency=eur                   | amount               | parameter_invalid_integer
            /v1/payment_intents   | amount=&currency=eur                      | amount               | parameter_invalid_empty
            /v1/payment_intents   | amount=0&currency=eur                     | amount               | amount_too_small
            /v1/payment_intents   | amount=100000000&currency=eur             | amount               | amount_too_large
            /v1/payment_intents   | amount=10                                 | currency             | parameter_missing
            /v1/payment_intents   | amount=10&currency=moo                    | currency             | ''
            /v1/payment_intents   | amount=10&currency=eur&colour=red         | colour               | parameter_unknown
            /v1/payment_intents   | amount=10&currency=eur&confirm=true       | payment_method       | parameter_missing
            /v1/payment_intents   | amount=10&currency=eur&confirm=maybe      | confirm              | ''
            /v1/payment_intents   | amount=10&currency=eur&payment_method=pm_x | payment_method      | resource_missing
            /v1/payment_intents   | amount=10&currency=eur&payment_method_types[]=upi | payment_method_types | ''
            /v1/payment_intents   | amount=10&amount=20&currency=eur          | amount               | ''
            /v1/payment_intents   | amount=10&currency=eur&metadata=x         | metadata             | ''
            /v1/payment_intents/pi_x/confirm | payment_method=pm_card_visa    | intent               | resource_missing
            /v1/refunds           | amount=10                                 | payment_intent       | parameter_missing
            /v1/refunds           | payment_intent=pi_x                       | payment_intent       | resource_missing
            /v1/refunds           | charge=ch_x                               | charge               | resource_missing
            /v1/refunds           | charge=ch_x&reason=bored                  | reason               | ''
            /v1/checkout/sessions | mode=payment                              | line_items           | parameter_missing
            /v1/checkout/sessions | mode=subscription                         | mode                 | ''
            /v1/checkout/sessions/cs_test_x/expire | ''                       | session              | resource_missing
            """)
    void wrongParametersAreNamed(String path, String body, String param, String code) throws Exception {
        HttpResponse<String> answer = post(path, body);

        JsonNode error = error(answer);
        assertThat(answer.statusCode()).isEqualTo(code.equals("resource_missing") ? 404 : 400);
        assertThat(error.get("type").asText()).isEqualTo("invalid_request_error");
        assertThat(error.get("param").asText()).isEqualTo(param);
        assertThat(error.path("code").asText()).isEqualTo(code);
        assertThat(error.get("message").asText()).isNotBlank();
        assertThat(stripe.v1().paymentIntents().list().getData()).isEmpty();
    }

    @Test
    void whatIsWrongInALineItemIsNamedInFull() {
        SessionCreateParams twoCurrencies = Shop.order()
                .addLineItem(
                        SessionCreateParams.LineItem.builder()
                                .setQuantity(1L)
                                .setPriceData(
                                        SessionCreateParams.LineItem.PriceData.builder()
                                                .setCurrency("eur")
                                                .setUnitAmount(5L)
                                                .setProductData(
                                                        SessionCreateParams.LineItem.PriceData.ProductData.builder()
                                                                .setName("Popcorn")
                                                                .build())
                                                .build())
                                .build())
                .build();

        assertThatThrownBy(() -> stripe.v1().checkout().sessions().create(twoCurrencies))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        refused -> assertThat(refused.getParam()).isEqualTo("line_items[2][price_data][currency]"));
    }

    @Test
    void aSessionMustLastFromHalfAnHourToADay() {
        for (Duration life : List.of(Duration.ofMinutes(29), Duration.ofHours(25))) {
            SessionCreateParams params = Shop.order().setExpiresAt(time.now().plus(life).getEpochSecond()).build();
            assertThatThrownBy(() -> stripe.v1().checkout().sessions().create(params))
                    .isInstanceOfSatisfying(
                            InvalidRequestException.class,
                            refused -> assertThat(refused.getParam()).isEqualTo("expires_at"));
        }
    }

    @Test
    void addressesThatAreNoneAreRefused() {
        SessionCreateParams params = Shop.order().setSuccessUrl("paid.html").build();

        assertThatThrownBy(() -> stripe.v1().checkout().sessions().create(params)).isInstanceOfSatisfying(
                InvalidRequestException.class,
                refused -> {
                    assertThat(refused.getParam()).isEqualTo("success_url");
                    assertThat(refused.getCode()).isEqualTo("url_invalid");
                });
    }

    @Test
    void anUnknownAddressIsSaidToBeUnknown() throws Exception {
        HttpResponse<String> answer = post("/v1/subscriptions", "");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(error(answer).get("message").asText()).contains("POST /v1/subscriptions");
    }

    @Test
    void aBodyThatIsNoFormIsRefused() throws Exception {
        HttpResponse<String> answer = post("/v1/refunds", "{}", "Content-Type", "application/json");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(error(answer).get("message").asText()).contains("application/x-www-form-urlencoded");
    }

    @Test
    void listsArePagedInBothDirections() throws StripeException {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            made.addFirst(stripe.v1().paymentIntents().create(tenEuros().build()).getId());
        }

        StripeCollection<PaymentIntent> first = stripe.v1()
                .paymentIntents()
                .list(PaymentIntentListParams.builder().setLimit(3L).build());
        StripeCollection<PaymentIntent> next = stripe.v1()
                .paymentIntents()
                .list(PaymentIntentListParams.builder().setLimit(3L).setStartingAfter(made.get(2)).build());
        StripeCollection<PaymentIntent> last = stripe.v1()
                .paymentIntents()
                .list(PaymentIntentListParams.builder().setLimit(3L).setStartingAfter(made.get(5)).build());
        StripeCollection<PaymentIntent> back = stripe.v1()
                .paymentIntents()
                .list(PaymentIntentListParams.builder().setLimit(3L).setEndingBefore(made.get(5)).build());
        List<String> automatically = new ArrayList<>();
        stripe.v1()
                .paymentIntents()
                .list(PaymentIntentListParams.builder().setLimit(2L).build())
                .autoPagingIterable()
                .forEach(intent -> automatically.add(intent.getId()));

        assertThat(first.getData()).extracting(PaymentIntent::getId).isEqualTo(made.subList(0, 3));
        assertThat(first.getHasMore()).isTrue();
        assertThat(next.getData()).extracting(PaymentIntent::getId).isEqualTo(made.subList(3, 6));
        assertThat(last.getData()).extracting(PaymentIntent::getId).isEqualTo(made.subList(6, 7));
        assertThat(last.getHasMore()).isFalse();
        assertThat(back.getData()).extracting(PaymentIntent::getId).isEqualTo(made.subList(2, 5));
        assertThat(back.getHasMore()).isTrue();
        assertThat(automatically).isEqualTo(made);
    }

    @Test
    void listsAreNarrowedByTime() throws StripeException {
        stripe.v1().paymentIntents().create(tenEuros().build());
        time.advance(Duration.ofMinutes(10));
        PaymentIntent later = stripe.v1().paymentIntents().create(tenEuros().build());

        var found = stripe.v1()
                .paymentIntents()
                .list(
                        PaymentIntentListParams.builder()
                                .setCreated(
                                        PaymentIntentListParams.Created.builder().setGte(later.getCreated()).build())
                                .build());

        assertThat(found.getData()).containsExactly(later);
    }

    @Test
    void chargesAndRefundsOfATimeAreListed() throws StripeException {
        pay("pm_card_visa");
        time.advance(Duration.ofHours(1));
        long from = time.now().getEpochSecond();
        List<String> intents = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            intents.addFirst(pay("pm_card_visa").getId());
            time.advance(Duration.ofSeconds(1));
        }
        assertThatThrownBy(() -> pay("pm_card_visa_chargeDeclined")).isInstanceOf(CardException.class);
        Refund refund = stripe.v1()
                .refunds()
                .create(
                        RefundCreateParams.builder()
                                .setPaymentIntent(intents.getFirst())
                                .putMetadata("r", "1")
                                .build());
        long until = time.now().getEpochSecond() + 1;
        time.advance(Duration.ofSeconds(1));
        PaymentIntent later = pay("pm_card_visa");

        List<Charge> charges = new ArrayList<>();
        stripe.v1()
                .charges()
                .list(
                        ChargeListParams.builder()
                                .setCreated(ChargeListParams.Created.builder().setGte(from).setLt(until).build())
                                .setLimit(2L)
                                .build())
                .autoPagingIterable()
                .forEach(charges::add);
        var refunds = stripe.v1()
                .refunds()
                .list(
                        RefundListParams.builder()
                                .setCreated(RefundListParams.Created.builder().setGte(from).setLt(until).build())
                                .build());

        assertThat(charges.getFirst().getStatus()).isEqualTo("failed");
        assertThat(charges.stream().skip(1)).extracting(Charge::getPaymentIntent).isEqualTo(intents);
        assertThat(charges.stream().skip(1))
                .allMatch(charge -> charge.getCaptured() && charge.getStatus().equals("succeeded"));
        assertThat(
                stripe.v1()
                        .charges()
                        .list(ChargeListParams.builder().setPaymentIntent(later.getId()).build())
                        .getData()).singleElement().extracting(Charge::getId).isEqualTo(later.getLatestCharge());
        assertThat(refunds.getData()).containsExactly(refund);
    }

    private PaymentIntent pay(String card) throws StripeException {
        return stripe.v1().paymentIntents().create(tenEuros().setPaymentMethod(card).setConfirm(true).build());
    }

    @Test
    void whatHappenedIsToldAsEventsWithTheRequestThatCausedIt() throws StripeException {
        PaymentIntent paid = stripe.v1()
                .paymentIntents()
                .create(
                        tenEuros().setPaymentMethod("pm_card_visa").setConfirm(true).build(), key("k7"));

        List<Event> events = stripe.v1().events().list().getData();
        Event succeeded = stripe.v1()
                .events()
                .list(EventListParams.builder().setType("payment_intent.succeeded").build())
                .getData()
                .getFirst();

        assertThat(events).extracting(Event::getType)
                .containsExactly("payment_intent.succeeded", "payment_intent.created");
        assertThat(stripe.v1().events().retrieve(succeeded.getId())).isEqualTo(succeeded);
        assertThat(succeeded.getRequest().getIdempotencyKey()).isEqualTo("k7");
        assertThat(succeeded.getRequest().getId()).isEqualTo(paid.getLastResponse().requestId());
        assertThat(succeeded.getPendingWebhooks()).isZero();
        assertThat(succeeded.getDataObjectDeserializer().getObject()).hasValue(paid);
    }
}
