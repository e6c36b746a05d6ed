package boxoffice.kiosk.selfdrive;

import boxoffice.fx.Tasks;
import boxoffice.fx.seatmap.SeatMapModel;
import boxoffice.kiosk.frame.Frame;
import boxoffice.kiosk.frame.Names;
import boxoffice.kiosk.frame.Screen;
import boxoffice.kiosk.frame.Texts;
import boxoffice.kiosk.sale.Sale;
import boxoffice.kiosk.sale.SaleState;
import boxoffice.kiosk.seats.SeatsScreen;
import boxoffice.kiosk.summary.SeatWords;
import boxoffice.kiosk.ticket.TicketModel.Printing;
import boxoffice.kiosk.ticket.TicketScreen;
import boxoffice.model.Bookings;
import boxoffice.model.SeatId;
import boxoffice.model.SeatMap.ShowSeat;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntConsumer;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.robot.Robot;

/// Buys two seats side by side with real key events, and pays as the guest's phone would.
///
/// Looks at the screen a few times a second and presses the next key, slowly enough to be watched. What it does is told
/// on standard output, see [Progress]. Belongs to the FX thread.
public final class SelfDrive {
    private static final javafx.util.Duration BEAT = javafx.util.Duration.millis(100);
    /// How long to wait for the screen to change before giving up.
    private static final Duration PATIENCE = Duration.ofSeconds(45);
    /// Beats to let a new screen be seen before a key is pressed.
    private static final int LOOK = 4;

    private final Frame frame;
    private final Texts texts;
    private final Sale sale;
    private final Clock clock;
    private final Phone phone;
    private final Progress progress;
    private final IntConsumer ended;
    private final Robot robot = new Robot();
    private final Timeline beats;
    private String screenId = "";
    private int beatsHere;
    private int showsTried;
    private long movedAt = System.nanoTime();
    private boolean paying;
    private Optional<SeatPair> wanted = Optional.empty();

    /// @param out gets the progress
    /// @param ended gets 0 once a ticket is bought and printed, 1 when that failed
    public SelfDrive(Frame frame, Texts texts, Sale sale, Clock clock, PrintStream out, IntConsumer ended) {
        this.frame = frame;
        this.texts = texts;
        this.sale = sale;
        this.clock = clock;
        this.phone = new Phone(clock);
        this.progress = new Progress(out);
        this.ended = ended;
        this.beats = new Timeline(new KeyFrame(BEAT, _ -> beat()));
        beats.setCycleCount(Animation.INDEFINITE);
    }

    public void start() {
        beats.play();
    }

    private void beat() {
        Optional<Screen> screen = frame.current();
        String id = screen.map(shown -> shown.content().getId()).orElse("");
        if (!id.equals(screenId)) {
            screenId = id;
            beatsHere = 0;
            moved();
        }
        beatsHere++;
        if (Duration.ofNanos(System.nanoTime() - movedAt).compareTo(PATIENCE) > 0) {
            fail("nothing happened for %d s on the screen \"%s\"".formatted(PATIENCE.toSeconds(), id));
        } else if (beatsHere > LOOK && screen.isPresent()) {
            drive(id, screen.get());
        }
    }

    private void drive(String id, Screen screen) {
        switch (id) {
            case "welcome" -> welcome();
            case "films" -> films();
            case "shows" -> shows();
            case "seats" -> seats((SeatsScreen) screen);
            case "payment" -> payment();
            case "ticket" -> ticket((TicketScreen) screen);
            case "device" -> fail("this kiosk is not enrolled, or its key is refused");
            default -> fail("the sale came to the screen \"" + id + "\"");
        }
    }

    private void welcome() {
        if (isShown("#start")) {
            press(KeyCode.ENTER);
            progress.step("start", "a key was pressed");
        }
    }

    private void films() {
        if (isShown("#films-grid")) {
            String film = focusName();
            press(KeyCode.ENTER);
            progress.step("film", film);
        } else if (isShown("#next-day")) {
            press(KeyCode.ENTER);
            beatsHere = 0;
        }
    }

    private void shows() {
        Node focus = frame.scene().getFocusOwner();
        if (!isShown("#shows-grid") || focus == null) {
            return;
        }
        if (showsTried > 0 || focus.getStyleClass().contains("sold-out")) {
            showsTried = Math.max(0, showsTried - 1);
            press(KeyCode.RIGHT);
            return;
        }
        String show = focusName();
        press(KeyCode.ENTER);
        progress.step("show", show);
    }

    private void seats(SeatsScreen screen) {
        SeatMapModel map = screen.map();
        if (map.map().isEmpty() || sale.busy().get()) {
            return;
        }
        if (map.selected().size() == 2) {
            goOn(screen);
            return;
        }
        if (wanted.isEmpty()) {
            wanted = map.map().flatMap(SeatPair::best);
            if (wanted.isEmpty()) {
                showsTried = 1;
                press(KeyCode.ESCAPE);
                return;
            }
        }
        SeatId target = map.selected().isEmpty() ? wanted.get().left() : wanted.get().right();
        SeatId focused = map.focused().get().orElse(target);
        if (focused.equals(target)) {
            press(KeyCode.SPACE);
        } else {
            press(towards(map, focused, target));
        }
    }

    /// The arrow that leads nearer to a seat: rows first, then along the row.
    private static KeyCode towards(SeatMapModel map, SeatId from, SeatId to) {
        ShowSeat here = seat(map, from);
        ShowSeat there = seat(map, to);
        if (!here.row().equals(there.row()) || !here.section().equals(there.section())) {
            return there.y() > here.y() ? KeyCode.DOWN : KeyCode.UP;
        }
        return there.x() > here.x() ? KeyCode.RIGHT : KeyCode.LEFT;
    }

    private static ShowSeat seat(SeatMapModel map, SeatId id) {
        return map.map()
                .orElseThrow()
                .seats()
                .stream()
                .filter(seat -> seat.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private void goOn(SeatsScreen screen) {
        Node next = frame.nextButton();
        if (!next.isFocused()) {
            press(KeyCode.TAB);
            return;
        }
        progress.step("seats", SeatWords.of(texts, screen.chosen()));
        press(KeyCode.ENTER);
    }

    private void payment() {
        if (!paying && sale.state().get() instanceof SaleState.PaymentPending pending) {
            paying = true;
            progress.step("lock", held(pending));
            URI page = URI.create(pending.paymentUrl());
            Tasks.run(() -> phone.pay(page, Phone.GOOD_CARD))
                    .onSuccess(_ -> progress.step("payment", "paid on " + page.getHost() + ":" + page.getPort()))
                    .onError(failure -> fail("paying failed: " + failure.getMessage()))
                    .start();
        }
    }

    private String held(SaleState.PaymentPending pending) {
        Duration left = Duration.between(clock.instant(), pending.expiresAt());
        return "%s held for %s, booking %s"
                .formatted(
                        SeatWords.of(texts, pending.places()),
                        texts.formats().countdown(left),
                        pending.booking().reference());
    }

    private void ticket(TicketScreen screen) {
        Bookings.Booking booking = screen.model().booking();
        switch (screen.model().printing().get()) {
            case Printing.NotYet _ -> {
                progress.step("confirmed", "booking " + booking.reference());
                press(KeyCode.ENTER);
                beatsHere = LOOK / 2;
            }
            case Printing.Busy _ -> {
                // soon
            }
            case Printing.Done(Path file) -> {
                beats.stop();
                progress.step("print", file.toString());
                progress.result(booking, texts, file);
                ended.accept(0);
            }
            case Printing.NothingToPrint _ -> fail("the tickets could not be fetched");
            case Printing.Fault(var reason) -> fail("the tickets could not be printed: " + reason);
        }
    }

    private void press(KeyCode key) {
        moved();
        robot.keyPress(key);
        robot.keyRelease(key);
    }

    private void moved() {
        movedAt = System.nanoTime();
    }

    private boolean isShown(String selector) {
        Node node = frame.scene().lookup(selector);
        return node != null && node.isVisible() && node.isManaged();
    }

    private String focusName() {
        Node owner = frame.scene().getFocusOwner();
        return owner == null ? "" : Names.of(owner);
    }

    private void fail(String why) {
        beats.stop();
        progress.failed(why);
        ended.accept(1);
    }
}
