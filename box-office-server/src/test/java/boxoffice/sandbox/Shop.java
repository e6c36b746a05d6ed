package boxoffice.sandbox;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.PaymentIntent;
import com.stripe.model.checkout.Session;
import com.stripe.param.checkout.SessionCreateParams;
import java.net.URI;

/// A merchant who uses Stripe's own library, unmodified.
final class Shop {
    private final StripeClient stripe;

    Shop(SandboxGateway gateway, String secretKey) {
        this(gateway.uri(), secretKey);
    }

    Shop(URI gateway, String secretKey) {
        this(StripeClient.builder().setApiKey(secretKey).setApiBase(gateway.toString()).build());
    }

    /// A merchant who waits half a second for an answer, and asks once.
    static Shop impatient(SandboxGateway gateway, String secretKey) {
        return new Shop(
                StripeClient.builder()
                        .setApiKey(secretKey)
                        .setApiBase(gateway.uri().toString())
                        .setReadTimeout(500)
                        .setMaxNetworkRetries(0)
                        .build());
    }

    private Shop(StripeClient client) {
        stripe = client;
    }

    StripeClient stripe() {
        return stripe;
    }

    /// Two seats at 250.00 rupees and a booking fee of 30.00.
    static SessionCreateParams.Builder order() {
        return SessionCreateParams.builder()
                .setMode(SessionCreateParams.Mode.PAYMENT)
                .setClientReferenceId("booking-1")
                .putMetadata("bookingId", "booking-1")
                .setPaymentIntentData(
                        SessionCreateParams.PaymentIntentData.builder()
                                .setDescription("Booking ABC123")
                                .putMetadata("bookingId", "booking-1")
                                .build())
                .addLineItem(item("Seats C7 and C8", 25_000, 2))
                .addLineItem(item("Booking fee", 3_000, 1))
                .setSuccessUrl("https://boxoffice.example/paid?session={CHECKOUT_SESSION_ID}")
                .setCancelUrl("https://boxoffice.example/cancelled");
    }

    static SessionCreateParams.LineItem item(String name, long unitAmount, long quantity) {
        return SessionCreateParams.LineItem.builder()
                .setQuantity(quantity)
                .setPriceData(
                        SessionCreateParams.LineItem.PriceData.builder()
                                .setCurrency("inr")
                                .setUnitAmount(unitAmount)
                                .setProductData(
                                        SessionCreateParams.LineItem.PriceData.ProductData.builder()
                                                .setName(name)
                                                .build())
                                .build())
                .build();
    }

    Session open() throws StripeException {
        return stripe.v1().checkout().sessions().create(order().build());
    }

    Session session(String id) throws StripeException {
        return stripe.v1().checkout().sessions().retrieve(id);
    }

    PaymentIntent intentOf(String session) throws StripeException {
        return stripe.v1().paymentIntents().retrieve(session(session).getPaymentIntent());
    }

    Charge chargeOf(String session) throws StripeException {
        return stripe.v1().charges().retrieve(intentOf(session).getLatestCharge());
    }

    static URI page(Session session) {
        return URI.create(session.getUrl());
    }
}
