package boxoffice.kiosk.ticket;

import boxoffice.fx.Tasks;
import boxoffice.kiosk.offline.TicketStore;
import boxoffice.kiosk.printing.TicketPrinter;
import boxoffice.model.Bookings;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// A paid booking and the printing of its tickets. Belongs to the FX thread.
public final class TicketModel {
    private static final Logger LOG = System.getLogger(TicketModel.class.getName());

    private final Bookings.Booking booking;
    private final Callable<byte[]> source;
    private final TicketStore store;
    private final TicketPrinter printer;
    private final ReadOnlyObjectWrapper<Printing> printing = new ReadOnlyObjectWrapper<>(new Printing.NotYet());

    /// How far the printing is.
    public sealed interface Printing {
        record NotYet() implements Printing {}

        record Busy() implements Printing {}

        /// The tickets stand in `file`.
        record Done(Path file) implements Printing {}

        /// The printable tickets could not be fetched.
        record NothingToPrint() implements Printing {}

        /// They are there, and could not be written.
        record Fault(TicketPrinter.Reason reason) implements Printing {}
    }

    /// @param source fetches the printable tickets from the server
    public TicketModel(
            Bookings.Booking booking, Callable<byte[]> source, TicketStore store, TicketPrinter printer) {
        this.booking = booking;
        this.source = source;
        this.store = store;
        this.printer = printer;
    }

    /// A booking that was stored on this kiosk; what can be printed is what was stored with it.
    public static TicketModel stored(Bookings.Booking booking, TicketStore store, TicketPrinter printer) {
        return new TicketModel(
                booking,
                () -> {
                    throw new IOException("no printable tickets are stored for " + booking.reference());
                },
                store,
                printer);
    }

    public Bookings.Booking booking() {
        return booking;
    }

    public ReadOnlyObjectProperty<Printing> printing() {
        return printing.getReadOnlyProperty();
    }

    /// Fetches the printable tickets while they can be had, so that they can be printed again without a server.
    public void keepPrintable() {
        Tasks.run(this::printable)
                .onError(
                        failure -> LOG.log(
                                Level.WARNING, "the printable tickets of " + booking.reference() + " are not kept",
                                failure))
                .start();
    }

    /// Prints all tickets.
    public void print() {
        if (printing.get() instanceof Printing.Busy) {
            return;
        }
        printing.set(new Printing.Busy());
        Tasks.run(() -> printer.print(booking.reference(), printable()))
                .onSuccess(outcome -> printing.set(switch (outcome) {
                    case TicketPrinter.Outcome.Printed(Path file) -> new Printing.Done(file);
                    case TicketPrinter.Outcome.Fault(TicketPrinter.Reason reason) -> new Printing.Fault(reason);
                }))
                .onError(failure -> {
                    LOG.log(Level.WARNING, "nothing to print for " + booking.reference(), failure);
                    printing.set(new Printing.NothingToPrint());
                })
                .start();
    }

    private synchronized byte[] printable() throws Exception {
        Optional<byte[]> kept = store.findPdf(booking.reference());
        if (kept.isPresent()) {
            return kept.get();
        }
        byte[] fetched = source.call();
        store.keepPdf(booking.reference(), fetched);
        return fetched;
    }
}
