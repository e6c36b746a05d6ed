package boxoffice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.LineItem;
import com.stripe.model.PaymentIntent;
import com.stripe.model.checkout.Session;
import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionListParams;
import com.stripe.param.checkout.SessionRetrieveParams;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The checkout as the merchant's library and the customer's browser see it (PAY-2).
class CheckoutIT {
    private final MovableTime time = new MovableTime(Instant.parse("2027-03-01T18:00:00Z"));
    private final SandboxGateway gateway = SandboxGateway.start(
            SandboxConfig.builder().secretKey("sk_test_checkout").merchant("Odeon & Sons").build(), time);
    private final Shop shop = new Shop(gateway, "sk_test_checkout");
    private final Customer customer = new Customer();
    private Session session;
    private URI page;

    @BeforeEach
    void openSession() throws StripeException {
        session = shop.open();
        page = Shop.page(session);
    }

    @AfterEach
    void close() {
        customer.close();
        gateway.close();
    }

    @Test
    void aNewSessionIsOpenAndUnpaidAndKnowsItsOrder() throws StripeException {
        Session known = shop.session(session.getId());

        assertThat(known).isEqualTo(session);
        assertThat(known.getId()).startsWith("cs_test_");
        assertThat(known.getObject()).isEqualTo("checkout.session");
        assertThat(known.getMode()).isEqualTo("payment");
        assertThat(known.getStatus()).isEqualTo("open");
        assertThat(known.getPaymentStatus()).isEqualTo("unpaid");
        assertThat(known.getAmountTotal()).isEqualTo(53_000);
        assertThat(known.getCurrency()).isEqualTo("inr");
        assertThat(known.getClientReferenceId()).isEqualTo("booking-1");
        assertThat(known.getMetadata()).containsExactly(Map.entry("bookingId", "booking-1"));
        assertThat(known.getPaymentIntent()).isNull();
        assertThat(known.getLivemode()).isFalse();
        assertThat(known.getExpiresAt()).isEqualTo(known.getCreated() + 24 * 3600);
        assertThat(known.getUrl()).isEqualTo(gateway.uri() + "/c/pay/" + known.getId());
    }

    @Test
    void itsLineItemsAreListedAndExpanded() throws StripeException {
        List<LineItem> listed = shop.stripe().v1().checkout().sessions().lineItems().list(session.getId()).getData();
        Session expanded = shop.stripe()
                .v1()
                .checkout()
                .sessions()
                .retrieve(session.getId(), SessionRetrieveParams.builder().addExpand("line_items").build());

        assertThat(listed).extracting(LineItem::getDescription).containsExactly("Seats C7 and C8", "Booking fee");
        assertThat(listed).extracting(LineItem::getAmountTotal).containsExactly(50_000L, 3_000L);
        assertThat(expanded.getLineItems().getData()).isEqualTo(listed);
    }

    @Test
    void thePageShowsWhoIsPaidForWhatAndHowMuch() throws Exception {
        HttpResponse<String> shown = customer.look(page);

        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(shown.body()).contains(
                "Odeon &amp; Sons", "2 × Seats C7 and C8", "₹500.00", "Booking fee", "₹530.00")
                .contains("<form method=\"post\" action=\"/c/pay/" + session.getId() + "\" id=\"payment-form\"")
                .contains("<label for=\"cardNumber\">", "<label for=\"cardExpiry\">", "<label for=\"cardCvc\">")
                .contains("until <time datetime=\"2027-03-02T18:00:00Z\">18:00 UTC</time>")
                .contains("href=\"https://boxoffice.example/cancelled\"")
                .contains("4242 4242 4242 4242");
    }

    @Test
    void theMerchantOfASessionMayHaveANameOfItsOwn() throws Exception {
        Session branded = shop.stripe()
                .v1()
                .checkout()
                .sessions()
                .create(
                        Shop.order()
                                .setBrandingSettings(
                                        SessionCreateParams.BrandingSettings.builder()
                                                .setDisplayName("Rex Cinema")
                                                .build())
                                .build());

        assertThat(customer.look(Shop.page(branded)).body()).contains("Rex Cinema").doesNotContain("Odeon");
    }

    @Test
    void aGoodCardPays() throws Exception {
        HttpResponse<String> answer = customer.pay(page, Customer.GOOD_CARD);

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).hasValue("/c/pay/" + session.getId());
        Session paid = shop.session(session.getId());
        assertThat(paid.getStatus()).isEqualTo("complete");
        assertThat(paid.getPaymentStatus()).isEqualTo("paid");
        assertThat(paid.getUrl()).isNull();
        assertThat(paid.getCustomerDetails().getName()).isEqualTo("Ada Lovelace");
        PaymentIntent intent = shop.intentOf(session.getId());
        assertThat(intent.getStatus()).isEqualTo("succeeded");
        assertThat(intent.getAmountReceived()).isEqualTo(53_000);
        assertThat(intent.getDescription()).isEqualTo("Booking ABC123");
        assertThat(intent.getMetadata()).containsExactly(Map.entry("bookingId", "booking-1"));
        Charge charge = shop.chargeOf(session.getId());
        assertThat(charge.getPaid()).isTrue();
        assertThat(charge.getAmountCaptured()).isEqualTo(53_000);
        assertThat(charge.getPaymentMethodDetails().getCard().getLast4()).isEqualTo("4242");
        assertThat(charge.getPaymentIntent()).isEqualTo(intent.getId());
    }

    @Test
    void thePaidPageLeadsBackToTheMerchant() throws Exception {
        customer.pay(page, Customer.GOOD_CARD);

        HttpResponse<String> shown = customer.look(page);

        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.body()).contains("data-state=\"paid\"", "Payment received", "₹530.00")
                .contains("href=\"https://boxoffice.example/paid?session=" + session.getId() + "\"")
                .doesNotContain("<form");
    }

    @Test
    void payingAgainChargesNothingAndShowsThePaidPage() throws Exception {
        customer.pay(page, Customer.GOOD_CARD);
        PaymentIntent before = shop.intentOf(session.getId());

        HttpResponse<String> again = customer.pay(page, Customer.GOOD_CARD);

        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).contains("data-state=\"paid\"");
        assertThat(shop.intentOf(session.getId())).isEqualTo(before);
        assertThat(gateway.books().at("/totals/inr/captured").asLong()).isEqualTo(53_000);
    }

    @Test
    void manySubmitsAtOnceChargeOnce() throws Exception {
        List<Integer> statuses = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<HttpResponse<String>> submit = () -> customer.pay(page, Customer.GOOD_CARD);
            List<Future<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                answers.add(threads.submit(submit));
            }
            for (Future<HttpResponse<String>> answer : answers) {
                statuses.add(answer.get().statusCode());
            }
        }

        assertThat(statuses).containsOnlyOnce(303);
        assertThat(statuses).filteredOn(status -> status != 303).hasSize(11).containsOnly(409);
        assertThat(gateway.books().at("/totals/inr/payments").asLong()).isEqualTo(1);
    }

    @Test
    void aDeclinedCardLeavesTheSessionOpenForAnother() throws Exception {
        HttpResponse<String> declined = customer.pay(page, Customer.POOR_CARD);

        assertThat(declined.statusCode()).isEqualTo(402);
        assertThat(declined.body()).contains("data-code=\"card_declined\" data-decline-code=\"insufficient_funds\"")
                .contains("role=\"alert\"", "id=\"payment-form\"")
                .contains("value=\"Ada Lovelace\"")
                .doesNotContain("value=\"4000");
        PaymentIntent failed = shop.intentOf(session.getId());
        assertThat(failed.getStatus()).isEqualTo("requires_payment_method");
        assertThat(failed.getLastPaymentError().getCode()).isEqualTo("card_declined");
        assertThat(failed.getLastPaymentError().getDeclineCode()).isEqualTo("insufficient_funds");
        assertThat(shop.chargeOf(session.getId()).getStatus()).isEqualTo("failed");
        assertThat(shop.session(session.getId()).getStatus()).isEqualTo("open");

        assertThat(customer.pay(page, Customer.GOOD_CARD).statusCode()).isEqualTo(303);
        PaymentIntent paid = shop.intentOf(session.getId());
        assertThat(paid.getId()).isEqualTo(failed.getId());
        assertThat(paid.getStatus()).isEqualTo("succeeded");
        assertThat(paid.getLastPaymentError()).isNull();
    }

    @Test
    void theDeclinedTestNumberIsDeclinedForNoReason() throws Exception {
        assertThat(customer.pay(page, Customer.DECLINED_CARD).body()).contains("data-decline-code=\"generic_decline\"");
    }

    @Test
    void aCardThatIsNoTestCardIsNeverCharged() throws Exception {
        HttpResponse<String> answer = customer.pay(page, "5555 5555 5555 4444");

        assertThat(answer.statusCode()).isEqualTo(402);
        assertThat(answer.body()).contains("data-decline-code=\"test_mode_live_card\"");
        assertThat(gateway.books().at("/totals").isEmpty()).isTrue();
    }

    @Test
    void eachWrongFieldIsNamedAndNothingIsTried() throws Exception {
        HttpResponse<String> answer = customer.submit(
                page,
                Map.of(
                        "cardNumber", "4242 4242 4242 4241", "cardExpiry", "02/27", "cardCvc", "12", "billingName",
                        " "));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("id=\"cardNumber-error\" data-code=\"incorrect_number\"")
                .contains("id=\"cardExpiry-error\" data-code=\"invalid_expiry_year\"")
                .contains("id=\"cardCvc-error\" data-code=\"invalid_cvc\"")
                .contains("id=\"billingName-error\" data-code=\"missing_name\"")
                .contains("<a href=\"#cardNumber\">");
        assertThat(shop.session(session.getId()).getPaymentIntent()).isNull();
    }

    @Test
    void whatTheCustomerTypedIsShownAsTextOnly() throws Exception {
        HttpResponse<String> answer = customer.submit(
                page, Map.of("cardNumber", "", "billingName", "\"><script>alert(1)</script>"));

        assertThat(answer.body()).contains("&quot;&gt;&lt;script&gt;").doesNotContain("<script");
    }

    @Test
    void aSlowCardIsAnsweredLater() throws Exception {
        HttpResponse<String> waiting = customer.pay(page, Customer.SLOW_CARD);

        assertThat(waiting.statusCode()).isEqualTo(202);
        assertThat(waiting.body()).contains("data-state=\"processing\"", "http-equiv=\"refresh\"");
        assertThat(shop.intentOf(session.getId()).getStatus()).isEqualTo("processing");
        assertThat(customer.pay(page, Customer.GOOD_CARD).statusCode()).isEqualTo(202);

        time.advance(Duration.ofMillis(7_999));
        assertThat(customer.look(page).statusCode()).isEqualTo(202);
        assertThat(shop.session(session.getId()).getPaymentStatus()).isEqualTo("unpaid");

        time.advance(Duration.ofMillis(1));
        assertThat(customer.look(page).body()).contains("data-state=\"paid\"");
        assertThat(shop.session(session.getId()).getPaymentStatus()).isEqualTo("paid");
        assertThat(gateway.books().at("/totals/inr/captured").asLong()).isEqualTo(53_000);
    }

    @Test
    void aSessionThatTheMerchantExpiresCanNoLongerBePaid() throws Exception {
        Session expired = shop.stripe().v1().checkout().sessions().expire(session.getId());

        assertThat(expired.getStatus()).isEqualTo("expired");
        assertThat(customer.look(page).statusCode()).isEqualTo(410);
        assertThat(customer.pay(page, Customer.GOOD_CARD).statusCode()).isEqualTo(410);
        assertThat(gateway.books().at("/payments").isEmpty()).isTrue();
        assertThatThrownBy(() -> shop.stripe().v1().checkout().sessions().expire(session.getId()))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class, refused -> assertThat(refused.getParam()).isEqualTo("session"));
    }

    @Test
    void aPaidSessionCannotBeExpired() throws Exception {
        customer.pay(page, Customer.GOOD_CARD);

        assertThatThrownBy(() -> shop.stripe().v1().checkout().sessions().expire(session.getId()))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("complete");
        time.advance(Duration.ofDays(2));
        assertThat(shop.session(session.getId()).getStatus()).isEqualTo("complete");
    }

    @Test
    void aSessionExpiresWhenItsTimeIsOverAndCancelsItsPaymentIntent() throws Exception {
        Session brief = shop.stripe()
                .v1()
                .checkout()
                .sessions()
                .create(
                        Shop.order().setExpiresAt(time.now().plus(Duration.ofMinutes(30)).getEpochSecond()).build());
        customer.pay(Shop.page(brief), Customer.DECLINED_CARD);

        time.advance(Duration.ofMinutes(30));

        assertThat(customer.pay(Shop.page(brief), Customer.GOOD_CARD).statusCode()).isEqualTo(410);
        assertThat(shop.session(brief.getId()).getStatus()).isEqualTo("expired");
        assertThat(shop.intentOf(brief.getId()).getStatus()).isEqualTo("canceled");
    }

    @Test
    void aPaymentThatIsProcessingWhenTheTimeIsOverStillCounts() throws Exception {
        Session brief = shop.stripe()
                .v1()
                .checkout()
                .sessions()
                .create(
                        Shop.order().setExpiresAt(time.now().plus(Duration.ofMinutes(30)).getEpochSecond()).build());
        time.advance(Duration.ofMinutes(30).minusSeconds(1));
        customer.pay(Shop.page(brief), Customer.SLOW_CARD);

        time.advance(Duration.ofSeconds(2));
        assertThat(shop.session(brief.getId()).getStatus()).isEqualTo("open");
        assertThatThrownBy(() -> shop.stripe().v1().checkout().sessions().expire(brief.getId()))
                .isInstanceOf(InvalidRequestException.class);
        time.advance(Duration.ofSeconds(10));

        assertThat(shop.session(brief.getId()).getStatus()).isEqualTo("complete");
    }

    @Test
    void sessionsAreListedNewestFirstAndByPaymentIntent() throws Exception {
        Session newer = shop.open();
        customer.pay(page, Customer.GOOD_CARD);

        var all = shop.stripe().v1().checkout().sessions().list().getData();
        var paid = shop.stripe()
                .v1()
                .checkout()
                .sessions()
                .list(SessionListParams.builder().setPaymentIntent(shop.intentOf(session.getId()).getId()).build())
                .getData();

        assertThat(all).extracting(Session::getId).containsExactly(newer.getId(), session.getId());
        assertThat(paid).extracting(Session::getId).containsExactly(session.getId());
    }

    @Test
    void anUnknownPageIsNotFound() throws Exception {
        assertThat(customer.look(URI.create(gateway.uri() + "/c/pay/cs_test_nobody")).statusCode()).isEqualTo(404);
    }

    @Test
    void theFrontPageTellsOfRecentPayments() throws Exception {
        customer.pay(page, Customer.GOOD_CARD);

        assertThat(customer.look(gateway.uri()).body()).contains("Seats C7 and C8, and 1 more", "₹530.00", "paid");
        assertThat(customer.look(URI.create(gateway.uri() + "/health")).statusCode()).isEqualTo(200);
        assertThat(customer.look(URI.create(gateway.uri() + "/sandbox/style.css")).statusCode()).isEqualTo(200);
    }

    @Test
    void theBooksAreOpenToWhoeverComparesThem() throws Exception {
        customer.pay(page, Customer.GOOD_CARD);

        assertThat(customer.look(URI.create(gateway.uri() + "/sandbox/books")).body())
                .isEqualTo(gateway.books().toString())
                .contains("\"totals\":{\"inr\":{\"captured\":53000,\"refunded\":0,\"payments\":1}}")
                .contains("\"checkout_session\":\"" + session.getId() + "\"", "\"client_reference_id\":\"booking-1\"")
                .contains("\"metadata\":{\"bookingId\":\"booking-1\"}");
    }
}
