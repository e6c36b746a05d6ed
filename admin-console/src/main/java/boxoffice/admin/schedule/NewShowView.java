package boxoffice.admin.schedule;

import boxoffice.admin.frame.Columns;
import boxoffice.admin.frame.FieldView;
import boxoffice.admin.schedule.NewShowModel.Field;
import boxoffice.fx.Messages;
import boxoffice.fx.Notice;
import boxoffice.fx.Style;
import boxoffice.model.Theaters.Screen;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.DatePicker;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/// The form in which a show is planned.
final class NewShowView extends VBox {
    private final NewShowModel model;
    private final Messages messages;
    private final ShowWords words;
    private final Runnable leave;
    private final FilmChooser film;
    private final ComboBox<Screen> screen = new ComboBox<>();
    private final DatePicker date = new DatePicker();
    private final TextField time = new TextField();
    private final ComboBox<String> format = new ComboBox<>();
    private final TextField interval = new TextField();
    private final TextField price = new TextField();
    private final ComboBox<Optional<String>> language = new ComboBox<>();
    private final ComboBox<Optional<String>> subtitles = new ComboBox<>();
    private final Label ends = new Label();
    private final OverlapView overlap;
    private final VBox failure = new VBox();
    private final Button save = new Button();

    /// @param leave what to do when the plan is dropped
    NewShowView(NewShowModel model, ShowWords words, Runnable leave) {
        this.model = model;
        this.words = words;
        this.messages = words.messages();
        this.leave = leave;
        this.film = new FilmChooser(model.film(), messages);
        this.overlap = new OverlapView(messages, this::acceptProposal);
        getStyleClass().add("new-show");
        bindFields();
        VBox form = new VBox(fields());
        form.getStyleClass().add("form");
        ScrollPane scroll = new ScrollPane(form);
        scroll.setFitToWidth(true);
        scroll.setFocusTraversable(false);
        scroll.getStyleClass().add("form-scroll");
        setVgrow(scroll, Priority.ALWAYS);
        Label title = new Label(messages.text("new-show.title"));
        title.getStyleClass().add(Style.TITLE);
        getChildren().addAll(title, scroll, overlap, failure, buttons());
        setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                event.consume();
                leave.run();
            }
        });
        follow();
    }

    private void bindFields() {
        screen.setId("screen");
        screen.getItems().setAll(model.theater().screens());
        screen.setConverter(converter(Screen::name));
        screen.valueProperty().bindBidirectional(model.screen());
        date.setId("date");
        date.setValue(model.date().get().orElse(null));
        date.valueProperty().subscribe(value -> model.date().set(Optional.ofNullable(value)));
        model.date().subscribe(value -> date.setValue(value.orElse(null)));
        time.setId("time");
        time.setPromptText(messages.text("new-show.time.prompt"));
        time.textProperty().bindBidirectional(model.time());
        format.setId("format");
        format.valueProperty().bindBidirectional(model.format());
        model.formats().subscribe(formats -> {
            String chosen = model.format().get();
            format.getItems().setAll(formats);
            model.format().set(chosen);
        });
        interval.setId("interval");
        interval.getStyleClass().addAll("amount");
        interval.textProperty().bindBidirectional(model.interval());
        price.setId("price");
        price.getStyleClass().addAll("amount");
        price.textProperty().bindBidirectional(model.price());
        language.setId("language");
        language.setConverter(converter(code -> code.map(words.formats()::language).orElse("")));
        language.valueProperty().bindBidirectional(model.language());
        subtitles.setId("subtitles");
        subtitles.setConverter(
                converter(
                        code -> code.map(words.formats()::language).orElse(messages.text("new-show.subtitles.none"))));
        subtitles.valueProperty().bindBidirectional(model.subtitles());
    }

    /// The choices of a chooser as text.
    private static <T> StringConverter<T> converter(Function<T, String> text) {
        return new StringConverter<>() {
            @Override
            public String toString(T value) {
                return value == null ? "" : text.apply(value);
            }

            @Override
            public T fromString(String typed) {
                throw new UnsupportedOperationException("nothing is typed into a chooser");
            }
        };
    }

    private Node fields() {
        FieldView filmField = new FieldView(
                messages.text("new-show.film"), film, film.field(), model.errors().of(Field.FILM));
        filmField.setViewOrder(-1);
        ends.getStyleClass().addAll(Style.CAPTION, Style.STRONG, "show-times");
        ends.setWrapText(true);
        ends.setMinHeight(USE_PREF_SIZE);
        String priceName = messages.text("new-show.price", "currency", model.theater().currency());
        Columns languages = new Columns(
                field("new-show.language", language, Field.LANGUAGE),
                field("new-show.subtitles", subtitles, Field.SUBTITLES));
        languages.getStyleClass().add("last-fields");
        VBox fields = new VBox(
                filmField,
                new Columns(
                        field("new-show.screen", screen, Field.SCREEN),
                        field("new-show.interval", interval, Field.INTERVAL)),
                new Columns(field("new-show.date", date, Field.DATE), field("new-show.time", time, Field.TIME)),
                ends,
                new Columns(
                        field("new-show.format", format, Field.FORMAT),
                        new FieldView(priceName, price, model.errors().of(Field.PRICE))),
                languages);
        fields.getStyleClass().add("fields");
        return fields;
    }

    private FieldView field(String key, Control control, Field field) {
        return new FieldView(messages.text(key), control, model.errors().of(field));
    }

    private Node buttons() {
        save.setId("save");
        save.getStyleClass().add(Style.PRIMARY);
        save.setDefaultButton(true);
        save.textProperty()
                .bind(
                        Bindings.when(model.saving())
                                .then(messages.text("new-show.saving"))
                                .otherwise(messages.text("new-show.save")));
        save.setOnAction(pressed -> save());
        Button drop = new Button(messages.text("new-show.cancel"));
        drop.setId("cancel");
        drop.setOnAction(pressed -> leave.run());
        HBox buttons = new HBox(drop, save);
        buttons.getStyleClass().add("answers");
        for (Button button : List.of(drop, save)) {
            button.setMaxWidth(Double.MAX_VALUE);
            HBox.setHgrow(button, Priority.ALWAYS);
        }
        return buttons;
    }

    private void follow() {
        model.times()
                .subscribe(
                        times -> ends.setText(
                                times.map(this::timesInWords)
                                        .orElse(messages.text("new-show.times.unknown"))));
        model.overlap().subscribe(refused -> {
            overlap.show(refused, model.screen().get().name(), words);
            overlap.enter();
        });
        failure.managedProperty().bind(Bindings.isNotEmpty(failure.getChildren()));
        model.failure()
                .subscribe(
                        why -> failure.getChildren()
                                .setAll(
                                        why.map(
                                                reason -> List.of(
                                                        new Notice(Notice.Kind.DANGER, reason.words(messages))))
                                                .orElse(List.of())));
        model.saving().subscribe(saving -> {
            if (!saving) {
                goToError();
            }
        });
    }

    private String timesInWords(NewShowModel.Times times) {
        return messages.text(
                "new-show.times",
                "from",
                words.dateTime(times.starts()),
                "to",
                words.time(times.ends()),
                "cleared",
                words.time(times.cleared()));
    }

    private void save() {
        model.save();
        if (!model.saving().get()) {
            goToError();
        }
    }

    private void goToError() {
        model.errors().first().ifPresent(field -> control(field).requestFocus());
    }

    private Control control(Field field) {
        return switch (field) {
            case FILM -> film.field();
            case SCREEN -> screen;
            case DATE -> date;
            case TIME -> time;
            case FORMAT -> format;
            case INTERVAL -> interval;
            case PRICE -> price;
            case LANGUAGE -> language;
            case SUBTITLES -> subtitles;
        };
    }

    private void acceptProposal() {
        model.acceptProposal();
        save.requestFocus();
    }

    /// Fills what the films decide: the list of them, and the languages there are.
    void show(Films films) {
        film.show(films);
        if (films instanceof Films.Known(var known)) {
            TreeMap<String, Optional<String>> byName = new TreeMap<>();
            known.stream()
                    .flatMap(movie -> movie.languages().stream())
                    .distinct()
                    .forEach(code -> byName.put(words.formats().language(code), Optional.of(code)));
            Optional<String> spoken = model.language().get();
            language.getItems().setAll(byName.values());
            model.language().set(spoken);
            Optional<String> read = model.subtitles().get();
            subtitles.getItems().clear();
            subtitles.getItems().add(Optional.empty());
            subtitles.getItems().addAll(byName.values());
            model.subtitles().set(read);
        }
    }

    NewShowModel model() {
        return model;
    }

    /// Moves the keyboard to the first field. What scrolls joins the scene only once it is styled.
    void enter() {
        applyCss();
        film.field().requestFocus();
    }
}
