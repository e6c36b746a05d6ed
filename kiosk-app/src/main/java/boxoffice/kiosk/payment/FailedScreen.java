package boxoffice.kiosk.payment;

import boxoffice.kiosk.frame.Screen;
import boxoffice.kiosk.frame.StatePane;
import boxoffice.kiosk.frame.Step;
import boxoffice.kiosk.frame.Texts;
import boxoffice.kiosk.sale.SaleState;
import java.util.Optional;
import javafx.scene.Parent;
import org.kordamp.ikonli.feather.Feather;

/// A sale that came to nothing: what happened, what it means for the guest's money, and the way on.
public final class FailedScreen implements Screen {
    private final Texts texts;
    private final StatePane content;
    private final Runnable startOver;

    public FailedScreen(Texts texts, SaleState.Failed failed, Runnable chooseAgain, Runnable startOver) {
        this.texts = texts;
        this.startOver = startOver;
        this.content = switch (failed.failure()) {
            case TIME_RAN_OUT -> StatePane.saying(
                    Feather.CLOCK, texts.text("failure.time.title"), texts.text("failure.time.text"))
                    .with("choose-again", texts.text("failure.choose"), chooseAgain);
            case NOT_PAID -> StatePane.saying(
                    Feather.X_CIRCLE, texts.text("failure.unpaid.title"), texts.text("failure.unpaid.text"))
                    .with("choose-again", texts.text("failure.choose"), chooseAgain);
            case IN_REVIEW -> StatePane.saying(
                    Feather.LIFE_BUOY, texts.text("failure.review.title"), texts.text("failure.review.text"));
        };
        content.with("start-over", texts.text("failure.over"), startOver);
        content.setId("failed");
        content.getStyleClass().add("screen");
    }

    @Override
    public Parent content() {
        return content;
    }

    @Override
    public String title() {
        return texts.text("failure.title");
    }

    @Override
    public String subtitle() {
        return "";
    }

    @Override
    public Optional<Step> step() {
        return Optional.of(Step.PAYMENT);
    }

    @Override
    public void focus() {
        content.focus();
    }

    @Override
    public Optional<Runnable> back() {
        return Optional.of(startOver);
    }
}
