package boxoffice.sandbox.stripe;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/// A fact that Stripe remembers.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
        @JsonSubTypes.Type(value = CheckoutSession.class, name = "checkout_session"),
        @JsonSubTypes.Type(value = PaymentIntent.class, name = "payment_intent"),
        @JsonSubTypes.Type(value = Charge.class, name = "charge"),
        @JsonSubTypes.Type(value = Refund.class, name = "refund"),
        @JsonSubTypes.Type(value = Event.class, name = "event"),
        @JsonSubTypes.Type(value = Delivered.class, name = "delivered"),
        @JsonSubTypes.Type(value = PaymentMethod.class, name = "payment_method"),
        @JsonSubTypes.Type(value = Customer.class, name = "customer"),
        @JsonSubTypes.Type(value = Reader.class, name = "terminal_reader"),
        @JsonSubTypes.Type(value = KeptAnswer.class, name = "kept_answer"),
})
sealed interface Entry extends boxoffice.sandbox.common.Entry
        permits
        CheckoutSession,
        PaymentIntent,
        Charge,
        Refund,
        PaymentMethod,
        Customer,
        Reader,
        Event,
        Delivered,
        KeptAnswer {}
