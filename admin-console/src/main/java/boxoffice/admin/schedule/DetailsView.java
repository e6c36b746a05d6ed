package boxoffice.admin.schedule;

import boxoffice.fx.Messages;
import boxoffice.fx.Notice;
import boxoffice.fx.Paragraph;
import boxoffice.fx.PosterView;
import boxoffice.fx.Style;
import boxoffice.model.Movies.Movie;
import boxoffice.model.ShowStatus;
import boxoffice.model.Theaters.ScheduledShow;
import boxoffice.model.Theaters.Screen;
import java.util.Locale;
import java.util.Optional;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// A show's details and what can be done with it.
final class DetailsView extends VBox {
    /// What the buttons do.
    interface Actions {
        void publish(ScheduledShow show);

        void watch(ScheduledShow show);

        void delete(ScheduledShow show);

        /// Back to where the keyboard came from.
        void leave();
    }

    private final Messages messages;
    private final Actions actions;
    private final VBox content = new VBox();
    private final StackPane message = new StackPane();
    private final Button publish;
    private final Button watch;
    private final Button delete;
    private final VBox question;
    private final Paragraph questionText = new Paragraph("");
    private final Button keep;
    private final VBox buttons;
    private Optional<ScheduledShow> shown = Optional.empty();
    private boolean changeable;

    DetailsView(Messages messages, Actions actions) {
        this.messages = messages;
        this.actions = actions;
        getStyleClass().add("details");
        content.getStyleClass().add("details-content");
        publish = button("details.publish", "publish", Style.PRIMARY);
        publish.setOnAction(pressed -> shown.ifPresent(actions::publish));
        watch = button("details.watch", "watch", Style.PRIMARY);
        watch.setOnAction(pressed -> shown.ifPresent(actions::watch));
        delete = button("details.delete", "delete", Style.DANGER);
        delete.setOnAction(pressed -> askToDelete());
        keep = button("details.delete.keep", "keep", "plain");
        question = question();
        buttons = new VBox(publish, watch, delete);
        buttons.getStyleClass().add("details-buttons");
        message.getStyleClass().add("details-message");
        Region spring = new Region();
        setVgrow(spring, Priority.ALWAYS);
        getChildren().addAll(content, spring, message, buttons, question);
        setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                event.consume();
                dismissQuestion();
                actions.leave();
            }
        });
        showNothing(false);
    }

    private Button button(String key, String id, String style) {
        Button button = new Button(messages.text(key));
        button.setId(id);
        button.getStyleClass().add(style);
        button.setMaxWidth(Double.MAX_VALUE);
        button.managedProperty().bind(button.visibleProperty());
        return button;
    }

    private VBox question() {
        keep.setOnAction(pressed -> {
            dismissQuestion();
            actions.leave();
        });
        Button confirm = button("details.delete.confirm", "confirm-delete", Style.DANGER);
        confirm.setOnAction(pressed -> {
            dismissQuestion();
            shown.ifPresent(actions::delete);
        });
        HBox answers = new HBox(keep, confirm);
        answers.getStyleClass().add("answers");
        HBox.setHgrow(keep, Priority.ALWAYS);
        HBox.setHgrow(confirm, Priority.ALWAYS);
        VBox box = new VBox(questionText, answers);
        box.getStyleClass().add("question");
        box.managedProperty().bind(box.visibleProperty());
        box.setVisible(false);
        return box;
    }

    /// Shows that no show is chosen.
    ///
    /// @param known whether there are shows to choose from; nothing is said while they are on their way
    void showNothing(boolean known) {
        shown = Optional.empty();
        message.getChildren().clear();
        content.getChildren().clear();
        dismissQuestion();
        if (!known) {
            return;
        }
        Label title = new Label(messages.text("details.none"));
        title.getStyleClass().add(Style.TITLE);
        Paragraph hint = new Paragraph(messages.text("details.none.hint"), Style.MUTED);
        content.getChildren().setAll(title, hint);
    }

    /// @param mayChange whether to offer what changes the show
    void show(ScheduledShow show, Screen screen, Optional<Movie> film, ShowWords words, boolean mayChange) {
        if (!shown.map(ScheduledShow::id).equals(Optional.of(show.id()))) {
            dismissQuestion();
            message.getChildren().clear();
        }
        shown = Optional.of(show);
        content.getChildren().setAll(header(show, film, words), table(show, screen, words), occupancy(show, words));
        changeable = mayChange;
        showButtons();
    }

    private Node header(ScheduledShow show, Optional<Movie> film, ShowWords words) {
        Paragraph title = new Paragraph(show.title(), Style.TITLE);
        VBox lines = new VBox(title);
        lines.getStyleClass().add("details-title");
        film.ifPresent(
                movie -> lines.getChildren()
                        .add(
                                new Paragraph(
                                        words.messages()
                                                .text(
                                                        "details.film",
                                                        "year",
                                                        Integer.toString(movie.year()),
                                                        "minutes",
                                                        movie.runtimeMinutes(),
                                                        "rating",
                                                        movie.ageRating()),
                                        Style.MUTED)));
        FlowPane badges = new FlowPane(
                badge(words.status(show.status()), "status-" + show.status().name().toLowerCase(Locale.ROOT)),
                badge(show.format(), "format"));
        badges.getStyleClass().add("badges");
        lines.getChildren().add(badges);
        HBox header = new HBox(lines);
        header.getStyleClass().add("details-header");
        HBox.setHgrow(lines, Priority.ALWAYS);
        film.ifPresent(movie -> {
            PosterView poster = PosterView.of(movie);
            poster.setMinSize(80, 120);
            poster.setMaxSize(80, 120);
            poster.setPrefSize(80, 120);
            header.getChildren().addFirst(poster);
        });
        return header;
    }

    private static Label badge(String text, String style) {
        Label badge = new Label(text);
        badge.getStyleClass().addAll(Style.BADGE, Style.CAPTION, Style.STRONG, style);
        badge.setMinWidth(USE_PREF_SIZE);
        return badge;
    }

    private Node table(ScheduledShow show, Screen screen, ShowWords words) {
        GridPane table = new GridPane();
        table.getStyleClass().add("facts");
        ColumnConstraints names = new ColumnConstraints();
        ColumnConstraints values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        values.setHalignment(HPos.RIGHT);
        table.getColumnConstraints().addAll(names, values);
        row(table, "details.screen", screen.name());
        row(table, "details.starts", words.dateTime(show.starts().toInstant()));
        row(table, "details.ends", words.time(show.ends()));
        row(table, "details.cleared", words.time(show.cleared()));
        row(table, "details.spoken", words.spoken(show.language(), show.subtitles()));
        row(table, "details.price", words.price(show));
        row(table, "details.seats", words.formats().number(show.seats()));
        row(table, "details.sold", words.formats().number(show.booked()));
        row(table, "details.held", words.formats().number(show.locked()));
        row(table, "details.free", words.formats().number(show.seats() - show.booked() - show.locked()));
        return table;
    }

    private void row(GridPane table, String key, String value) {
        Label name = new Label(messages.text(key));
        name.getStyleClass().add(Style.MUTED);
        name.setMinWidth(USE_PREF_SIZE);
        Paragraph figure = new Paragraph(value);
        GridPane.setFillWidth(figure, false);
        table.addRow(table.getRowCount(), name, figure);
    }

    private Node occupancy(ScheduledShow show, ShowWords words) {
        double share = show.seats() == 0 ? 0 : (double) show.booked() / show.seats();
        OccupancyBar bar = new OccupancyBar(share);
        Label label = new Label(messages.text("details.occupancy", "percent", words.formats().percent(share)));
        label.getStyleClass().addAll(Style.CAPTION, Style.MUTED);
        return new VBox(4, bar, label);
    }

    /// Asks before a draft goes for good; the keyboard stands on the harmless answer.
    void askToDelete() {
        shown.filter(show -> show.status() == ShowStatus.DRAFT).ifPresent(show -> {
            questionText.text(messages.text("details.delete.question", "title", show.title()));
            question.setVisible(true);
            showButtons();
            keep.requestFocus();
        });
    }

    private void dismissQuestion() {
        question.setVisible(false);
        showButtons();
    }

    /// A draft can be published or taken back; seats can be watched once it is published. A question hides them all.
    private void showButtons() {
        boolean draft = shown.map(show -> show.status() == ShowStatus.DRAFT).orElse(false);
        boolean idle = !question.isVisible();
        publish.setVisible(draft && changeable && idle);
        delete.setVisible(draft && changeable && idle);
        watch.setVisible(shown.isPresent() && !draft && idle);
    }

    /// Says how an action went.
    void say(Notice.Kind kind, String text) {
        message.getChildren().setAll(new Notice(kind, text));
    }

    void enter() {
        (publish.isVisible() ? publish : watch).requestFocus();
    }
}
