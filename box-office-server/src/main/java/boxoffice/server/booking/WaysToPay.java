package boxoffice.server.booking;

import boxoffice.model.Bookings.BookingRequest;
import boxoffice.model.Bookings.PaymentMethod;
import boxoffice.model.ProblemCode;
import boxoffice.model.TheaterId;
import boxoffice.server.http.ProblemException;
import boxoffice.server.identity.Caller;
import boxoffice.server.payment.CounterGateway;
import boxoffice.server.payment.KeptCards;
import boxoffice.server.payment.PaymentOffers;
import boxoffice.server.payment.Payments;
import boxoffice.server.storage.Sql;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds out by which gateway, reader and card a booking is paid in the way its guest has chosen, and refuses what is not for
/// them (PAY-1). Works within the caller's transaction.
final class WaysToPay {
    private final PaymentOffers offers;

    WaysToPay(PaymentOffers offers) {
        this.offers = offers;
    }

    /// The payment of a new booking.
    Payments.Wanted wanted(
            Sql sql, Caller caller, TheaterId theater, BookingEntry booking, BookingRequest request) {
        Payments.Wanted wanted = wanted(sql, caller, theater, booking, request.paymentMethod(), request.reader());
        return byCard(sql, wanted, request);
    }

    /// The payment of a booking in the way its guest has chosen. What costs nothing is paid already, whatever they chose.
    Payments.Wanted wanted(
            Sql sql,
            Caller caller,
            TheaterId theater,
            BookingEntry booking,
            PaymentMethod method,
            @Nullable String readerName) {
        Optional<String> reader = Optional.ofNullable(readerName);
        String gateway = booking.due().minor() == 0
                ? CounterGateway.NAME
                : offers.gateway(sql, theater, method);
        boolean atCounter = method == PaymentMethod.CASH || method == PaymentMethod.CARD_PRESENT;
        if (atCounter && !caller.isStaff() && caller.device().isEmpty()) {
            throw ProblemException.of(
                    ProblemCode.PAYMENT_METHOD_UNAVAILABLE, method + " is taken at the theater only.");
        }
        if (method == PaymentMethod.CASH && !caller.isStaff()) {
            throw ProblemException.of(ProblemCode.PAYMENT_METHOD_UNAVAILABLE, "CASH is taken by staff only.");
        }
        if (method == PaymentMethod.CARD_PRESENT) {
            offers.requireReader(sql, theater, reader);
        }
        return new Payments.Wanted(
                booking.id(), method, gateway, reader, booking.due(), caller.user(), false,
                Optional.empty());
    }

    /// The payment with what the guest has said about their card.
    private static Payments.Wanted byCard(Sql sql, Payments.Wanted wanted, BookingRequest request) {
        if (Boolean.TRUE.equals(request.rememberCard())) {
            return wanted.remembering();
        }
        return request.cardId() == null ? wanted : KeptCards.offering(sql, wanted, request.cardId());
    }
}
