package boxoffice.sandbox.razorpay;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A code that a guest's UPI app reads and pays, once.
///
/// @param amount in paise, the only one that can be paid
/// @param closeBy when it closes by itself, epoch seconds
/// @param closedAt epoch seconds, 0 while it is open
/// @param closeReason why it was closed; `null` while it is open
/// @param payment the payment that was made with it
record QrCode(
        String id,
        long created,
        @Nullable String name,
        long amount,
        @Nullable String description,
        Map<String, String> notes,
        long closeBy,
        long closedAt,
        @Nullable CloseReason closeReason,
        @Nullable String payment)
        implements
            Entry {

    enum CloseReason {
        ON_DEMAND,
        PAID,
        CLOSED_BY_TIME
    }

    boolean active() {
        return closeReason == null;
    }

    QrCode closed(CloseReason reason, long at) {
        return new QrCode(id, created, name, amount, description, notes, closeBy, at, reason, payment);
    }

    QrCode paidBy(String newPayment, long at) {
        return new QrCode(
                id, created, name, amount, description, notes, closeBy, at, CloseReason.PAID, newPayment);
    }

    /// The reference within the code, by which a UPI app's payment finds back to it.
    String reference() {
        return "RZP" + id.substring("qr_".length()) + "qrv2";
    }
}
