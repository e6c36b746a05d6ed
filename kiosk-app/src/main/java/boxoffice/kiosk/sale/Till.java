package boxoffice.kiosk.sale;

import boxoffice.client.BoxOfficeException;
import boxoffice.fx.Tasks;
import boxoffice.kiosk.sale.SaleState.Idle;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// Where the sale stands and who buys; asks the server on the guest's behalf and drops answers that come after they
/// have left. Belongs to the FX thread.
final class Till {
    private final Sale.Guests guests;
    private Guest guest;

    final ReadOnlyObjectWrapper<SaleState> state = new ReadOnlyObjectWrapper<>(new Idle());
    /// Whether the server gave no answer when it was last asked.
    final ReadOnlyBooleanWrapper offline = new ReadOnlyBooleanWrapper();

    Till(Sale.Guests guests) {
        this.guests = guests;
        this.guest = new Guest(guests);
    }

    Guest guest() {
        return guest;
    }

    /// Asks in the background; `answered` and `troubled` are only called while the same guest buys.
    ///
    /// @param question gets the guest, on a background thread
    /// @param over called in either case, also when the guest has left
    <T> void ask(Function<Guest, T> question, Consumer<T> answered, Consumer<Trouble> troubled, Runnable over) {
        Guest buyer = guest;
        Tasks.run(() -> question.apply(buyer))
                .onSuccess(answer -> {
                    over.run();
                    if (buyer == guest) {
                        offline.set(false);
                        answered.accept(answer);
                    }
                })
                .onError(failure -> {
                    over.run();
                    Trouble trouble = Trouble.of(failure);
                    if (buyer == guest) {
                        offline.set(trouble instanceof Trouble.Offline);
                        troubled.accept(trouble);
                    }
                })
                .start();
    }

    /// Takes leave of the guest in the background and waits for the next one. Should the server not hear of it, it
    /// lets the seats go by itself (SEAT-4).
    void nextGuest() {
        Guest leaving = guest;
        guest = new Guest(guests);
        offline.set(false);
        Tasks.run(leaving::farewell)
                .onError(Till::notHeard)
                .start();
    }

    private static void notHeard(Exception failure) {
        System.Logger log = System.getLogger(Till.class.getName());
        switch (failure) {
            case BoxOfficeException told ->
                log.log(Level.INFO, "the server did not hear that a guest has left: " + told.getMessage());
            case Exception unexpected -> log.log(Level.ERROR, "a guest cannot leave", unexpected);
        }
    }
}
