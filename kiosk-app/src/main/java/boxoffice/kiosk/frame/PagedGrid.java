package boxoffice.kiosk.frame;

import boxoffice.fx.Style;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// Cards in equal columns on as many pages as they need, in groups with headings: nothing is ever cut off, and there
/// is nothing to scroll.
///
/// One tab stop: arrows move from card to card and over to the next page, Home and End to the first and last,
/// PageUp and PageDown by pages. Up from the first row and down from the last one lead out of the grid.
public final class PagedGrid extends Region {
    private static final double GAP = 16;

    private final Texts texts;
    private final double narrowest;
    private final List<Group> groups = new ArrayList<>();
    private final List<Label> headings = new ArrayList<>();
    private final List<Region> cards = new ArrayList<>();
    private final IntegerProperty page = new SimpleIntegerProperty();
    private final Button previous = new Button(null, new FontIcon(Feather.CHEVRON_LEFT));
    private final Button following = new Button(null, new FontIcon(Feather.CHEVRON_RIGHT));
    private final Label where = new Label();
    private final HBox pager = new HBox(previous, where, following);
    private GridPages pages = GridPages.EMPTY;
    private int current;

    /// Cards that belong together.
    ///
    /// @param heading an empty text where the group needs none
    public record Group(String heading, List<? extends Region> cards) {}

    /// @param narrowest the smallest width of a card
    public PagedGrid(Texts texts, double narrowest) {
        this.texts = texts;
        this.narrowest = narrowest;
        getStyleClass().add("paged-grid");
        pager.getStyleClass().add("pager");
        pager.setAlignment(Pos.CENTER_RIGHT);
        pager.setVisible(false);
        previous.setAccessibleText(texts.text("pager.previous"));
        previous.setOnAction(_ -> turn(-1));
        following.setAccessibleText(texts.text("pager.next"));
        following.setOnAction(_ -> turn(1));
        page.subscribe(this::showPage);
        addEventFilter(KeyEvent.KEY_PRESSED, this::move);
    }

    /// Turns the pages; to be put where it fits. Invisible while one page is enough.
    public Node pager() {
        return pager;
    }

    /// Shows these cards, the first of them being the one that Tab leads to.
    public void show(List<Group> newGroups) {
        groups.clear();
        groups.addAll(newGroups);
        headings.clear();
        cards.clear();
        for (Group group : groups) {
            Label heading = new Label(group.heading());
            heading.getStyleClass().addAll(Style.STRONG, "group-heading");
            heading.setManaged(false);
            headings.add(heading);
            cards.addAll(group.cards());
        }
        cards.forEach(card -> {
            card.setManaged(false);
            card.focusedProperty().subscribe(has -> {
                if (has) {
                    setCurrent(cards.indexOf(card));
                }
            });
        });
        getChildren().setAll(headings);
        getChildren().addAll(cards);
        pages = GridPages.EMPTY;
        page.set(0);
        setCurrent(0);
        requestLayout();
    }

    /// Gives the focus to the card that Tab leads to.
    public void focusCurrent() {
        cards.get(current).requestFocus();
    }

    /// Leads Tab to a card, and turns to its page.
    public void setCurrent(int index) {
        current = index;
        for (int i = 0; i < cards.size(); i++) {
            cards.get(i).setFocusTraversable(i == index);
        }
        turnTo(pages.pageOf(index));
    }

    @Override
    protected void layoutChildren() {
        if (cards.isEmpty() || getWidth() <= 0) {
            return;
        }
        int columns = Math.max(1, (int) ((getWidth() + GAP) / (narrowest + GAP)));
        double cardWidth = Math.floor((getWidth() - (columns - 1) * GAP) / columns);
        double cardHeight = 0;
        for (Region card : cards) {
            card.applyCss();
            cardHeight = Math.max(cardHeight, Math.ceil(card.prefHeight(cardWidth)));
        }
        double headingHeight = 0;
        for (Label heading : headings) {
            heading.applyCss();
            headingHeight = Math.max(headingHeight, heading.getText().isEmpty() ? 0 : heading.prefHeight(-1));
        }
        GridPages.Measures measures =
                new GridPages.Measures(getHeight(), columns, cardWidth, cardHeight, headingHeight, GAP);
        pages = GridPages.of(groups.stream().map(group -> group.cards().size()).toList(), measures);
        for (int i = 0; i < cards.size(); i++) {
            GridPages.Place place = pages.card(i);
            cards.get(i).resizeRelocate(place.x(), place.y(), cardWidth, cardHeight);
        }
        pager.setVisible(pages.count() > 1);
        turnTo(pages.pageOf(current));
        showPage();
    }

    private void turn(int by) {
        int target = page.get() + by;
        if (target >= 0 && target < pages.count()) {
            setCurrent(pages.firstOf(target));
        }
    }

    private void turnTo(int target) {
        page.set(target);
    }

    private void showPage() {
        int shown = page.get();
        for (int i = 0; i < cards.size(); i++) {
            cards.get(i).setVisible(pages.pageOf(i) == shown);
        }
        for (int i = 0; i < headings.size(); i++) {
            Label heading = headings.get(i);
            GridPages.Place place = pages.heading(i, shown);
            heading.setVisible(place.isSomewhere() && !heading.getText().isEmpty());
            heading.resizeRelocate(place.x(), place.y(), getWidth(), heading.prefHeight(-1));
        }
        previous.setDisable(shown == 0);
        following.setDisable(shown >= pages.count() - 1);
        where.setText(texts.text("pager.where", "page", shown + 1, "pages", pages.count()));
    }

    private void move(KeyEvent event) {
        if (cards.isEmpty() || !cards.contains(event.getTarget())) {
            return;
        }
        int target = switch (event.getCode()) {
            case LEFT -> current - 1;
            case RIGHT -> current + 1;
            case UP -> pages.above(current);
            case DOWN -> pages.below(current);
            case HOME -> 0;
            case END -> cards.size() - 1;
            case PAGE_UP -> pages.firstOf(Math.max(0, page.get() - 1));
            case PAGE_DOWN -> pages.firstOf(Math.min(pages.count() - 1, page.get() + 1));
            default -> -1;
        };
        boolean sideways = event.getCode() == KeyCode.LEFT || event.getCode() == KeyCode.RIGHT;
        if (target >= 0 && target < cards.size()) {
            setCurrent(target);
            cards.get(target).requestFocus();
            event.consume();
        } else if (sideways) {
            event.consume();
        }
    }
}
