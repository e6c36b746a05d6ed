package boxoffice.kiosk.ticket;

import boxoffice.fx.Notice;
import boxoffice.fx.QrView;
import boxoffice.fx.Speaker;
import boxoffice.fx.Style;
import boxoffice.kiosk.frame.Frame;
import boxoffice.kiosk.frame.NextAction;
import boxoffice.kiosk.frame.PagedGrid;
import boxoffice.kiosk.frame.Screen;
import boxoffice.kiosk.frame.Step;
import boxoffice.kiosk.frame.Texts;
import boxoffice.kiosk.frame.TwoColumns;
import boxoffice.kiosk.sale.SeatPlace;
import boxoffice.kiosk.summary.Purchase;
import boxoffice.kiosk.summary.PurchaseCard;
import boxoffice.kiosk.summary.SeatWords;
import boxoffice.kiosk.ticket.TicketModel.Printing;
import boxoffice.model.Tickets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/// A paid booking: its reference, a code for each seat, and printing.
public final class TicketScreen implements Screen {
    private static final double QR_SIZE = 248;
    private static final double NARROWEST_CARD = 296;
    private static final double SIDE_WIDTH = 464;

    private final Frame frame;
    private final Texts texts;
    private final TicketModel model;
    private final Runnable done;
    private final TwoColumns content;
    private final NextAction next;
    private final Notice notice = new Notice(Notice.Kind.INFO, "");
    private Subscription following = Subscription.EMPTY;

    /// @param done leaves the ticket
    public TicketScreen(Frame frame, Texts texts, TicketModel model, Runnable done) {
        this.frame = frame;
        this.texts = texts;
        this.model = model;
        this.done = done;
        this.next = new NextAction(texts.text("ticket.print"), this::goOn);
        VBox side = new VBox(referenceCard(), PurchaseCard.brief(texts, Purchase.of(model.booking())));
        side.getStyleClass().add("ticket-side");
        content = new TwoColumns(SIDE_WIDTH, notice, codes(), side).narrowOnTop();
        content.setId("ticket");
        content.getStyleClass().add("screen");
        notice.setId("ticket-notice");
    }

    /// What is shown.
    public TicketModel model() {
        return model;
    }

    @Override
    public Parent content() {
        return content;
    }

    @Override
    public String title() {
        return texts.text("ticket.title");
    }

    @Override
    public String subtitle() {
        return texts.text("ticket.subtitle", "count", model.booking().tickets().size());
    }

    @Override
    public Optional<Step> step() {
        return Optional.of(Step.TICKET);
    }

    @Override
    public Optional<NextAction> next() {
        return Optional.of(next);
    }

    @Override
    public void focus() {
        frame.nextButton().requestFocus();
    }

    @Override
    public Optional<Runnable> back() {
        return isPrinted() ? Optional.empty() : Optional.of(done);
    }

    @Override
    public String backText() {
        return texts.text("ticket.leave");
    }

    @Override
    public void shown() {
        following = model.printing().subscribe(this::show);
    }

    @Override
    public void hidden() {
        following.unsubscribe();
    }

    private Region referenceCard() {
        String reference = model.booking().reference();
        Label name = new Label(texts.text("ticket.reference"));
        name.getStyleClass().add(Style.MUTED);
        Label code = new Label(reference);
        code.setId("reference");
        code.getStyleClass().addAll(Style.HEADLINE, Style.FIGURES);
        code.setAccessibleText(
                texts.text(
                        "ticket.reference.spoken", "reference", String.join(" ", reference.split(""))));
        VBox card = new VBox(name, code);
        card.getStyleClass().addAll(Style.CARD, "ticket-reference");
        return card;
    }

    private Region codes() {
        PagedGrid grid = new PagedGrid(texts, NARROWEST_CARD);
        grid.setId("codes");
        List<SeatPlace> places = SeatPlace.of(model.booking());
        List<Tickets.Ticket> tickets = model.booking().tickets();
        grid.show(
                List.of(
                        new PagedGrid.Group(
                                "",
                                IntStream.range(0, tickets.size())
                                        .mapToObj(i -> code(tickets.get(i), places.get(i)))
                                        .toList())));
        BorderPane codes = new BorderPane(grid);
        codes.setBottom(grid.pager());
        return codes;
    }

    private Region code(Tickets.Ticket ticket, SeatPlace place) {
        String seat = SeatWords.of(texts, List.of(place));
        String spoken = texts.text("ticket.code.spoken", "seat", seat);
        Label name = new Label(seat);
        name.getStyleClass().add(Style.LEAD);
        name.setWrapText(true);
        VBox card = new VBox(new QrView(ticket.token(), QR_SIZE, spoken), name);
        card.getStyleClass().addAll(Style.CARD, "ticket-code");
        card.setAlignment(Pos.TOP_CENTER);
        card.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        card.setAccessibleText(spoken);
        return card;
    }

    private void show(Printing printing) {
        switch (printing) {
            case Printing.NotYet _ -> notice.show(Notice.Kind.OK, texts.text("ticket.hint"));
            case Printing.Busy _ -> tell(Notice.Kind.INFO, texts.text("ticket.printing"));
            case Printing.Done done -> tell(
                    Notice.Kind.OK, texts.text("ticket.printed", "file", done.file().toString()));
            case Printing.NothingToPrint _ -> tell(Notice.Kind.WARN, texts.text("ticket.nothing-to-print"));
            case Printing.Fault(var reason) -> tell(
                    Notice.Kind.DANGER,
                    switch (reason) {
                        case NOT_A_PDF -> texts.text("ticket.fault.document");
                        case FOLDER_NOT_WRITABLE -> texts.text("ticket.fault.folder");
                    });
        }
        next.possible().set(!(printing instanceof Printing.Busy));
        next.text().set(texts.text(isPrinted() ? "ticket.done" : "ticket.print"));
        frame.refresh();
    }

    /// Prints, and once that is done, leaves.
    private void goOn() {
        if (isPrinted()) {
            done.run();
        } else {
            model.print();
        }
    }

    private boolean isPrinted() {
        return model.printing().get() instanceof Printing.Done;
    }

    private void tell(Notice.Kind kind, String text) {
        notice.show(kind, text);
        frame.say(text, Speaker.Priority.IMPORTANT);
    }
}
