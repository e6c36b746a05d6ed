package boxoffice.kiosk.film;

import boxoffice.fx.PosterView;
import boxoffice.fx.Style;
import boxoffice.kiosk.frame.CardButton;
import boxoffice.kiosk.frame.Texts;
import boxoffice.model.Movies;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// A film as a card: poster, title, and what a guest wants to know before choosing it.
final class FilmCard {
    private static final double POSTER_WIDTH = 104;

    private FilmCard() {}

    static CardButton of(Movies.Movie film, Texts texts, Runnable chosen) {
        PosterView poster = PosterView.of(film);
        poster.setMinWidth(POSTER_WIDTH);
        poster.setPrefWidth(POSTER_WIDTH);
        poster.setMaxSize(POSTER_WIDTH, POSTER_WIDTH * 1.5);
        VBox about = new VBox(
                line(film.title(), Style.LEAD, "film-title"),
                line(facts(film, texts), Style.MUTED, Style.CAPTION),
                line(languages(film, texts), Style.MUTED, Style.CAPTION),
                badges(Stream.concat(Stream.of(film.ageRating()), film.formats().stream()).toList()));
        about.getStyleClass().add("film-about");
        HBox.setHgrow(about, Priority.ALWAYS);
        HBox card = new HBox(poster, about);
        card.getStyleClass().add("film-card");
        CardButton button = new CardButton(card, spoken(film, texts));
        button.setOnAction(_ -> chosen.run());
        return button;
    }

    static String facts(Movies.Movie film, Texts texts) {
        return texts.text(
                "film.facts",
                "year",
                Integer.toString(film.year()),
                "length",
                texts.formats().duration(Duration.ofMinutes(film.runtimeMinutes())));
    }

    static String languages(Movies.Movie film, Texts texts) {
        return texts.formats().row(film.languages().stream().map(texts.formats()::language).toList());
    }

    static FlowPane badges(List<String> words) {
        FlowPane badges = new FlowPane();
        badges.getStyleClass().add("badges");
        for (String word : words) {
            Label badge = new Label(word);
            badge.getStyleClass().addAll(Style.BADGE, Style.CAPTION);
            badge.setMinWidth(Label.USE_PREF_SIZE);
            badges.getChildren().add(badge);
        }
        return badges;
    }

    private static String spoken(Movies.Movie film, Texts texts) {
        return texts.text(
                "film.spoken",
                "title",
                film.title(),
                "year",
                Integer.toString(film.year()),
                "length",
                texts.formats().durationInWords(Duration.ofMinutes(film.runtimeMinutes())),
                "age",
                film.ageRating(),
                "languages",
                texts.formats().list(film.languages().stream().map(texts.formats()::language).toList()),
                "formats",
                texts.formats().list(film.formats()));
    }

    private static Node line(String text, String... styles) {
        Label label = new Label(text);
        label.getStyleClass().addAll(styles);
        label.setWrapText(true);
        label.setMinHeight(Label.USE_PREF_SIZE);
        return label;
    }
}
