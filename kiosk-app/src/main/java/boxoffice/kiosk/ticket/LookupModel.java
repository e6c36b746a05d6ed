package boxoffice.kiosk.ticket;

import boxoffice.fx.Tasks;
import boxoffice.kiosk.offline.TicketStore;
import boxoffice.model.Bookings;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// Finds a booking of this kiosk by the reference a guest enters; needs no server. Belongs to the FX thread.
public final class LookupModel {
    static final int LENGTH = 8;

    private final TicketStore store;
    private final Consumer<Bookings.Booking> found;
    private final ReadOnlyBooleanWrapper complete = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<Result> result = new ReadOnlyObjectWrapper<>(new Result.Asking());
    private String reference = "";

    /// What the last search came to, other than a booking.
    public sealed interface Result {
        record Asking() implements Result {}

        /// No such booking was made here lately.
        record Unknown() implements Result {}

        /// The store cannot be read.
        record Fault() implements Result {}
    }

    /// @param found gets the booking
    public LookupModel(TicketStore store, Consumer<Bookings.Booking> found) {
        this.store = store;
        this.found = found;
    }

    /// Whether enough is entered to search.
    public ReadOnlyBooleanProperty complete() {
        return complete.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Result> result() {
        return result.getReadOnlyProperty();
    }

    /// Takes what is entered so far.
    public void enter(String text) {
        reference = plain(text);
        complete.set(reference.length() == LENGTH);
        result.set(new Result.Asking());
    }

    /// Searches, once enough is entered.
    public void find() {
        if (!complete.get()) {
            return;
        }
        String wanted = reference;
        Tasks.run(() -> store.find(wanted))
                .onSuccess(booking -> booking.ifPresentOrElse(found, () -> result.set(new Result.Unknown())))
                .onError(failure -> {
                    System.getLogger(LookupModel.class.getName())
                            .log(Level.ERROR, "a stored booking cannot be read", failure);
                    result.set(new Result.Fault());
                })
                .start();
    }

    /// What of a text may stand in a reference.
    static String plain(String text) {
        return text.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
    }
}
