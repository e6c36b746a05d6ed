package boxoffice.sandbox.razorpay;

import boxoffice.sandbox.common.Fault;
import boxoffice.sandbox.common.Lookup;
import boxoffice.sandbox.common.Subject;
import boxoffice.sandbox.common.Subject.Habit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Payments as the script looks at them: from the opening of an order or a QR code to the end.
final class Subjects {
    private static final String GATEWAY = "razorpay";
    /// The address that, at Razorpay's own test mode too, does not pay.
    private static final String FAILING_VPA = "failure@razorpay";

    private Subjects() {}

    static Subject of(Order order) {
        return new Subject(
                GATEWAY,
                order.id().isEmpty() ? null : order.id(),
                order.amount(),
                order.currency().toLowerCase(Locale.ROOT),
                null,
                order.notes(),
                List.of());
    }

    static Subject of(QrCode code) {
        return new Subject(
                GATEWAY,
                code.id().isEmpty() ? null : code.id(),
                code.amount(),
                "inr",
                code.description(),
                code.notes(),
                List.of());
    }

    /// The order or the QR code with this id.
    static Optional<Subject> find(Lookup lookup, String opened) {
        return lookup.find(Order.class, opened)
                .map(Subjects::of)
                .or(() -> lookup.find(QrCode.class, opened).map(Subjects::of));
    }

    static Optional<Subject> ofPayment(Lookup lookup, String payment) {
        return lookup.find(Payment.class, payment).flatMap(found -> find(lookup, found.opened()));
    }

    static Optional<Subject> ofRefund(Lookup lookup, String refund) {
        return lookup.find(Refund.class, refund).flatMap(found -> ofPayment(lookup, found.payment()));
    }

    static List<Habit> habits(Payment.Means means) {
        return switch (means) {
            case Payment.Card card -> card.test().habits();
            case Payment.Upi(String vpa) -> vpa.equals(FAILING_VPA)
                    ? List.of(Habit.always(new Fault.Decline(Fault.Reason.GENERIC)))
                    : List.of();
            case Payment.NetBanking _,Payment.Wallet _ -> List.of();
        };
    }
}
