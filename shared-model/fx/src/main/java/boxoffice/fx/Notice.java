package boxoffice.fx;

import javafx.scene.AccessibleRole;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.shape.FillRule;
import javafx.scene.shape.SVGPath;

/// A message on a screen: a colour, an icon and words, so that none of them has to be understood alone.
public final class Notice extends HBox {
    /// What kind of message it is.
    public enum Kind {
        INFO("info", "M12 2a10 10 0 1 0 0 20 10 10 0 1 0 0-20z M10.8 6.4h2.4v2.4h-2.4z M10.8 10.4h2.4v7.2h-2.4z"),
        OK(Style.OK, "M12 2a10 10 0 1 0 0 20 10 10 0 1 0 0-20z M10.6 17 5.8 12.2 7.5 10.5 10.6 13.6 16.9 7.3 18.6 9z"),
        WARN(Style.WARN, "M12 2.2 23 21.4H1z M10.8 9h2.4v6h-2.4z M10.8 16.6h2.4V19h-2.4z"),
        DANGER(Style.DANGER, "M8 2h8l6 6v8l-6 6H8l-6-6V8z M10.8 6.4h2.4v7.2h-2.4z M10.8 15.2h2.4v2.4h-2.4z");

        private final String style;
        private final String icon;

        Kind(String style, String icon) {
            this.style = style;
            this.icon = icon;
        }
    }

    private final Paragraph paragraph = new Paragraph("");
    private final SVGPath icon = new SVGPath();

    /// A message of a kind.
    public Notice(Kind kind, String text) {
        getStyleClass().add("notice");
        icon.getStyleClass().add("notice-icon");
        icon.setFillRule(FillRule.EVEN_ODD);
        setHgrow(paragraph, Priority.ALWAYS);
        setAccessibleRole(AccessibleRole.TEXT);
        getChildren().addAll(icon, paragraph);
        show(kind, text);
    }

    /// Replaces the message.
    public void show(Kind kind, String text) {
        for (Kind other : Kind.values()) {
            getStyleClass().remove(other.style);
        }
        getStyleClass().add(kind.style);
        icon.setContent(kind.icon);
        paragraph.text(text);
        setAccessibleText(text);
    }

    /// What it says.
    public String text() {
        return paragraph.text();
    }
}
