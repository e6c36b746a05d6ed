package boxoffice.kiosk;

import boxoffice.fx.Countdown;
import boxoffice.fx.Speaker;
import boxoffice.fx.seatmap.SeatMapModel;
import boxoffice.kiosk.device.Device;
import boxoffice.kiosk.device.DeviceScreen;
import boxoffice.kiosk.film.FilmsModel;
import boxoffice.kiosk.film.FilmsModel.Programme;
import boxoffice.kiosk.film.FilmsScreen;
import boxoffice.kiosk.film.ShowsModel;
import boxoffice.kiosk.film.ShowsScreen;
import boxoffice.kiosk.frame.Frame;
import boxoffice.kiosk.frame.Loader.Loaded;
import boxoffice.kiosk.frame.Texts;
import boxoffice.kiosk.offline.TicketStore;
import boxoffice.kiosk.payment.FailedScreen;
import boxoffice.kiosk.payment.PaymentModel;
import boxoffice.kiosk.payment.PaymentScreen;
import boxoffice.kiosk.printing.TicketPrinter;
import boxoffice.kiosk.sale.ChosenShow;
import boxoffice.kiosk.sale.Sale;
import boxoffice.kiosk.sale.SaleState;
import boxoffice.kiosk.seats.SeatsModel;
import boxoffice.kiosk.seats.SeatsScreen;
import boxoffice.kiosk.summary.Purchase;
import boxoffice.kiosk.ticket.LookupModel;
import boxoffice.kiosk.ticket.LookupScreen;
import boxoffice.kiosk.ticket.TicketModel;
import boxoffice.kiosk.ticket.TicketScreen;
import boxoffice.kiosk.welcome.WelcomeScreen;
import boxoffice.model.Bookings;
import boxoffice.model.Movies;
import boxoffice.model.ProblemCode;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Set;

/// Which screen follows which: browsing goes from screen to screen, and from the choice of seats on the [Sale]'s state
/// leads. Belongs to the FX thread.
final class Journey {
    private static final Set<String> KEY_REFUSED =
            Set.of(ProblemCode.CREDENTIALS_INVALID.name(), ProblemCode.FORBIDDEN.name());

    private final Frame frame;
    private final Texts texts;
    private final Speaker speaker;
    private final Device device;
    private final Sale sale;
    private final TicketStore store;
    private final TicketPrinter printer;
    private final Countdown countdown;
    private final Clock clock;
    private FilmsModel films;

    /// What the screens work with.
    record Parts(
            Texts texts,
            Speaker speaker,
            Device device,
            Sale sale,
            TicketStore store,
            TicketPrinter printer,
            Countdown countdown,
            Clock clock) {}

    Journey(Frame frame, Parts parts) {
        this.frame = frame;
        this.texts = parts.texts();
        this.speaker = parts.speaker();
        this.device = parts.device();
        this.sale = parts.sale();
        this.store = parts.store();
        this.printer = parts.printer();
        this.countdown = parts.countdown();
        this.clock = parts.clock();
        this.films = new FilmsModel(device, clock);
        sale.state().subscribe((before, after) -> follow(after));
    }

    /// Forgets the guest, wherever they were, and invites the next one.
    void welcome() {
        sale.leave();
        FilmsModel today = new FilmsModel(device, clock);
        today.programme().state().subscribe(this::learn);
        frame.show(new WelcomeScreen(frame, texts, today, clock, this::begin, this::findTicket));
    }

    private void begin() {
        films = new FilmsModel(device, clock);
        films.programme().state().subscribe(this::learn);
        chooseFilm();
    }

    private void chooseFilm() {
        frame.show(new FilmsScreen(frame, texts, films, this::chooseShow, this::welcome));
    }

    private void chooseShow(Movies.Movie film, LocalDate date) {
        ShowsModel shows = new ShowsModel(device, clock, film, date);
        frame.show(new ShowsScreen(frame, texts, shows, sale::choose, this::chooseFilm));
    }

    private void chooseSeats(ChosenShow show) {
        SeatMapModel map = new SeatMapModel(texts.formats(), speaker);
        SeatsModel seats = new SeatsModel(device, sale, show, map, clock);
        Runnable back = () -> chooseShow(
                show.movie(), show.show().time().atZoneSameInstant(show.zone()).toLocalDate());
        frame.show(new SeatsScreen(frame, texts, seats, countdown, back));
    }

    private void findTicket() {
        LookupModel lookup = new LookupModel(
                store, booking -> show(TicketModel.stored(booking, store, printer)));
        frame.show(new LookupScreen(frame, texts, lookup, this::welcome));
    }

    private void show(TicketModel ticket) {
        frame.show(new TicketScreen(frame, texts, ticket, this::welcome));
    }

    private void follow(SaleState state) {
        if (state instanceof SaleState.Holding holding) {
            countdown.start(holding.expiresAt());
        } else {
            countdown.stop();
        }
        switch (state) {
            case SaleState.Idle _ -> {
                // whoever ended the sale shows what comes next
            }
            case SaleState.SelectingSeats selecting -> chooseSeats(selecting.show());
            case SaleState.SeatsLocked locked -> pay(locked);
            case SaleState.PaymentPending pending -> pay(pending);
            case SaleState.Confirmed(Bookings.Booking booking) -> {
                TicketModel ticket = new TicketModel(booking, sale.tickets(booking), store, printer);
                ticket.keepPrintable();
                show(ticket);
            }
            case SaleState.Failed failed -> frame.show(
                    new FailedScreen(texts, failed, sale::chooseAgain, this::welcome));
        }
    }

    /// Shows the payment unless it is shown already: while seats are held, only what the screen says changes.
    private void pay(SaleState.Holding holding) {
        boolean shown = frame.current().filter(PaymentScreen.class::isInstance).isPresent();
        if (!shown) {
            frame.show(
                    new PaymentScreen(
                            frame, texts, new PaymentModel(sale, countdown), Purchase.of(holding), sale::giveUp));
        }
    }

    private void learn(Loaded<Programme> state) {
        switch (state) {
            case Loaded.Waiting<Programme> _,Loaded.Offline<Programme> _ -> {
                // nothing is known yet
            }
            case Loaded.Here<Programme>(Programme programme) -> {
                texts.in(programme.theater().country());
                frame.header().theater(programme.theater().name());
            }
            case Loaded.Failed<Programme>(String code) -> {
                if (KEY_REFUSED.contains(code)) {
                    frame.show(new DeviceScreen(texts, DeviceScreen.Reason.KEY_REFUSED));
                }
            }
        }
    }
}
