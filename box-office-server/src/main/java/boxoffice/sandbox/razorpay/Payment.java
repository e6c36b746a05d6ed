package boxoffice.sandbox.razorpay;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One attempt to pay an order or a QR code.
///
/// @param amount in paise
/// @param order the order it pays, `null` if it pays a QR code
/// @param qrCode the QR code it pays, `null` if it pays an order
/// @param amountRefunded in paise; a refund that failed does not count
/// @param answerAt when the bank answers, epoch milliseconds; 0 if it has
/// @param failure why it failed
record Payment(
        String id,
        long created,
        long amount,
        String currency,
        @Nullable String order,
        @Nullable String qrCode,
        Means means,
        @Nullable String description,
        Map<String, String> notes,
        Status status,
        long amountRefunded,
        long answerAt,
        @Nullable Failure failure)
        implements
            Entry {

    enum Status {
        CREATED,
        AUTHORIZED,
        CAPTURED,
        REFUNDED,
        /// Given back by Razorpay itself, without having been captured.
        RETURNED,
        FAILED
    }

    /// What is paid with.
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "method")
    @JsonSubTypes({
            @JsonSubTypes.Type(value = Upi.class, name = "upi"),
            @JsonSubTypes.Type(value = NetBanking.class, name = "netbanking"),
            @JsonSubTypes.Type(value = Wallet.class, name = "wallet"),
            @JsonSubTypes.Type(value = Card.class, name = "card"),
    })
    sealed interface Means {}

    /// @param vpa the payer's virtual payment address
    record Upi(String vpa) implements Means {}

    record NetBanking(String bank) implements Means {}

    record Wallet(String wallet) implements Means {}

    record Card(String id, TestCard test, String last4) implements Means {}

    /// Why a payment failed.
    ///
    /// @param reason Razorpay's word, such as `payment_failed`
    record Failure(String description, String source, String step, String reason) {}

    /// Waits for the bank until then.
    Payment answeredAt(long epochMillis) {
        return new Payment(
                id, created, amount, currency, order, qrCode, means, description, notes, status, 0, epochMillis, null);
    }

    Payment with(Status next) {
        return new Payment(
                id, created, amount, currency, order, qrCode, means, description, notes, next, amountRefunded, 0, null);
    }

    Payment failed(Failure why) {
        return new Payment(
                id, created, amount, currency, order, qrCode, means, description, notes, Status.FAILED, 0, 0, why);
    }

    Payment withAmountRefunded(long refunded) {
        return new Payment(
                id, created, amount, currency, order, qrCode, means, description, notes,
                refunded == amount ? Status.REFUNDED : Status.CAPTURED, refunded, 0, null);
    }

    /// Another payment of the same order.
    Payment again(String newId) {
        return new Payment(
                newId, created, amount, currency, order, qrCode, means, description, notes, Status.AUTHORIZED, 0, 0,
                null);
    }

    Payment returned() {
        return new Payment(
                id, created, amount, currency, order, qrCode, means, description, notes, Status.RETURNED, amount, 0,
                null);
    }

    /// Whether the bank waits for its customer's consent (3-D Secure).
    boolean asked() {
        return status == Status.CREATED && answerAt == 0;
    }

    /// Whether its money came, whatever became of it afterwards.
    boolean captured() {
        return status == Status.CAPTURED || status == Status.REFUNDED;
    }

    /// The order or the QR code it pays.
    String opened() {
        return order == null ? String.valueOf(qrCode) : order;
    }
}
