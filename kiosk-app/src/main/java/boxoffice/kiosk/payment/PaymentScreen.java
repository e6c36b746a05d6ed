package boxoffice.kiosk.payment;

import boxoffice.fx.Notice;
import boxoffice.fx.QrView;
import boxoffice.fx.Speaker;
import boxoffice.fx.Style;
import boxoffice.kiosk.frame.Frame;
import boxoffice.kiosk.frame.Screen;
import boxoffice.kiosk.frame.StatePane;
import boxoffice.kiosk.frame.Step;
import boxoffice.kiosk.frame.Texts;
import boxoffice.kiosk.frame.TwoColumns;
import boxoffice.kiosk.payment.PaymentModel.Shown;
import boxoffice.kiosk.sale.Trouble;
import boxoffice.kiosk.summary.Purchase;
import boxoffice.kiosk.summary.PurchaseCard;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.kordamp.ikonli.feather.Feather;

/// The way to the hosted payment page, what is paid for, and how long the seats wait.
public final class PaymentScreen implements Screen {
    private static final double QR_SIZE = 252;
    private static final double SIDE_WIDTH = 464;

    private final Frame frame;
    private final Texts texts;
    private final PaymentModel model;
    private final Runnable cancel;
    private final Purchase purchase;
    private final StackPane way = new StackPane();
    private final Notice offline;
    private final HBox moreTime = new HBox();
    private final Button moreTimeButton = new Button();
    private final TwoColumns content;
    private Subscription following = Subscription.EMPTY;
    private Runnable focus = way::requestFocus;

    /// @param cancel lets the seats go
    public PaymentScreen(Frame frame, Texts texts, PaymentModel model, Purchase purchase, Runnable cancel) {
        this.frame = frame;
        this.texts = texts;
        this.model = model;
        this.purchase = purchase;
        this.cancel = cancel;
        this.offline = new Notice(Notice.Kind.WARN, texts.text("payment.offline"));
        offline.setId("payment-offline");
        way.setAccessibleRole(AccessibleRole.TEXT);
        way.getStyleClass().addAll(Style.CARD, "payment-way");
        content = new TwoColumns(SIDE_WIDTH, new VBox(moreTime, offline), way, new PurchaseCard(texts, purchase));
        content.setId("payment");
        content.getStyleClass().add("screen");
        buildOffer();
    }

    @Override
    public Parent content() {
        return content;
    }

    @Override
    public String title() {
        return texts.text("payment.title", "amount", texts.formats().money(purchase.total()));
    }

    @Override
    public Optional<Step> step() {
        return Optional.of(Step.PAYMENT);
    }

    @Override
    public void focus() {
        if (model.moreTimeOffered().get()) {
            moreTimeButton.requestFocus();
        } else {
            focus.run();
        }
    }

    @Override
    public Optional<Runnable> back() {
        return Optional.of(
                () -> frame.confirm(
                        "give-up",
                        texts.text("payment.leave.title"),
                        texts.text("payment.leave.text"),
                        texts.text("payment.leave.stay"),
                        texts.text("payment.leave.go"),
                        cancel));
    }

    @Override
    public Patience patience() {
        return Patience.LONG;
    }

    @Override
    public void shown() {
        following = Subscription.combine(
                model.shown().subscribe(this::show),
                model.offline().subscribe(lost -> appear(offline, lost)),
                model.moreTimeOffered().subscribe(this::offer));
        model.begin();
    }

    @Override
    public void hidden() {
        following.unsubscribe();
        model.end();
    }

    private void buildOffer() {
        Notice notice = new Notice(Notice.Kind.WARN, texts.text("payment.more.text"));
        HBox.setHgrow(notice, Priority.ALWAYS);
        moreTimeButton.setText(texts.text("payment.more.button"));
        moreTimeButton.setId("more-time");
        moreTimeButton.setOnAction(_ -> model.wantMoreTime());
        moreTime.getChildren().addAll(notice, moreTimeButton);
        moreTime.setAlignment(Pos.CENTER);
        moreTime.getStyleClass().add("more-time");
    }

    private void show(Shown shown) {
        Node node = switch (shown) {
            case Shown.Preparing _ -> state(StatePane.waiting(texts.text("payment.preparing")));
            case Shown.Scan(String url) -> scan(url);
            case Shown.Declined _ -> state(
                    StatePane.saying(
                            Feather.X_CIRCLE, texts.text("payment.declined.title"), texts.text("payment.declined.text"))
                            .with("try-again", texts.text("payment.declined.again"), model::tryAgain));
            case Shown.Checking _ -> state(StatePane.waiting(texts.text("payment.checking")));
            case Shown.Stuck(Trouble trouble) -> state(stuck(trouble));
        };
        way.getChildren().setAll(node);
        frame.refocus();
    }

    private StatePane stuck(Trouble trouble) {
        String text = switch (trouble) {
            case Trouble.Offline _ -> texts.text("payment.stuck.offline");
            case Trouble.PaymentUnavailable _ -> texts.text("payment.stuck.gateway");
            case Trouble.NoMoreTime _ -> texts.text("payment.stuck.time");
            case Trouble.Other(String code) -> texts.text("payment.stuck.other", "code", code);
            case Trouble.SeatsTaken _,Trouble.TooManySeats _,Trouble.SaleClosed _ -> texts.text(
                    "payment.stuck.other", "code", "SALE_CLOSED");
        };
        return StatePane.saying(Feather.ALERT_TRIANGLE, texts.text("payment.stuck.title"), text)
                .with("try-again", texts.text("payment.stuck.again"), model::tryAgain);
    }

    private Node state(StatePane pane) {
        focus = pane::focus;
        frame.say(pane.spoken(), Speaker.Priority.IMPORTANT);
        return pane;
    }

    private Node scan(String url) {
        String spoken = texts.text("payment.scan.spoken", "url", url);
        QrView code = new QrView(url, QR_SIZE, spoken);
        code.setId("payment-code");
        way.setAccessibleText(spoken);
        focus = way::requestFocus;
        Label how = label(texts.text("payment.scan.title"), Style.LEAD);
        Label or = label(texts.text("payment.scan.or"), Style.MUTED);
        Label address = label(url.replaceFirst("^https?://", ""), Style.STRONG);
        address.getStyleClass().add(Style.CAPTION);
        address.setId("payment-address");
        Label then = label(texts.text("payment.scan.then"), Style.MUTED);
        VBox text = new VBox(how, code, or, address, then);
        text.getStyleClass().add("payment-scan");
        text.setAlignment(Pos.CENTER);
        frame.say(spoken, Speaker.Priority.NORMAL);
        return text;
    }

    private void offer(boolean offered) {
        boolean used = moreTimeButton.isFocused();
        appear(moreTime, offered);
        if (offered || used) {
            frame.refocus();
        }
    }

    private static void appear(Region region, boolean visible) {
        region.setVisible(visible);
        region.setManaged(visible);
    }

    private static Label label(String text, String style) {
        Label label = new Label(text);
        label.getStyleClass().add(style);
        label.setWrapText(true);
        label.setMinHeight(Label.USE_PREF_SIZE);
        return label;
    }
}
