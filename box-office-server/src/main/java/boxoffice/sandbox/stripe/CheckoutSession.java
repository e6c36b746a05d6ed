package boxoffice.sandbox.stripe;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A customer's visit to the hosted payment page.
///
/// @param expiresAt epoch seconds
/// @param paymentIntent `null` until the customer first tries to pay, as in Stripe's API
/// @param payer the name on the card that paid
/// @param customer who pays, as far as the merchant knows or wants to know; one that the session makes is there once it is
///     paid
record CheckoutSession(
        String id,
        long created,
        long expiresAt,
        Order order,
        Status status,
        @Nullable String paymentIntent,
        @Nullable String payer,
        @Nullable String customer)
        implements
            Entry {

    /// What the merchant asked for; it never changes.
    ///
    /// @param total in minor units
    /// @param merchant the name to show instead of the configured one
    /// @param paymentMetadata the metadata of the payment intent to be made
    /// @param setupFutureUsage how the card is to be used again, `null` for not at all
    /// @param createsCustomer whether who pays is to be a customer whom the merchant knows again
    /// @param allowRedisplay whether a card that is kept may be shown again, `null` for Stripe's own choice
    /// @param redisplay which of the customer's cards are shown, in Stripe's words
    record Order(
            List<LineItem> lineItems,
            String currency,
            long total,
            @Nullable String clientReferenceId,
            Map<String, String> metadata,
            @Nullable String successUrl,
            @Nullable String cancelUrl,
            @Nullable String customerEmail,
            @Nullable String merchant,
            @Nullable String paymentDescription,
            @Nullable String receiptEmail,
            Map<String, String> paymentMetadata,
            @Nullable String setupFutureUsage,
            boolean createsCustomer,
            @Nullable String allowRedisplay,
            List<String> redisplay) {
        /// A journal may have some that say nothing of which cards are shown.
        Order {
            redisplay = Objects.requireNonNullElse(redisplay, List.of());
        }

        /// What becomes of a card that is kept: Stripe shows it again only where the merchant says so.
        String redisplayOfNewCard() {
            return allowRedisplay == null ? "limited" : allowRedisplay;
        }
    }

    /// @param unitAmount in minor units
    record LineItem(String id, String name, @Nullable String description, long unitAmount, long quantity) {
        long total() {
            return unitAmount * quantity;
        }
    }

    enum Status {
        OPEN,
        COMPLETE,
        EXPIRED
    }

    boolean open() {
        return status == Status.OPEN;
    }

    CheckoutSession payingWith(String intent) {
        return new CheckoutSession(id, created, expiresAt, order, status, intent, payer, customer);
    }

    /// @param payingCustomer the one that was named, or that was made
    CheckoutSession completedBy(@Nullable String cardHolder, @Nullable String payingCustomer) {
        return new CheckoutSession(
                id, created, expiresAt, order, Status.COMPLETE, paymentIntent, cardHolder, payingCustomer);
    }

    CheckoutSession expired() {
        return new CheckoutSession(id, created, expiresAt, order, Status.EXPIRED, paymentIntent, payer, customer);
    }

    /// What is bought, in a few words.
    String summary() {
        LineItem first = order.lineItems().getFirst();
        int others = order.lineItems().size() - 1;
        return others == 0 ? first.name() : first.name() + ", and " + others + " more";
    }
}
