package boxoffice.kiosk.frame;

import boxoffice.fx.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Where sheets lie: over the page, which is dimmed and out of reach as long as one is open. Tab and arrows stay within
/// the sheet.
final class SheetLayer extends StackPane {
    private final Label text = new Label();
    private @Nullable Sheet sheet;
    private final List<Node> stops = new ArrayList<>();
    private @Nullable Node before;

    SheetLayer() {
        getStyleClass().add("veil");
        setVisible(false);
        text.setWrapText(true);
        text.setMinHeight(USE_PREF_SIZE);
        addEventFilter(KeyEvent.KEY_PRESSED, this::walk);
    }

    boolean isOpen() {
        return sheet != null;
    }

    boolean isOpen(String id) {
        return sheet != null && sheet.id().equals(id);
    }

    /// Gives the focus to the recommended answer of the open sheet.
    void focus() {
        if (!stops.isEmpty()) {
            stops.getLast().requestFocus();
        }
    }

    void open(Sheet newSheet) {
        if (sheet == null) {
            before = getScene().getFocusOwner();
        }
        sheet = newSheet;
        text.setText(newSheet.text());
        stops.clear();
        newSheet.body().stream().flatMap(SheetLayer::stopsIn).forEach(stops::add);
        getChildren().setAll(card(newSheet));
        setVisible(true);
        focus();
    }

    /// Changes the words of the open sheet.
    void retext(String newText) {
        text.setText(newText);
    }

    void close() {
        if (sheet == null) {
            return;
        }
        sheet = null;
        stops.clear();
        setVisible(false);
        getChildren().clear();
        if (before != null && before.getScene() != null) {
            before.requestFocus();
        }
        before = null;
    }

    void escape() {
        if (sheet != null) {
            answer(sheet.escape());
        }
    }

    private static Stream<Node> stopsIn(Node node) {
        Stream<Node> inside =
                node instanceof Parent parent
                        ? parent.getChildrenUnmodifiable().stream().flatMap(SheetLayer::stopsIn)
                        : Stream.empty();
        return node instanceof ButtonBase ? Stream.of(node) : inside;
    }

    private void walk(KeyEvent event) {
        int step = switch (event.getCode()) {
            case TAB -> event.isShiftDown() ? -1 : 1;
            case LEFT, UP -> -1;
            case RIGHT, DOWN -> 1;
            default -> 0;
        };
        if (step != 0 && !stops.isEmpty()) {
            int here = stops.indexOf(getScene().getFocusOwner());
            stops.get(Math.floorMod(here + step, stops.size())).requestFocus();
            event.consume();
        }
    }

    private void answer(Sheet.Answer answer) {
        close();
        answer.action().run();
    }

    private VBox card(Sheet shown) {
        Label title = new Label(shown.title());
        title.getStyleClass().add(Style.TITLE);
        title.setWrapText(true);
        title.setMinHeight(USE_PREF_SIZE);
        HBox answers = new HBox(buttons(shown.answers()));
        answers.getStyleClass().add("sheet-answers");
        answers.setAlignment(Pos.CENTER_RIGHT);
        VBox card = new VBox(title);
        if (!shown.text().isEmpty()) {
            card.getChildren().add(text);
        }
        card.getChildren().addAll(shown.body());
        card.getChildren().add(answers);
        card.getStyleClass().addAll(Style.CARD, "sheet");
        card.setId(shown.id());
        card.setAccessibleRole(AccessibleRole.DIALOG);
        card.setAccessibleText(shown.title());
        card.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        return card;
    }

    private Node[] buttons(List<Sheet.Answer> answers) {
        return answers.stream().map(this::button).toArray(Node[]::new);
    }

    private Button button(Sheet.Answer answer) {
        Button button = new Button(answer.text());
        switch (answer.kind()) {
            case RECOMMENDED -> button.getStyleClass().add(Style.PRIMARY);
            case DANGER -> button.getStyleClass().add(Style.DANGER);
            case PLAIN -> {
                // looks as every button does
            }
        }
        button.setOnAction(_ -> answer(answer));
        stops.add(button);
        return button;
    }
}
