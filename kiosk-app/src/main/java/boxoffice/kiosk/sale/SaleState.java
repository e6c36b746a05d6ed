package boxoffice.kiosk.sale;

import boxoffice.model.Bookings;
import boxoffice.model.Locks;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/// Where a sale stands (KIOSK-1). A move that is not a method of a state cannot be made from it.
public sealed interface SaleState {

    /// Nobody buys.
    record Idle() implements SaleState {
        public SelectingSeats choose(ChosenShow show) {
            return new SelectingSeats(show);
        }
    }

    /// A show is chosen; no seat is held yet.
    record SelectingSeats(ChosenShow show) implements SaleState {
        public SelectingSeats choose(ChosenShow other) {
            return new SelectingSeats(other);
        }

        public SeatsLocked locked(List<SeatPlace> places, Locks.SeatLock lock) {
            return new SeatsLocked(show, places, lock, lock.expiresAt());
        }

        public Idle leave() {
            return new Idle();
        }
    }

    /// The server holds the seats until `expiresAt`.
    record SeatsLocked(ChosenShow show, List<SeatPlace> places, Locks.SeatLock lock, Instant expiresAt)
            implements
                Holding {
        public PaymentPending payAt(Bookings.BookingCreated booking) {
            String page = Objects.requireNonNullElse(booking.paymentUrl(), "");
            return new PaymentPending(show, places, lock, booking.expiresAt(), booking, page, Attempt.OPEN);
        }

        @Override
        public SeatsLocked until(Instant newEnd) {
            return new SeatsLocked(show, places, lock, newEnd);
        }

        @Override
        public SelectingSeats giveUp() {
            return new SelectingSeats(show);
        }

        @Override
        public Failed expire() {
            return new Failed(show, Failure.TIME_RAN_OUT);
        }
    }

    /// The guest pays on the gateway's hosted page.
    ///
    /// @param paymentUrl the page of the present attempt; empty where there is nothing to pay
    record PaymentPending(
            ChosenShow show,
            List<SeatPlace> places,
            Locks.SeatLock lock,
            Instant expiresAt,
            Bookings.BookingCreated booking,
            String paymentUrl,
            Attempt attempt)
            implements
                Holding {
        @Override
        public PaymentPending until(Instant newEnd) {
            return new PaymentPending(show, places, lock, newEnd, booking, paymentUrl, attempt);
        }

        /// The present attempt came to nothing; the seats are still held.
        public PaymentPending declined() {
            return new PaymentPending(show, places, lock, expiresAt, booking, paymentUrl, Attempt.DECLINED);
        }

        /// The guest tries again on a new page.
        public PaymentPending retryAt(String url) {
            return new PaymentPending(show, places, lock, expiresAt, booking, url, Attempt.OPEN);
        }

        public Confirmed confirm(Bookings.Booking confirmed) {
            return new Confirmed(confirmed);
        }

        public Failed fail(Failure failure) {
            return new Failed(show, failure);
        }

        @Override
        public SelectingSeats giveUp() {
            return new SelectingSeats(show);
        }

        @Override
        public Failed expire() {
            return new Failed(show, Failure.TIME_RAN_OUT);
        }
    }

    /// Paid; the tickets are issued.
    record Confirmed(Bookings.Booking booking) implements SaleState {
        public Idle finish() {
            return new Idle();
        }
    }

    /// It came to nothing.
    record Failed(ChosenShow show, Failure failure) implements SaleState {
        public SelectingSeats chooseAgain() {
            return new SelectingSeats(show);
        }

        public Idle leave() {
            return new Idle();
        }
    }

    /// The states in which seats are held for the guest.
    sealed interface Holding extends SaleState permits SeatsLocked, PaymentPending {
        ChosenShow show();

        /// Where the held seats are.
        List<SeatPlace> places();

        Locks.SeatLock lock();

        Instant expiresAt();

        /// The server moved the end of the hold.
        Holding until(Instant newEnd);

        /// The guest lets the seats go.
        SelectingSeats giveUp();

        /// The hold ended by itself.
        Failed expire();
    }

    /// How the present attempt to pay stands.
    enum Attempt {
        OPEN,
        DECLINED
    }

    /// Why a sale came to nothing.
    enum Failure {
        /// The hold ended before it was paid.
        TIME_RAN_OUT,
        /// The server closed the booking unpaid.
        NOT_PAID,
        /// Paid, but a person or the automatic refund has to finish it (PAY-6).
        IN_REVIEW
    }
}
