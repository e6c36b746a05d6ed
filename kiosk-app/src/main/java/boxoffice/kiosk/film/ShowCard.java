package boxoffice.kiosk.film;

import boxoffice.fx.Style;
import boxoffice.kiosk.frame.CardButton;
import boxoffice.kiosk.frame.Texts;
import boxoffice.kiosk.sale.ChosenShow;
import boxoffice.model.Money;
import boxoffice.model.Movies;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// A show as a card: when, where in the house, what is spoken, what it costs, and how full it is.
final class ShowCard {
    private static final PseudoClass TAKEN = PseudoClass.getPseudoClass("taken");

    private ShowCard() {}

    static CardButton of(ChosenShow chosen, Texts texts, Runnable action) {
        Movies.Show show = chosen.show();
        Fullness fullness = Fullness.of(show);
        Label time = label(texts.formats().time(show.time(), chosen.zone()), Style.TITLE, Style.FIGURES);
        Label price = label(
                texts.text("show.price", "price", texts.formats().money(price(chosen))), Style.STRONG, Style.FIGURES);
        HBox full = new HBox(picture(fullness), label(fullness.words(texts, show.seatsAvailable()), Style.CAPTION));
        full.getStyleClass().add("fullness");
        full.setAlignment(Pos.CENTER_LEFT);
        VBox card = new VBox(
                apart(time, price),
                label(texts.text("show.where", "screen", show.screenName(), "format", show.format()), Style.STRONG),
                label(spokenIn(show, texts), Style.MUTED, Style.CAPTION),
                full);
        card.getStyleClass().add("show-card");
        CardButton button = new CardButton(card, spoken(chosen, fullness, texts));
        button.setOnAction(_ -> action.run());
        if (fullness.level() == Fullness.Level.SOLD_OUT) {
            button.getStyleClass().add("sold-out");
        }
        return button;
    }

    private static Money price(ChosenShow chosen) {
        return Money.of(chosen.show().price(), chosen.currency());
    }

    private static String spokenIn(Movies.Show show, Texts texts) {
        String language = texts.formats().language(show.language());
        String subtitles = show.subtitles();
        return subtitles == null
                ? texts.text("show.language", "language", language)
                : texts.text(
                        "show.language.subtitles",
                        "language",
                        language,
                        "subtitles",
                        texts.formats().language(subtitles));
    }

    private static String spoken(ChosenShow chosen, Fullness fullness, Texts texts) {
        Movies.Show show = chosen.show();
        return texts.text(
                "show.spoken",
                "time",
                texts.formats().time(show.time(), chosen.zone()),
                "theater",
                chosen.theaterName(),
                "screen",
                show.screenName(),
                "format",
                show.format(),
                "language",
                spokenIn(show, texts),
                "price",
                texts.formats().moneyInWords(price(chosen)),
                "full",
                fullness.words(texts, show.seatsAvailable()));
    }

    private static HBox picture(Fullness fullness) {
        HBox seats = new HBox();
        seats.getStyleClass().add("fullness-seats");
        for (int i = 0; i < Fullness.PICTURED; i++) {
            Region seat = new Region();
            seat.getStyleClass().add("fullness-seat");
            seat.pseudoClassStateChanged(TAKEN, i < fullness.taken());
            seats.getChildren().add(seat);
        }
        return seats;
    }

    private static HBox apart(Node left, Node right) {
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox row = new HBox(left, gap, right);
        row.setAlignment(Pos.BASELINE_LEFT);
        return row;
    }

    private static Label label(String text, String... styles) {
        Label label = new Label(text);
        label.getStyleClass().addAll(styles);
        label.setWrapText(true);
        label.setMinHeight(Label.USE_PREF_SIZE);
        return label;
    }
}
