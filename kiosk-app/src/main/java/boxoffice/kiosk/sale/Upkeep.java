package boxoffice.kiosk.sale;

import boxoffice.kiosk.offline.TicketStore;
import boxoffice.kiosk.sale.SaleState.Attempt;
import boxoffice.kiosk.sale.SaleState.Failure;
import boxoffice.kiosk.sale.SaleState.Holding;
import boxoffice.kiosk.sale.SaleState.PaymentPending;
import boxoffice.kiosk.sale.SaleState.SeatsLocked;
import boxoffice.client.BoxOfficeClient;
import boxoffice.model.BookingId;
import boxoffice.model.Bookings;
import boxoffice.model.LockId;
import boxoffice.model.Locks;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// What happens by itself while seats are held: heartbeats, asking whether the payment has come, running out of time.
/// Belongs to the FX thread.
final class Upkeep {
    static final Duration HEARTBEAT = Duration.ofSeconds(30);
    static final Duration PAYMENT_POLL = Duration.ofSeconds(1);

    private final Till till;
    private final TicketStore store;
    private final Clock clock;
    private Instant lastHeard = Instant.EPOCH;
    private Instant lastAsked = Instant.EPOCH;
    private boolean asking;

    Upkeep(Till till, TicketStore store, Clock clock) {
        this.till = till;
        this.store = store;
        this.clock = clock;
    }

    /// The server has just heard of the guest.
    void heard() {
        lastHeard = clock.instant();
    }

    void tick() {
        if (!(till.state.get() instanceof Holding holding)) {
            return;
        }
        Instant now = clock.instant();
        if (isDue(lastHeard, HEARTBEAT, now)) {
            beat(holding.lock().lockId());
        }
        switch (holding) {
            case SeatsLocked locked -> {
                if (isOver(locked)) {
                    till.nextGuest();
                    till.state.set(locked.expire());
                }
            }
            case PaymentPending pending -> {
                if (!asking && isDue(lastAsked, PAYMENT_POLL, now)) {
                    ask(pending);
                }
            }
        }
    }

    /// Takes over when the hold ends now.
    void prolong(Locks.LockTime time) {
        if (till.state.get() instanceof Holding holding
                && holding.lock().lockId().equals(time.lockId())
                && !holding.expiresAt().equals(time.expiresAt())) {
            till.state.set(holding.until(time.expiresAt()));
        }
    }

    private void beat(LockId lock) {
        heard();
        till.ask(
                guest -> guest.ask(client -> client.heartbeat(lock)),
                this::prolong,
                trouble -> {
                    if (trouble instanceof Trouble.NoMoreTime && till.state.get() instanceof SeatsLocked locked) {
                        till.state.set(locked.expire());
                    }
                },
                () -> {});
    }

    /// Asks how the booking stands. Once time is up the booking is given up before: the server makes sure that no payment
    /// comes any more, or learns that it has come.
    private void ask(PaymentPending pending) {
        BookingId id = pending.booking().bookingId();
        boolean giveUp = isOver(pending);
        asking = true;
        lastAsked = clock.instant();
        till.ask(
                guest -> seen(
                        guest, pending, guest.ask(client -> giveUp ? givenUp(client, id) : client.booking(id))),
                this::learn,
                trouble -> {
                    if (giveUp && !(trouble instanceof Trouble.Offline)) {
                        // paid at the last moment, perhaps: the booking itself tells
                        look(pending);
                    }
                },
                () -> asking = false);
    }

    private static Bookings.Booking givenUp(BoxOfficeClient client, BookingId id) {
        client.giveUp(id);
        return client.booking(id);
    }

    private void look(PaymentPending pending) {
        BookingId id = pending.booking().bookingId();
        till.ask(
                guest -> seen(guest, pending, guest.ask(client -> client.booking(id))), this::learn, _ -> {}, () -> {});
    }

    /// In the background: what is confirmed is stored before anything else is done with it.
    private Bookings.Booking seen(Guest guest, PaymentPending pending, Bookings.Booking answer) {
        Bookings.Booking booking = SeatPlace.named(answer, pending.places());
        if (booking.status() != Bookings.BookingStatus.PENDING) {
            guest.isDone();
        }
        if (booking.status() == Bookings.BookingStatus.CONFIRMED) {
            try {
                store.keep(booking);
            } catch (TicketStore.StoreFault fault) {
                System.getLogger(Upkeep.class.getName())
                        .log(Level.ERROR, "booking " + booking.reference() + " is not stored on this kiosk", fault);
            }
        }
        return booking;
    }

    private void learn(Bookings.Booking booking) {
        if (!(till.state.get() instanceof PaymentPending pending)) {
            return;
        }
        Failure unpaid = isOver(pending) ? Failure.TIME_RAN_OUT : Failure.NOT_PAID;
        SaleState learned = switch (booking.status()) {
            case CONFIRMED -> pending.confirm(booking);
            case FAILED, CANCELLED -> pending.fail(unpaid);
            case PENDING_REVIEW -> pending.fail(Failure.IN_REVIEW);
            case PENDING -> stillOpen(pending, booking);
        };
        if (!learned.equals(pending)) {
            till.state.set(learned);
        }
    }

    private static PaymentPending stillOpen(PaymentPending pending, Bookings.Booking booking) {
        PaymentPending known = booking.expiresAt() == null ? pending : pending.until(booking.expiresAt());
        if (booking.paymentStatus() == Bookings.PaymentStatus.FAILED) {
            return known.declined();
        }
        String url = booking.paymentUrl() == null ? known.paymentUrl() : booking.paymentUrl();
        boolean changed = known.attempt() == Attempt.DECLINED || !url.equals(known.paymentUrl());
        return changed ? known.retryAt(url) : known;
    }

    /// Also when the machine's clock was put back meanwhile.
    private static boolean isDue(Instant last, Duration interval, Instant now) {
        return now.isBefore(last) || !now.isBefore(last.plus(interval));
    }

    private boolean isOver(Holding holding) {
        return !clock.instant().isBefore(holding.expiresAt());
    }
}
