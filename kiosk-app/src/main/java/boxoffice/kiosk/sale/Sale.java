package boxoffice.kiosk.sale;

import boxoffice.client.BoxOfficeClient;
import boxoffice.kiosk.offline.TicketStore;
import boxoffice.kiosk.sale.SaleState.Confirmed;
import boxoffice.kiosk.sale.SaleState.Failed;
import boxoffice.kiosk.sale.SaleState.Holding;
import boxoffice.kiosk.sale.SaleState.Idle;
import boxoffice.kiosk.sale.SaleState.PaymentPending;
import boxoffice.kiosk.sale.SaleState.SeatsLocked;
import boxoffice.kiosk.sale.SaleState.SelectingSeats;
import boxoffice.model.Bookings;
import boxoffice.model.Locks;
import boxoffice.model.SeatId;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;

/// The sale at this kiosk: makes the moves of [SaleState] by talking to the server.
///
/// Each sale has a guest of its own. All methods and properties belong to the FX thread; the server is asked in the
/// background, and what was got for a guest who has left meanwhile is given back. [#tick] is called about once a second
/// and does all that happens by itself: heartbeats (SEAT-4), asking for the payment's outcome, running out of time.
public final class Sale {
    private final Till till;
    private final Upkeep upkeep;
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();

    /// Where a sale gets a signed-in walk-in from; may wait for the server.
    @FunctionalInterface
    public interface Guests {
        Walkin next();
    }

    /// Somebody who walked in.
    ///
    /// @param client speaks for them
    /// @param signOut ends their session; may wait for the server
    public record Walkin(BoxOfficeClient client, Runnable signOut) {}

    public Sale(Guests guests, TicketStore store, Clock clock) {
        this.till = new Till(guests);
        this.upkeep = new Upkeep(till, store, clock);
    }

    public ReadOnlyObjectProperty<SaleState> state() {
        return till.state.getReadOnlyProperty();
    }

    /// Whether the server works on a wish of the guest.
    public ReadOnlyBooleanProperty busy() {
        return busy.getReadOnlyProperty();
    }

    /// Whether the server gave no answer when it was last asked about this sale.
    public ReadOnlyBooleanProperty offline() {
        return till.offline.getReadOnlyProperty();
    }

    /// Begins with a show, or goes over to another one before seats are held.
    public void choose(ChosenShow show) {
        till.state.set(switch (state().get()) {
            case Idle idle -> idle.choose(show);
            case SelectingSeats selecting -> selecting.choose(show);
            case Failed failed -> failed.leave().choose(show);
            case SeatsLocked _,PaymentPending _,Confirmed _ -> throw new IllegalStateException("seats are held");
        });
    }

    /// Holds seats for the guest, all or none.
    ///
    /// @param places where these seats are, for the screens that follow
    public void lock(List<SeatId> seats, List<SeatPlace> places, Consumer<Trouble> troubled) {
        if (!(state().get() instanceof SelectingSeats selecting)) {
            return;
        }
        Locks.LockRequest request = new Locks.LockRequest(selecting.show().show().id(), seats);
        wish(
                guest -> guest.ask(client -> {
                    Locks.SeatLock lock = client.lock(request);
                    guest.holds(lock.lockId());
                    return lock;
                }),
                lock -> {
                    upkeep.heard();
                    till.state.set(selecting.locked(places, lock));
                },
                troubled);
    }

    /// Opens the booking and its payment page for the seats that are held.
    public void pay(Consumer<Trouble> troubled) {
        if (!(state().get() instanceof SeatsLocked locked)) {
            return;
        }
        Bookings.BookingRequest request =
                new Bookings.BookingRequest(locked.lock().lockId(), Bookings.PaymentMethod.CARD, null, null);
        wish(
                guest -> guest.ask(client -> {
                    Bookings.BookingCreated booking = client.book(request, guest.bookingKey());
                    guest.owes(booking.bookingId());
                    return booking;
                }),
                booking -> {
                    if (state().get() instanceof SeatsLocked still) {
                        till.state.set(still.payAt(booking));
                    }
                },
                troubled);
    }

    /// Begins another attempt after one that was declined.
    public void payAgain(Consumer<Trouble> troubled) {
        if (!(state().get() instanceof PaymentPending pending)) {
            return;
        }
        Bookings.PaymentRequest request =
                new Bookings.PaymentRequest(pending.booking().bookingId(), Bookings.PaymentMethod.CARD);
        UUID wish = UUID.randomUUID();
        wish(
                guest -> guest.ask(client -> client.pay(request, wish)),
                payment -> {
                    String page = payment.gatewayUrl();
                    if (state().get() instanceof PaymentPending still && page != null) {
                        till.state.set(still.retryAt(page));
                    }
                },
                troubled);
    }

    /// Asks for more time, before the guest is through.
    public void extend(Consumer<Trouble> troubled) {
        if (state().get() instanceof Holding holding) {
            wish(
                    guest -> guest.ask(client -> client.extend(holding.lock().lockId())),
                    upkeep::prolong,
                    troubled);
        }
    }

    /// Lets the seats go and returns to choosing.
    public void giveUp() {
        if (state().get() instanceof Holding holding) {
            nextGuest();
            till.state.set(holding.giveUp());
        }
    }

    /// Returns from a failure to choosing seats of the same show.
    public void chooseAgain() {
        if (state().get() instanceof Failed failed) {
            nextGuest();
            till.state.set(failed.chooseAgain());
        }
    }

    /// Ends the sale wherever it stands: seats are let go and the guest is forgotten.
    public void leave() {
        nextGuest();
        till.state.set(new Idle());
    }

    /// Fetches the printable tickets of the booking that was just confirmed; waits for the server.
    public Callable<byte[]> tickets(Bookings.Booking booking) {
        Guest buyer = till.guest();
        return () -> buyer.ask(client -> client.ticketsPdf(booking.id()));
    }

    /// What happens by itself; about once a second.
    public void tick() {
        if (!busy.get()) {
            upkeep.tick();
        }
    }

    private <T> void wish(Function<Guest, T> question, Consumer<T> granted, Consumer<Trouble> troubled) {
        if (busy.get()) {
            return;
        }
        busy.set(true);
        Guest buyer = till.guest();
        till.ask(question, granted, troubled, () -> {
            if (buyer == till.guest()) {
                busy.set(false);
            }
        });
    }

    private void nextGuest() {
        till.nextGuest();
        busy.set(false);
    }
}
