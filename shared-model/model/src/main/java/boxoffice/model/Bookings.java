package boxoffice.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Bookings and payments on the wire (BOOK-1, BOOK-2, PAY-3).
public final class Bookings {
    private Bookings() {}

    /// Where a booking stands.
    public enum BookingStatus {
        PENDING,
        CONFIRMED,
        FAILED,
        CANCELLED,
        /// Paid, but something needs a person or the automatic refund (PAY-6).
        PENDING_REVIEW
    }

    /// Where a payment stands.
    public enum PaymentStatus {
        INITIATED,
        PROCESSING,
        SUCCESS,
        FAILED,
        REFUNDED
    }

    /// How the guest pays (PAY-1).
    public enum PaymentMethod {
        CARD,
        /// On a card reader at a counter or kiosk.
        CARD_PRESENT,
        UPI,
        NETBANKING,
        WALLET,
        APPLE_PAY,
        GOOGLE_PAY,
        CASH
    }

    /// Where a refund stands (CANC-1).
    public enum RefundStatus {
        PENDING,
        PROCESSING,
        SUCCESS,
        FAILED
    }

    /// The body of `POST /api/v1/bookings`. A walk-in needs neither name nor e-mail.
    ///
    /// @param email where to send the tickets; the account's own address where nothing is said
    /// @param phone where to send short messages, with its country's code
    /// @param reader the card reader before which the guest stands, for [PaymentMethod#CARD_PRESENT]
    /// @param rememberCard whether the card is to be remembered for the guest (PAY-4), for [PaymentMethod#CARD]
    /// @param cardId one of the guest's remembered cards, which the gateway's page then offers beside any other card; for
    ///     [PaymentMethod#CARD], and not together with `rememberCard`
    public record BookingRequest(
            LockId lockId,
            PaymentMethod paymentMethod,
            @Nullable String name,
            @Nullable String email,
            @Nullable String phone,
            @Nullable String reader,
            @Nullable Boolean rememberCard,
            @Nullable CardId cardId) {
        /// A booking that nobody is called about, paid without a card reader.
        public BookingRequest(
                LockId lockId, PaymentMethod paymentMethod, @Nullable String name, @Nullable String email) {
            this(lockId, paymentMethod, name, email, null, null, null, null);
        }

        @JsonCreator
        public BookingRequest {
            InvalidField.require(lockId, "lockId");
            InvalidField.require(paymentMethod, "paymentMethod");
            name = name == null ? null : InvalidField.text(name, "name", 100);
            email = email == null ? null : InvalidField.email(email, "email");
            phone = phone == null ? null : InvalidField.phone(phone, "phone");
            reader = reader == null ? null : InvalidField.text(reader, "reader", 100);
            if (Boolean.TRUE.equals(rememberCard) && paymentMethod != PaymentMethod.CARD) {
                throw new InvalidField("rememberCard", "goes with a card only", "paymentMethod CARD");
            }
            if (cardId != null && paymentMethod != PaymentMethod.CARD) {
                throw new InvalidField("cardId", "goes with a card only", "paymentMethod CARD");
            }
            if (cardId != null && Boolean.TRUE.equals(rememberCard)) {
                throw new InvalidField("cardId", "is a card that is remembered already", "rememberCard or cardId");
            }
        }
    }

    /// The answer to `POST /api/v1/bookings`.
    ///
    /// @param reference what the guest can read out: 8 letters and digits without look-alikes
    /// @param status PENDING, or CONFIRMED for what is paid at once: cash, or tickets that cost nothing
    /// @param paymentUrl the gateway's hosted page, where the guest pays on one
    /// @param paymentCode what a QR is to show, where the guest pays by scanning one, such as `upi://pay?…`
    /// @param expiresAt until when the seats wait for the payment
    public record BookingCreated(
            BookingId bookingId,
            String reference,
            BookingStatus status,
            PaymentId paymentId,
            @Nullable String paymentUrl,
            @Nullable String paymentCode,
            Instant expiresAt) {}

    /// The answer to `GET /api/v1/users/me/bookings`, newest first.
    public record BookingList(List<Booking> bookings) {}

    /// The answer to `GET /api/v1/bookings/{id}`.
    ///
    /// @param paymentFailure why the last try to pay failed
    /// @param review what keeps a paid booking from being confirmed
    /// @param expiresAt until when unpaid seats are held
    /// @param tickets one for each seat once confirmed, empty before
    public record Booking(
            BookingId id,
            String reference,
            BookingStatus status,
            Movies.ShowDetails show,
            List<Locks.PricedSeat> seats,
            List<Locks.PriceLine> lines,
            BigDecimal totalAmount,
            String currency,
            PaymentStatus paymentStatus,
            PaymentId paymentId,
            @Nullable String paymentUrl,
            @Nullable String paymentCode,
            @Nullable String paymentFailure,
            @Nullable Review review,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant confirmedAt,
            List<Tickets.Ticket> tickets) {}

    /// The body of `POST /api/v1/payments`: another attempt to pay for a booking that is still pending. What the guest said
    /// about their card when they booked still holds.
    ///
    /// @param reader the card reader before which the guest stands, for [PaymentMethod#CARD_PRESENT]
    public record PaymentRequest(BookingId bookingId, PaymentMethod method, @Nullable String reader) {
        /// Without a card reader.
        public PaymentRequest(BookingId bookingId, PaymentMethod method) {
            this(bookingId, method, null);
        }

        @JsonCreator
        public PaymentRequest {
            InvalidField.require(bookingId, "bookingId");
            InvalidField.require(method, "method");
            reader = reader == null ? null : InvalidField.text(reader, "reader", 100);
        }
    }

    /// The answer to `POST /api/v1/payments`.
    ///
    /// @param gatewayUrl the hosted page, where the guest pays on one
    /// @param code what a QR is to show, where the guest pays by scanning one
    /// @param failure why the last try failed
    public record Payment(
            PaymentId paymentId,
            BookingId bookingId,
            PaymentStatus status,
            PaymentMethod method,
            String gateway,
            @Nullable String gatewayUrl,
            @Nullable String code,
            @Nullable String failure,
            BigDecimal amount,
            String currency) {}

    /// The body of `POST /api/v1/payments/{id}/refund`.
    ///
    /// @param amount what to give back; all that is left when absent
    public record RefundRequest(@Nullable BigDecimal amount, String reason) {
        public RefundRequest {
            reason = InvalidField.text(reason, "reason", 200);
        }
    }

    /// The answer to `POST /api/v1/payments/{id}/refund`.
    ///
    /// @param reason why the money goes back
    /// @param failure why the gateway did not give it back the last time, or that it does not say whether it did
    public record Refund(
            RefundId refundId,
            PaymentId paymentId,
            RefundStatus status,
            BigDecimal amount,
            String currency,
            String reason,
            @Nullable String failure) {}

    /// Why a paid booking is not confirmed (PAY-6).
    public enum ReviewReason {
        /// Something went wrong on our side; it is tried again.
        NOT_CONFIRMED,
        /// Somebody else got the seats before the money came. The guest may choose others.
        SEATS_LOST,
        /// The gateway could not give money back, or has not said for a day whether it did; somebody has to see to it.
        REFUND_FAILED
    }

    /// What a guest is told of a booking under review.
    ///
    /// @param refundAt when the money goes back by itself
    /// @param alternatives selections like the lost one that cost no more, the nearest first: to be locked and then named in
    ///     `POST /api/v1/bookings/{id}/seats`
    public record Review(ReviewReason reason, @Nullable Instant refundAt, List<List<SeatId>> alternatives) {}

    /// The body of `POST /api/v1/bookings/{id}/seats`: other seats in place of those that were lost.
    public record SeatsRequest(LockId lockId) {
        public SeatsRequest {
            InvalidField.require(lockId, "lockId");
        }
    }
}
