package boxoffice.model;

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
    public record BookingRequest(
            LockId lockId,
            PaymentMethod paymentMethod,
            @Nullable String name,
            @Nullable String email,
            @Nullable String phone) {
        /// A booking that nobody is called about.
        public BookingRequest(
                LockId lockId, PaymentMethod paymentMethod, @Nullable String name, @Nullable String email) {
            this(lockId, paymentMethod, name, email, null);
        }

        public BookingRequest {
            InvalidField.require(lockId, "lockId");
            InvalidField.require(paymentMethod, "paymentMethod");
            name = name == null ? null : InvalidField.text(name, "name", 100);
            email = email == null ? null : InvalidField.email(email, "email");
            phone = phone == null ? null : InvalidField.phone(phone, "phone");
        }
    }

    /// The answer to `POST /api/v1/bookings`.
    ///
    /// @param reference what the guest can read out: 8 letters and digits without look-alikes
    /// @param paymentUrl the gateway's hosted page
    /// @param expiresAt until when the seats wait for the payment
    public record BookingCreated(
            BookingId bookingId,
            String reference,
            BookingStatus status,
            PaymentId paymentId,
            String paymentUrl,
            Instant expiresAt) {}

    /// The answer to `GET /api/v1/users/me/bookings`, newest first.
    public record BookingList(List<Booking> bookings) {}

    /// The answer to `GET /api/v1/bookings/{id}`.
    ///
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
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant confirmedAt,
            List<Tickets.Ticket> tickets) {}

    /// The body of `POST /api/v1/payments`: another attempt to pay for a booking that is still pending.
    public record PaymentRequest(BookingId bookingId, PaymentMethod method) {
        public PaymentRequest {
            InvalidField.require(bookingId, "bookingId");
            InvalidField.require(method, "method");
        }
    }

    /// The answer to `POST /api/v1/payments`.
    public record Payment(
            PaymentId paymentId,
            BookingId bookingId,
            PaymentStatus status,
            PaymentMethod method,
            String gateway,
            @Nullable String gatewayUrl,
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
    public record Refund(
            RefundId refundId, PaymentId paymentId, RefundStatus status, BigDecimal amount, String currency) {}
}
