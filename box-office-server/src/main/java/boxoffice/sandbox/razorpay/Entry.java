package boxoffice.sandbox.razorpay;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/// A fact that Razorpay remembers.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
        @JsonSubTypes.Type(value = Order.class, name = "order"),
        @JsonSubTypes.Type(value = QrCode.class, name = "qr_code"),
        @JsonSubTypes.Type(value = Checkout.class, name = "checkout"),
        @JsonSubTypes.Type(value = Payment.class, name = "payment"),
        @JsonSubTypes.Type(value = Refund.class, name = "refund"),
        @JsonSubTypes.Type(value = Event.class, name = "event"),
        @JsonSubTypes.Type(value = Delivered.class, name = "delivered"),
        @JsonSubTypes.Type(value = KeptAnswer.class, name = "kept_answer"),
})
sealed interface Entry extends boxoffice.sandbox.common.Entry
        permits
        Order,
        QrCode,
        Checkout,
        Payment,
        Refund,
        Event,
        Delivered,
        KeptAnswer {}
