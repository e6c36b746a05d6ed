package boxoffice.kiosk.seats;

import boxoffice.fx.Countdown;
import boxoffice.fx.Notice;
import boxoffice.fx.seatmap.SeatMapModel;
import boxoffice.fx.seatmap.SeatMapView;
import boxoffice.fx.seatmap.SelectionSummary;
import boxoffice.kiosk.frame.Frame;
import boxoffice.kiosk.frame.LoadArea;
import boxoffice.kiosk.frame.NextAction;
import boxoffice.kiosk.frame.Screen;
import boxoffice.kiosk.frame.Sheet;
import boxoffice.kiosk.frame.Step;
import boxoffice.kiosk.frame.Texts;
import boxoffice.kiosk.frame.TwoColumns;
import boxoffice.kiosk.frame.Voice;
import boxoffice.kiosk.sale.ChosenShow;
import boxoffice.kiosk.sale.SeatPlace;
import boxoffice.kiosk.sale.Trouble;
import boxoffice.kiosk.seats.SeatsModel.Refusal;
import boxoffice.kiosk.summary.SeatWords;
import boxoffice.model.SeatMap;
import java.util.List;
import java.util.Optional;
import javafx.collections.ListChangeListener;
import javafx.scene.Parent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/// The seat map of a show, what is chosen on it, and the way on to paying.
public final class SeatsScreen implements Screen {
    /// However large the screen: smaller seats would be hard to tell apart.
    private static final double SMALLEST_SEAT = 28;
    private static final double SIDE_WIDTH = 344;

    private final Frame frame;
    private final Texts texts;
    private final SeatsModel model;
    private final Countdown countdown;
    private final Runnable back;
    private final BorderPane content = new BorderPane();
    private final LoadArea<SeatMap> area;
    private final Notice stale;
    private final NextAction next;
    private Subscription following = Subscription.EMPTY;

    public SeatsScreen(Frame frame, Texts texts, SeatsModel model, Countdown countdown, Runnable back) {
        this.frame = frame;
        this.texts = texts;
        this.model = model;
        this.countdown = countdown;
        this.back = back;
        this.stale = new Notice(Notice.Kind.WARN, texts.text("seats.stale"));
        this.next = new NextAction(texts.text("seats.continue"), model::hold);
        stale.setId("seats-stale");
        content.setId("seats");
        content.getStyleClass().add("screen");
        this.area = new LoadArea<>(frame, texts, model.first(), texts.text("seats.waiting"), this::show);
        content.setCenter(area);
    }

    /// The map that is shown.
    public SeatMapModel map() {
        return model.seats();
    }

    /// Where the chosen seats are.
    public List<SeatPlace> chosen() {
        return model.chosen();
    }

    @Override
    public Parent content() {
        return content;
    }

    @Override
    public String title() {
        return texts.text("seats.title");
    }

    @Override
    public String subtitle() {
        ChosenShow show = model.show();
        return texts.text(
                show.here() ? "seats.subtitle" : "seats.subtitle.elsewhere",
                "film",
                show.movie().title(),
                "when",
                texts.formats().dateTime(show.show().time(), show.zone()),
                "theater",
                show.theaterName(),
                "screen",
                show.show().screenName());
    }

    @Override
    public Optional<Step> step() {
        return Optional.of(Step.SEATS);
    }

    @Override
    public void focus() {
        area.focus();
    }

    @Override
    public Optional<Runnable> back() {
        return Optional.of(back);
    }

    @Override
    public Optional<NextAction> next() {
        return Optional.of(next);
    }

    @Override
    public void shown() {
        ListChangeListener<Object> chosen = _ -> showNext();
        model.seats().selected().addListener(chosen);
        following = Subscription.combine(
                model.busy().subscribe(_ -> showNext()),
                model.refusal().subscribe(refusal -> refusal.ifPresent(this::refuse)),
                model.stale().subscribe(lost -> {
                    stale.setVisible(lost);
                    stale.setManaged(lost);
                }),
                () -> model.seats().selected().removeListener(chosen));
        model.load();
    }

    @Override
    public void tick() {
        model.first().tick();
    }

    @Override
    public void hidden() {
        following.unsubscribe();
        area.end();
        model.end();
    }

    private LoadArea.Content show(SeatMap map) {
        model.follow(map);
        SeatMapModel seats = model.seats();
        SeatMapView view = new SeatMapView(seats);
        view.smallestTarget(Math.max(SMALLEST_SEAT, SeatMapView.TOUCH_TARGET / frame.scale()));
        view.getProperties().put(Voice.SPEAKS_ITSELF, true);
        TwoColumns columns = new TwoColumns(SIDE_WIDTH, new VBox(stale), view, new SelectionSummary(seats, countdown));
        return new LoadArea.Content(columns, view::focusMap, "");
    }

    private void showNext() {
        int count = model.seats().selected().size();
        boolean busy = model.busy().get();
        next.possible().set(count > 0 && !busy);
        if (busy) {
            next.text().set(texts.text("seats.holding"));
        } else {
            next.text()
                    .set(
                            count == 0
                                    ? texts.text("seats.continue")
                                    : texts.text("seats.continue.count", "count", count));
        }
    }

    private void refuse(Refusal refusal) {
        if (refusal.trouble() instanceof Trouble.SeatsTaken) {
            frame.ask(taken(refusal));
        } else {
            Sheet.Answer close = new Sheet.Answer(
                    texts.text("seats.refused.close"), Sheet.Kind.RECOMMENDED, model::dismissRefusal);
            frame.ask(
                    new Sheet(
                            "refused",
                            texts.text("seats.refused.title"),
                            why(refusal.trouble()),
                            List.of(),
                            List.of(close),
                            close));
        }
    }

    private Sheet taken(Refusal refusal) {
        String taken = SeatWords.of(texts, refusal.taken());
        boolean offer = !refusal.alternatives().isEmpty();
        Sheet.Answer choose = new Sheet.Answer(
                texts.text("seats.taken.choose"),
                offer ? Sheet.Kind.PLAIN : Sheet.Kind.RECOMMENDED,
                model::dismissRefusal);
        Sheet.Answer take =
                new Sheet.Answer(texts.text("seats.taken.take"), Sheet.Kind.RECOMMENDED, model::takeAlternatives);
        String text = offer
                ? texts.text(
                        "seats.taken.text",
                        "taken",
                        taken,
                        "alternatives",
                        SeatWords.of(texts, refusal.alternativePlaces()))
                : texts.text("seats.taken.none", "taken", taken);
        return new Sheet(
                "seats-taken",
                texts.text("seats.taken.title"),
                text,
                List.of(),
                offer ? List.of(choose, take) : List.of(choose),
                choose);
    }

    private String why(Trouble trouble) {
        return switch (trouble) {
            case Trouble.Offline _ -> texts.text("seats.refused.offline");
            case Trouble.TooManySeats _ -> texts.text("seats.refused.many");
            case Trouble.SaleClosed _ -> texts.text("seats.refused.closed");
            case Trouble.Other(String code) -> texts.text("seats.refused.other", "code", code);
            case Trouble.SeatsTaken _,Trouble.PaymentUnavailable _,Trouble.NoMoreTime _ -> texts.text(
                    "seats.refused.other", "code", "LOCK_REFUSED");
        };
    }
}
