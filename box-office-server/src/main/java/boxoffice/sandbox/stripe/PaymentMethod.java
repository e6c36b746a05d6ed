package boxoffice.sandbox.stripe;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A card that was used, for whoever wants to know it or to use it again: the token `pm_…`.
///
/// A journal may have some without the members from `paymentIntent` on, and with one that says nothing now.
///
/// @param present the card was held to a reader
/// @param paymentIntent by which it came
/// @param customer who it is attached to; only for them it is used again
/// @param allowRedisplay Stripe's word for whether its customer sees it again when they pay
@JsonIgnoreProperties("reusable")
record PaymentMethod(
        String id,
        long created,
        Card card,
        boolean present,
        String paymentIntent,
        @Nullable String customer,
        String allowRedisplay)
        implements
            Entry {
    PaymentMethod {
        paymentIntent = Objects.requireNonNullElse(paymentIntent, "");
        allowRedisplay = Objects.requireNonNullElse(allowRedisplay, "limited");
    }

    boolean belongsTo(String someone) {
        return someone.equals(customer);
    }

    PaymentMethod attachedTo(String someone, String redisplay) {
        return new PaymentMethod(id, created, card, present, paymentIntent, someone, redisplay);
    }

    PaymentMethod detached() {
        return new PaymentMethod(id, created, card, present, paymentIntent, null, allowRedisplay);
    }
}
