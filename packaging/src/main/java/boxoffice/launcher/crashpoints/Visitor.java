package boxoffice.launcher.crashpoints;

import boxoffice.client.BoxOfficeClient;
import boxoffice.client.BoxOfficeException;
import boxoffice.client.BoxOfficeException.Refused;
import boxoffice.client.BoxOfficeException.Unreachable;
import boxoffice.launcher.Patience;
import boxoffice.launcher.Phone;
import boxoffice.model.BookingId;
import boxoffice.model.Bookings.Booking;
import boxoffice.model.Bookings.BookingCreated;
import boxoffice.model.Bookings.BookingRequest;
import boxoffice.model.Bookings.BookingStatus;
import boxoffice.model.Bookings.PaymentMethod;
import boxoffice.model.Cancellations.CancelRequest;
import boxoffice.model.LockId;
import boxoffice.model.Locks.LockRequest;
import boxoffice.model.ProblemCode;
import boxoffice.model.SeatId;
import boxoffice.model.ShowId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// A guest who wants these seats and does not give up: what got no answer, or "later", is asked again with the same
/// `Idempotency-Key`, and a selection whose time is over is made again.
final class Visitor {
    private static final Duration BETWEEN = Duration.ofMillis(60);
    /// As long as an interrupted request is kept for whoever began it.
    private static final Duration A_MINUTE = Duration.ofSeconds(61);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int SELECTIONS = 3;

    private final BoxOfficeClient client;
    private final MovedClock clock;
    private final Phone phone;
    private final ShowId show;
    private final List<SeatId> seats;
    private volatile Optional<Booking> told = Optional.empty();
    private volatile boolean waiting;

    /// @param client signed in
    Visitor(BoxOfficeClient client, MovedClock clock, Phone phone, ShowId show, List<SeatId> seats) {
        this.client = client;
        this.clock = clock;
        this.phone = phone;
        this.show = show;
        this.seats = List.copyOf(seats);
    }

    ShowId show() {
        return show;
    }

    List<SeatId> seats() {
        return seats;
    }

    /// What the guest was told last of the booking, once its fate was known.
    Optional<Booking> told() {
        return told;
    }

    /// Whether the guest has paid, and only time can tell more.
    boolean waits() {
        return waiting;
    }

    /// Asks for the seats once, and leaves whatever comes of it.
    void chooseAndLeave() {
        try {
            client.lock(new LockRequest(show, seats));
        } catch (BoxOfficeException nobodyCares) {
            // the guest is gone
        }
    }

    /// Somebody else who wants the same seats.
    Visitor successor(BoxOfficeClient other) {
        return new Visitor(other, clock, phone, show, seats);
    }

    /// Buys the seats, and comes back when the guest knows what became of it.
    void buy() {
        for (int selection = 1; told.isEmpty(); selection++) {
            try {
                LockId lock = insist(() -> client.lock(new LockRequest(show, seats))).lockId();
                UUID key = UUID.randomUUID();
                BookingRequest wish = new BookingRequest(lock, PaymentMethod.CARD, null, null);
                BookingCreated created = insist(() -> client.book(wish, key));
                pay(Objects.requireNonNull(created.paymentUrl()));
                waiting = true;
                told = Optional.of(fate(created.bookingId()));
            } catch (Refused over) {
                // Nobody else wants these seats: they may be lost to time, but never to others.
                boolean late = over.problem().code().equals(ProblemCode.LOCK_EXPIRED.name());
                if (!late || selection == SELECTIONS) {
                    throw over;
                }
            }
        }
    }

    /// Cancels what was bought, and does not give up before that is done.
    void giveBack() {
        BookingId id = told.orElseThrow().id();
        insist(() -> client.cancel(id, CancelRequest.ALL));
    }

    /// Asks until the booking is one thing or the other.
    private Booking fate(BookingId id) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Booking booking = insist(() -> client.booking(id));
            if (booking.status() != BookingStatus.PENDING || System.nanoTime() > until) {
                return booking;
            }
            Patience.pause(BETWEEN);
        }
    }

    private void pay(String page) {
        try {
            int status = phone.pay(page);
            if (status != Phone.PAID) {
                throw new IllegalStateException("the gateway's page answered " + status);
            }
        } catch (IOException noAnswer) {
            throw new IllegalStateException("the gateway does not answer", noAnswer);
        }
    }

    /// Asks until there is an answer that says more than "later".
    ///
    /// @throws Refused when it is no
    private <T> T insist(Supplier<T> request) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return request.get();
            } catch (Unreachable noAnswer) {
                requireBefore(until, noAnswer);
            } catch (Refused refused) {
                boolean begun = refused.problem().code().equals(ProblemCode.REQUEST_IN_PROGRESS.name());
                if (begun) {
                    clock.pass(A_MINUTE);
                } else if (refused.problem().status() < 500 && refused.problem().status() != 429) {
                    throw refused;
                }
                requireBefore(until, refused);
            }
            Patience.pause(BETWEEN);
        }
    }

    private static void requireBefore(long until, RuntimeException why) {
        if (System.nanoTime() > until) {
            throw new IllegalStateException("asked for " + PATIENCE.toSeconds() + " s in vain", why);
        }
    }
}
