package boxoffice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import boxoffice.sandbox.common.Fault;
import boxoffice.sandbox.common.Rule;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Event;
import com.stripe.model.PaymentIntent;
import com.stripe.model.PaymentMethod;
import com.stripe.model.checkout.Session;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.CustomerListParams;
import com.stripe.param.CustomerPaymentMethodListParams;
import com.stripe.param.EventListParams;
import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionCreateParams.PaymentMethodData.AllowRedisplay;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Customers of the sandbox's Stripe and their cards, by Stripe's own library (PAY-2, PAY-4).
class SavedCardsIT {
    private final SandboxGateway gateway =
            SandboxGateway.start(SandboxConfig.builder().secretKey("sk_test_cards").build());
    private final Shop shop = new Shop(gateway, "sk_test_cards");
    private final Customer customer = new Customer();

    @AfterEach
    void close() {
        customer.close();
        gateway.close();
    }

    @Test
    void whoPaysBecomesACustomerWhoseCardIsAttached() throws Exception {
        Session opened = remembering(AllowRedisplay.ALWAYS);
        assertThat(opened.getCustomer()).isNull();

        assertThat(customer.pay(Shop.page(opened), Customer.GOOD_CARD).statusCode()).isEqualTo(303);

        String id = shop.session(opened.getId()).getCustomer();
        assertThat(id).startsWith("cus_");
        assertThat(shop.stripe().v1().customers().retrieve(id).getName()).isEqualTo("Ada Lovelace");
        PaymentIntent intent = shop.intentOf(opened.getId());
        assertThat(intent.getCustomer()).isEqualTo(id);
        assertThat(shop.chargeOf(opened.getId()).getCustomer()).isEqualTo(id);
        PaymentMethod card = shop.stripe().v1().paymentMethods().retrieve(intent.getPaymentMethod());
        assertThat(card.getCustomer()).isEqualTo(id);
        assertThat(card.getAllowRedisplay()).isEqualTo("always");
        assertThat(cards(id)).containsExactly(card);
        assertThat(events("customer.created")).hasSize(1);
        assertThat(events("payment_method.attached")).hasSize(1);
    }

    @Test
    void aCardThatIsNotToBeUsedAgainIsAttachedToNobody() throws Exception {
        Session opened = open(Shop.order().setCustomerCreation(SessionCreateParams.CustomerCreation.ALWAYS));

        customer.pay(Shop.page(opened), Customer.GOOD_CARD);

        assertThat(cards(shop.session(opened.getId()).getCustomer())).isEmpty();
    }

    @Test
    void thePageOffersItsCustomersCardAndOneButtonPays() throws Exception {
        PaymentMethod card = saved(Customer.GOOD_CARD);
        URI page = pageFor(card.getCustomer());

        HttpResponse<String> shown = customer.look(page);

        assertThat(shown.body()).contains("Your saved card", card.getId(), "4242", "Pay by another card");
        assertThat(customer.paySaved(page, card.getId()).statusCode()).isEqualTo(303);
        PaymentIntent paid = shop.intentOf(session(page));
        assertThat(paid.getStatus()).isEqualTo("succeeded");
        assertThat(paid.getPaymentMethod()).isEqualTo(card.getId());
        assertThat(paid.getCustomer()).isEqualTo(card.getCustomer());
        assertThat(gateway.books().at("/totals/inr/captured").asLong()).isEqualTo(2 * 53_000);
    }

    @Test
    void anotherCardPaysBesideASavedOneAndIsNotKept() throws Exception {
        PaymentMethod card = saved(Customer.GOOD_CARD);
        URI page = pageFor(card.getCustomer());

        assertThat(customer.pay(page, Customer.GOOD_CARD).statusCode()).isEqualTo(303);

        assertThat(shop.intentOf(session(page)).getPaymentMethod()).isNotEqualTo(card.getId());
        assertThat(cards(card.getCustomer())).containsExactly(card);
    }

    @Test
    void aCardWhoseCustomerHasNotAgreedToSeeItAgainIsNotShown() throws Exception {
        Session first = remembering(AllowRedisplay.LIMITED);
        customer.pay(Shop.page(first), Customer.GOOD_CARD);
        String id = shop.session(first.getId()).getCustomer();

        assertThat(customer.look(pageFor(id)).body()).doesNotContain("saved card");
        Session all = open(
                Shop.order()
                        .setCustomer(id)
                        .setSavedPaymentMethodOptions(
                                SessionCreateParams.SavedPaymentMethodOptions.builder()
                                        .addAllowRedisplayFilter(
                                                SessionCreateParams.SavedPaymentMethodOptions.AllowRedisplayFilter.LIMITED)
                                        .build()));
        assertThat(customer.look(Shop.page(all)).body()).contains("Your saved card");
    }

    @Test
    void aSavedCardBehavesAsItsNumberDoes() throws Exception {
        PaymentMethod asking = paid(Customer.AUTHENTICATION_CARD);
        URI page = pageFor(asking.getCustomer());

        HttpResponse<String> asked = customer.paySaved(page, asking.getId());

        assertThat(asked.headers().firstValue("Location")).hasValueSatisfying(
                bank -> assertThat(bank).startsWith("/c/bank/"));
        assertThat(customer.atTheBank(page, asked, "refuse").statusCode()).isEqualTo(402);
        assertThat(shop.intentOf(session(page)).getStatus()).isEqualTo("requires_payment_method");
        HttpResponse<String> askedAgain = customer.paySaved(page, asking.getId());
        assertThat(customer.atTheBank(page, askedAgain, "confirm").statusCode()).isEqualTo(303);
        assertThat(shop.intentOf(session(page)).getStatus()).isEqualTo("succeeded");
    }

    @Test
    void aDeclinedSavedCardLeavesThePageOpen() throws Exception {
        PaymentMethod card = saved(Customer.GOOD_CARD);
        URI page = pageFor(card.getCustomer());
        gateway.script().add(Rule.all(new Fault.Decline(Fault.Reason.INSUFFICIENT_FUNDS)).times(1));

        HttpResponse<String> declined = customer.paySaved(page, card.getId());

        assertThat(declined.statusCode()).isEqualTo(402);
        assertThat(declined.body()).contains("insufficient_funds", "Your saved card");
        assertThat(customer.paySaved(page, card.getId()).statusCode()).isEqualTo(303);
    }

    @Test
    void aDetachedCardIsNotOfferedAndPaysNoMore() throws Exception {
        PaymentMethod card = saved(Customer.GOOD_CARD);
        URI page = pageFor(card.getCustomer());

        assertThat(shop.stripe().v1().paymentMethods().detach(card.getId()).getCustomer()).isNull();

        assertThat(cards(card.getCustomer())).isEmpty();
        assertThat(customer.look(page).body()).doesNotContain("saved card");
        assertThat(customer.paySaved(page, card.getId()).statusCode()).isEqualTo(400);
        assertThat(events("payment_method.detached")).singleElement()
                .satisfies(
                        event -> assertThat(event.getData().getPreviousAttributes())
                                .containsEntry("customer", card.getCustomer()));
        var again = catchThrowableOfType(
                InvalidRequestException.class, () -> shop.stripe().v1().paymentMethods().detach(card.getId()));
        assertThat(again.getStatusCode()).isEqualTo(400);
    }

    @Test
    void theCardOfAnotherCustomerDoesNotPay() throws Exception {
        PaymentMethod mine = saved(Customer.GOOD_CARD);
        PaymentMethod others = saved(Customer.GOOD_CARD);

        assertThat(customer.paySaved(pageFor(mine.getCustomer()), others.getId()).statusCode()).isEqualTo(400);
    }

    @Test
    void whatIsNotKnownIsRefusedInStripesWay() throws StripeException {
        var stripe = shop.stripe().v1();
        assertMissing(404, "id", () -> stripe.customers().retrieve("cus_none"));
        assertMissing(404, "id", () -> stripe.customers().paymentMethods().list("cus_none"));
        assertMissing(404, "payment_method", () -> stripe.paymentMethods().retrieve("pm_none"));
        assertMissing(404, "payment_method", () -> stripe.paymentMethods().detach("pm_none"));
        assertMissing(400, "customer", () -> open(Shop.order().setCustomer("cus_none")));
        String known = stripe.customers()
                .create(CustomerCreateParams.builder().setEmail("ada@example.org").build())
                .getId();
        var byEmail = CustomerListParams.builder().setEmail("ada@example.org").build();
        assertThat(stripe.customers().list(byEmail).getData()).singleElement()
                .satisfies(found -> assertThat(found.getId()).isEqualTo(known));
        var both = Shop.order().setCustomer(known).setCustomerCreation(SessionCreateParams.CustomerCreation.ALWAYS);
        assertThat(catchThrowableOfType(InvalidRequestException.class, () -> open(both)).getParam())
                .isEqualTo("customer_creation");
    }

    private interface Call {
        Object ask() throws StripeException;
    }

    private static void assertMissing(int status, String param, Call call) {
        var refused = catchThrowableOfType(InvalidRequestException.class, call::ask);
        assertThat(refused.getStatusCode()).isEqualTo(status);
        assertThat(refused.getCode()).isEqualTo("resource_missing");
        assertThat(refused.getParam()).isEqualTo(param);
    }

    private Session open(SessionCreateParams.Builder order) throws StripeException {
        return shop.stripe().v1().checkout().sessions().create(order.build());
    }

    private Session remembering(AllowRedisplay redisplay) throws StripeException {
        return open(
                Shop.order()
                        .setCustomerCreation(SessionCreateParams.CustomerCreation.ALWAYS)
                        .setPaymentIntentData(
                                SessionCreateParams.PaymentIntentData.builder()
                                        .setSetupFutureUsage(
                                                SessionCreateParams.PaymentIntentData.SetupFutureUsage.ON_SESSION)
                                        .build())
                        .setPaymentMethodData(
                                SessionCreateParams.PaymentMethodData.builder().setAllowRedisplay(redisplay).build()));
    }

    /// A card that somebody has paid with and had kept.
    private PaymentMethod saved(String number) throws Exception {
        Session session = remembering(AllowRedisplay.ALWAYS);
        customer.pay(Shop.page(session), number);
        return cardOf(session);
    }

    /// The same by a card of which the bank asks its owner.
    private PaymentMethod paid(String number) throws Exception {
        Session session = remembering(AllowRedisplay.ALWAYS);
        URI page = Shop.page(session);
        customer.atTheBank(page, customer.pay(page, number), "confirm");
        return cardOf(session);
    }

    private PaymentMethod cardOf(Session session) throws StripeException {
        return shop.stripe().v1().paymentMethods().retrieve(shop.intentOf(session.getId()).getPaymentMethod());
    }

    private URI pageFor(String customerId) throws StripeException {
        return Shop.page(open(Shop.order().setCustomer(customerId)));
    }

    private static String session(URI page) {
        return page.getPath().substring(page.getPath().lastIndexOf('/') + 1);
    }

    private List<PaymentMethod> cards(String customerId) throws StripeException {
        return shop.stripe()
                .v1()
                .customers()
                .paymentMethods()
                .list(
                        customerId,
                        CustomerPaymentMethodListParams.builder()
                                .setType(CustomerPaymentMethodListParams.Type.CARD)
                                .build())
                .getData();
    }

    private List<Event> events(String type) throws StripeException {
        return shop.stripe().v1().events().list(EventListParams.builder().setType(type).build()).getData();
    }
}
