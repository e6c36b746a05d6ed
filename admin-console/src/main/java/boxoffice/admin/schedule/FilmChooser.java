package boxoffice.admin.schedule;

import boxoffice.admin.frame.Failure;
import boxoffice.fx.Messages;
import boxoffice.fx.Style;
import boxoffice.model.Movies.Movie;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// A field in which a film is found by typing. The list hangs below the field, over what is there.
///
/// Typing filters, up and down move, Enter or Tab takes, Esc closes the list and keeps the film chosen before.
final class FilmChooser extends Region {
    private static final double ROW = 44;
    private static final int ROWS = 6;

    private final ObjectProperty<Optional<Movie>> chosen;
    private final Messages messages;
    private final TextField field = new TextField();
    private final ListView<Movie> list = new ListView<>();
    private final Label count = new Label();
    private final VBox dropDown = new VBox(list, count);
    private FilmSearch search = new FilmSearch(List.of());
    private Films state = new Films.Loading();
    private boolean showing;

    FilmChooser(ObjectProperty<Optional<Movie>> chosen, Messages messages) {
        this.chosen = chosen;
        this.messages = messages;
        getStyleClass().add("film-chooser");
        field.setId("film");
        list.setFixedCellSize(ROW);
        list.setFocusTraversable(false);
        list.setCellFactory(view -> new FilmCell());
        list.setOnMouseReleased(released -> take());
        list.getSelectionModel().selectedItemProperty().subscribe(this::announce);
        count.getStyleClass().addAll(Style.CAPTION, Style.MUTED, "film-count");
        count.setWrapText(true);
        count.setMinHeight(USE_PREF_SIZE);
        dropDown.getStyleClass().add("drop-down");
        dropDown.setManaged(false);
        dropDown.setVisible(false);
        getChildren().addAll(field, dropDown);
        chosen.subscribe(film -> showChosen());
        field.textProperty().subscribe((before, typed) -> {
            if (!showing) {
                open();
            }
        });
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::press);
        field.setOnMouseClicked(clicked -> open());
        field.focusedProperty().subscribe((before, focused) -> {
            if (focused) {
                field.selectAll();
            } else {
                leave();
            }
        });
    }

    TextField field() {
        return field;
    }

    void show(Films films) {
        state = films;
        search = new FilmSearch(films instanceof Films.Known(List<Movie> known) ? known : List.of());
        field.setPromptText(messages.text("films.prompt"));
        if (isOpen()) {
            open();
        }
    }

    boolean isOpen() {
        return dropDown.isVisible();
    }

    private void open() {
        boolean untouched = chosen.get().map(Movie::title).equals(Optional.of(field.getText()));
        List<Movie> found = search.find(untouched ? "" : field.getText());
        list.getItems().setAll(found);
        count.setText(switch (state) {
            case Films.Loading() -> messages.text("films.loading");
            case Films.Known(List<Movie> known) -> messages.text(
                    "films.count", "count", found.size(), "all", known.size());
            case Films.Failed(Failure why) -> why.words(messages);
        });
        dropDown.setVisible(true);
        if (untouched) {
            chosen.get().ifPresent(film -> list.getSelectionModel().select(film));
        } else {
            list.getSelectionModel().selectFirst();
        }
        list.scrollTo(Math.max(0, list.getSelectionModel().getSelectedIndex()));
        requestLayout();
    }

    private void close() {
        dropDown.setVisible(false);
        field.setAccessibleHelp("");
    }

    private void press(KeyEvent event) {
        KeyCode key = event.getCode();
        if (key == KeyCode.DOWN) {
            move(event, 1);
        } else if (key == KeyCode.UP) {
            move(event, -1);
        } else if (isOpen() && key == KeyCode.ENTER) {
            take();
            event.consume();
        } else if (isOpen() && key == KeyCode.ESCAPE) {
            showChosen();
            event.consume();
        } else if (isOpen() && key == KeyCode.TAB && !field.getText().isBlank()) {
            take();
        }
    }

    private void move(KeyEvent event, int by) {
        event.consume();
        if (!isOpen()) {
            open();
            return;
        }
        int last = list.getItems().size() - 1;
        int next = Math.clamp(list.getSelectionModel().getSelectedIndex() + by, Math.min(0, last), Math.max(0, last));
        if (last >= 0) {
            list.getSelectionModel().select(next);
            list.scrollTo(Math.max(0, next - ROWS + 2));
        }
    }

    private void take() {
        Optional.ofNullable(list.getSelectionModel().getSelectedItem())
                .ifPresent(film -> chosen.set(Optional.of(film)));
        showChosen();
    }

    private void leave() {
        if (isOpen() && field.getText().isBlank()) {
            chosen.set(Optional.empty());
        }
        showChosen();
    }

    private void showChosen() {
        showing = true;
        field.setText(chosen.get().map(Movie::title).orElse(""));
        showing = false;
        field.end();
        close();
    }

    private void announce(Movie film) {
        if (film != null && isOpen()) {
            field.setAccessibleHelp(words(film));
        }
    }

    private String words(Movie film) {
        return messages.text("films.film", "title", film.title(), "year", Integer.toString(film.year()));
    }

    @Override
    protected double computePrefHeight(double width) {
        return Math.max(field.minHeight(width), field.prefHeight(width));
    }

    @Override
    protected void layoutChildren() {
        field.resizeRelocate(0, 0, getWidth(), getHeight());
        double rows = Math.min(list.getItems().size(), ROWS) * ROW;
        list.setPrefHeight(rows);
        list.setMinHeight(rows);
        dropDown.resizeRelocate(0, getHeight() + 8, getWidth(), dropDown.prefHeight(getWidth()));
    }

    /// A film with what tells it from another of the same title.
    private final class FilmCell extends ListCell<Movie> {
        private final Label title = new Label();
        private final Label facts = new Label();
        private final VBox lines = new VBox(title, facts);

        FilmCell() {
            getStyleClass().add("film-cell");
            facts.getStyleClass().addAll(Style.CAPTION, Style.MUTED);
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(Movie film, boolean empty) {
            super.updateItem(film, empty);
            if (empty || film == null) {
                setGraphic(null);
                return;
            }
            title.setText(film.title());
            facts.setText(
                    messages.text(
                            "films.facts",
                            "year",
                            Integer.toString(film.year()),
                            "minutes",
                            film.runtimeMinutes(),
                            "formats",
                            String.join(", ", film.formats()),
                            "rating",
                            film.ageRating()));
            setAccessibleText(words(film));
            setGraphic(lines);
        }
    }
}
