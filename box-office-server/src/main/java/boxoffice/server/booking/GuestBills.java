package boxoffice.server.booking;

import boxoffice.model.Locks.PriceLine;
import boxoffice.model.Money;
import boxoffice.model.Movies.ShowDetails;
import boxoffice.model.PaymentId;
import boxoffice.model.SeatId;
import boxoffice.server.catalog.Listings;
import boxoffice.server.payment.PaymentGateway;
import boxoffice.server.payment.Payments;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Says what guests buy, where they pay for it. Thread-safe.
final class GuestBills {
    private final Listings listings;
    private final URI afterPayment;

    /// @param afterPayment where a guest's browser goes when the gateway is done with it
    GuestBills(Listings listings, URI afterPayment) {
        this.listings = listings;
        this.afterPayment = afterPayment;
    }

    /// The bill of a booking, in lines that add up to what is due.
    Payments.Bill of(BookingEntry booking, PaymentId payment) {
        ShowDetails show = listings.lately(booking.show()).orElseThrow();
        String description = "%s, %s, %s: %s"
                .formatted(
                        show.title(),
                        show.theaterName(),
                        show.time().toLocalDateTime().toString().replace('T', ' '),
                        booking.seatIds().stream().map(SeatId::value).collect(Collectors.joining(", ")));
        return new Payments.Bill(
                description,
                lines(booking, show.title()),
                PaidPage.of(afterPayment, payment),
                booking.heldUntil());
    }

    private static List<PaymentGateway.Line> lines(BookingEntry booking, String title) {
        if (!booking.due().equals(booking.total())) {
            return List.of(new PaymentGateway.Line("Exchange for " + title, booking.due()));
        }
        return booking.lines()
                .stream()
                .filter(line -> !line.included())
                .map(
                        line -> new PaymentGateway.Line(
                                label(line, title), Money.of(line.amount(), booking.total().currency())))
                .filter(line -> line.amount().minor() > 0)
                .toList();
    }

    private static String label(PriceLine line, String title) {
        String what = line.kind() == PriceLine.Kind.SEAT ? title + ", "
                + line.label().toLowerCase(Locale.ROOT)
                + " seat" : line.label();
        return line.quantity() == 1 ? what : what + " × " + line.quantity();
    }
}
