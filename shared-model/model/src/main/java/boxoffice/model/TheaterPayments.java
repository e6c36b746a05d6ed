package boxoffice.model;

import boxoffice.model.Bookings.PaymentMethod;
import boxoffice.model.Bookings.Refund;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// How theaters take money, on the wire (PAY-1).
public final class TheaterPayments {
    private static final int MOST_READERS = 200;

    private TheaterPayments() {}

    /// One way to pay.
    ///
    /// @param gateway the house that takes the money, such as `STRIPE`, `RAZORPAY` or `COUNTER`
    public record Offer(PaymentMethod method, String gateway) {
        public Offer {
            InvalidField.require(method, "method");
            gateway = InvalidField.text(gateway, "gateway", 40);
        }
    }

    /// The body of `PUT /api/v1/theaters/{id}/payment-methods`, and the answer to both it and `GET`.
    ///
    /// @param methods each way once; when none is sent, every way that is configured
    public record Offers(List<Offer> methods) {
        public Offers {
            InvalidField.require(methods, "methods");
            methods = List.copyOf(methods);
            Set<PaymentMethod> seen = new HashSet<>();
            for (Offer offer : methods) {
                if (!seen.add(offer.method())) {
                    throw new InvalidField("methods", "has " + offer.method() + " twice", "each method once");
                }
            }
        }
    }

    /// A card reader.
    ///
    /// @param reader the name its gateway gave it, such as `tmr_1`
    /// @param label what staff call it
    public record CardReader(String reader, String label) {
        public CardReader {
            reader = InvalidField.text(reader, "reader", 100);
            label = InvalidField.text(label, "label", 60);
        }
    }

    /// The body of `PUT /api/v1/theaters/{id}/card-readers`, and the answer to both it and `GET`.
    public record CardReaders(List<CardReader> readers) {
        public CardReaders {
            InvalidField.require(readers, "readers");
            readers = List.copyOf(readers);
            if (readers.size() > MOST_READERS) {
                throw new InvalidField("readers", "has too many", "at most " + MOST_READERS);
            }
            if (readers.stream().map(CardReader::reader).distinct().count() < readers.size()) {
                throw new InvalidField("readers", "has one twice", "each reader once");
            }
        }
    }

    /// The answer to `GET /api/v1/refunds`, the oldest first.
    public record RefundList(List<Refund> refunds) {}
}
