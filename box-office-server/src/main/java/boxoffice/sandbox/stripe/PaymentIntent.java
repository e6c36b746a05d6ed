package boxoffice.sandbox.stripe;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An intended payment, from the first thought of it to its end.
///
/// @param customer whose cards may be used for it and kept, `null` for nobody's
record PaymentIntent(
        String id,
        long created,
        String clientSecret,
        Terms terms,
        State state,
        @Nullable String customer)
        implements
            Entry {

    /// What was agreed when the payment intent was made; it never changes.
    ///
    /// @param amount in minor units
    /// @param currency ISO 4217 in lower case
    /// @param session the checkout session that made the payment intent, `null` if the API did
    /// @param present the card is held to a reader
    /// @param captureMethod Stripe's word for when the money is taken, `null` for at once
    /// @param setupFutureUsage Stripe's word for how the card is to be used again, `null` for not at all
    record Terms(
            long amount,
            String currency,
            @Nullable String description,
            @Nullable String receiptEmail,
            Map<String, String> metadata,
            @Nullable String session,
            boolean present,
            @Nullable String captureMethod,
            @Nullable String setupFutureUsage) {

        /// Whether the money is only set aside at first.
        boolean capturedLater() {
            return "manual".equals(captureMethod);
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "status")
    @JsonSubTypes({
            @JsonSubTypes.Type(value = State.AwaitingCard.class, name = "requires_payment_method"),
            @JsonSubTypes.Type(value = State.AwaitingConfirmation.class, name = "requires_confirmation"),
            @JsonSubTypes.Type(value = State.AwaitingCustomer.class, name = "requires_action"),
            @JsonSubTypes.Type(value = State.Processing.class, name = "processing"),
            @JsonSubTypes.Type(value = State.AwaitingCapture.class, name = "requires_capture"),
            @JsonSubTypes.Type(value = State.Succeeded.class, name = "succeeded"),
            @JsonSubTypes.Type(value = State.Canceled.class, name = "canceled"),
    })
    sealed interface State {
        /// @param failure the last attempt, `null` before the first
        record AwaitingCard(@Nullable Failure failure) implements State {}

        record AwaitingConfirmation(Card card) implements State {}

        /// The customer has to confirm on the bank's page (3-D Secure).
        ///
        /// @param returnUrl where to go from there, `null` if there is a session or nothing was said
        record AwaitingCustomer(Card card, @Nullable String returnUrl) implements State {}

        /// @param answerAt epoch milliseconds at which the issuer answers
        record Processing(Card card, long answerAt) implements State {}

        /// The bank has set the money aside; the merchant has not taken it yet.
        record AwaitingCapture(Card card, String charge) implements State {}

        record Succeeded(Card card, String charge) implements State {}

        /// @param at epoch seconds
        record Canceled(long at, String reason, @Nullable Failure failure) implements State {}
    }

    /// An attempt that failed.
    ///
    /// @param charge `null` if it did not come to one
    record Failure(@Nullable String charge, Card card, Decline decline) {}

    PaymentIntent with(State next) {
        return new PaymentIntent(id, created, clientSecret, terms, next, customer);
    }

    PaymentIntent of(String someone) {
        return new PaymentIntent(id, created, clientSecret, terms, state, someone);
    }

    /// Stripe's word for the state.
    String status() {
        return switch (state) {
            case State.AwaitingCard _ -> "requires_payment_method";
            case State.AwaitingConfirmation _ -> "requires_confirmation";
            case State.AwaitingCustomer _ -> "requires_action";
            case State.Processing _ -> "processing";
            case State.AwaitingCapture _ -> "requires_capture";
            case State.Succeeded _ -> "succeeded";
            case State.Canceled _ -> "canceled";
        };
    }

    Optional<Failure> lastFailure() {
        return switch (state) {
            case State.AwaitingCard(Failure failure) -> Optional.ofNullable(failure);
            case State.Canceled(long _, String _, Failure failure) -> Optional.ofNullable(failure);
            case State.AwaitingConfirmation _,State.AwaitingCustomer _,State.Processing _,State.AwaitingCapture _,State.Succeeded _ ->
                Optional.empty();
        };
    }

    /// The card that was used last.
    Optional<Card> card() {
        return switch (state) {
            case State.AwaitingConfirmation(Card card) -> Optional.of(card);
            case State.AwaitingCustomer(Card card, String _) -> Optional.of(card);
            case State.Processing(Card card, long _) -> Optional.of(card);
            case State.AwaitingCapture(Card card, String _) -> Optional.of(card);
            case State.Succeeded(Card card, String _) -> Optional.of(card);
            case State.AwaitingCard _,State.Canceled _ -> lastFailure().map(Failure::card);
        };
    }
}
