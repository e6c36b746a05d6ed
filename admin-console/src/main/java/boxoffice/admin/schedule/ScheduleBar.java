package boxoffice.admin.schedule;

import boxoffice.fx.Formats;
import boxoffice.fx.Messages;
import boxoffice.fx.Style;
import boxoffice.model.ShowStatus;
import boxoffice.model.Theaters.Theater;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.DatePicker;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.SVGPath;
import javafx.util.StringConverter;

/// Which theater, which day, how many shows, and the button for a new one.
final class ScheduleBar extends HBox {
    private final ScheduleModel model;
    private final Messages messages;
    private final ComboBox<Theater> theater = new ComboBox<>();
    private final DatePicker date = new DatePicker();
    private final Label day = new Label();
    private final Label summary = new Label();

    ScheduleBar(ScheduleModel model, Messages messages, Runnable planShow) {
        this.model = model;
        this.messages = messages;
        getStyleClass().add("schedule-bar");
        day.getStyleClass().add(Style.TITLE);
        summary.getStyleClass().addAll(Style.CAPTION, Style.MUTED);
        VBox where = new VBox(day, summary);
        where.setMinWidth(USE_PREF_SIZE);
        Region spring = new Region();
        setHgrow(spring, Priority.ALWAYS);
        Button newShow = new Button(messages.text("bar.new-show"));
        newShow.setId("new-show");
        newShow.getStyleClass().add(Style.PRIMARY);
        newShow.setMinWidth(USE_PREF_SIZE);
        newShow.setOnAction(pressed -> planShow.run());
        newShow.setDisable(true);
        List<Node> choosers = List.of(
                chooseTheater(),
                step("bar.previous", "previous-day", "M15 4 7 12l8 8", model::previousDay),
                chooseDate(),
                step("bar.next", "next-day", "M9 4l8 8-8 8", model::nextDay),
                today());
        getChildren().addAll(where, spring);
        getChildren().addAll(choosers);
        getChildren().add(newShow);
        model.day().subscribe(shown -> {
            describe();
            newShow.setDisable(!model.mayPlan() || !(shown instanceof Day.Shown));
            boolean nowhere = model.theater().get().isEmpty();
            choosers.forEach(chooser -> chooser.setDisable(nowhere));
        });
    }

    private ComboBox<Theater> chooseTheater() {
        theater.setId("theater");
        theater.setAccessibleText(messages.text("bar.theater"));
        theater.setItems(model.theaters());
        theater.setConverter(new StringConverter<>() {
            @Override
            public String toString(Theater value) {
                return value == null ? ""
                        : messages.text("bar.theater.name", "name", value.name(), "city", value.city());
            }

            @Override
            public Theater fromString(String typed) {
                throw new UnsupportedOperationException("nothing is typed into a chooser");
            }
        });
        model.theater().subscribe(chosen -> theater.setValue(chosen.orElse(null)));
        theater.valueProperty().subscribe(chosen -> {
            if (chosen != null) {
                model.look(chosen);
            }
        });
        return theater;
    }

    private DatePicker chooseDate() {
        date.setId("date-shown");
        date.setAccessibleText(messages.text("bar.date"));
        model.date().subscribe(date::setValue);
        date.valueProperty().subscribe(chosen -> {
            if (chosen == null) {
                date.setValue(model.date().get());
            } else {
                model.look(chosen);
            }
        });
        return date;
    }

    private Button today() {
        Button button = new Button(messages.text("bar.today"));
        button.setId("today");
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(pressed -> model.look(model.today()));
        return button;
    }

    private Button step(String key, String id, String arrow, Runnable go) {
        SVGPath icon = new SVGPath();
        icon.setContent(arrow);
        icon.getStyleClass().add("arrow");
        Button button = new Button();
        button.setId(id);
        button.setGraphic(icon);
        button.getStyleClass().add("icon-button");
        button.setAccessibleText(messages.text(key));
        button.setOnAction(pressed -> go.run());
        return button;
    }

    private void describe() {
        day.setText(
                model.theater()
                        .get()
                        .map(
                                at -> Formats.of(Locale.of(messages.locale().getLanguage(), at.country()))
                                        .date(model.date().get()))
                        .orElse(""));
        summary.setText(switch (model.day().get()) {
            case Day.Opening opening -> messages.text("bar.summary.loading");
            case Day.Loading loading -> messages.text("bar.summary.loading");
            case Day.NoTheaters none -> "";
            case Day.Failed failed -> "";
            case Day.Shown shown -> messages.text(
                    "bar.summary",
                    "screens",
                    shown.lanes().lanes().size(),
                    "shows",
                    shown.lanes().shows().size(),
                    "drafts",
                    shown.lanes().count(ShowStatus.DRAFT));
        });
    }
}
