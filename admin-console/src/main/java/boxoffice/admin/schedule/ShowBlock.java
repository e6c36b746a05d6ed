package boxoffice.admin.schedule;

import boxoffice.fx.Paragraph;
import boxoffice.fx.Style;
import boxoffice.model.ShowStatus;
import boxoffice.model.Theaters.ScheduledShow;
import boxoffice.model.Theaters.Screen;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;

/// A show on the timeline: as wide as it takes the screen, the clean-up part hatched. State is told by the drawing and
/// by a word, the film by its colours.
///
/// Lines that do not fit whole are left out, the least important first; the accessible text has them all.
final class ShowBlock extends Region {
    private static final PseudoClass DRAFT = PseudoClass.getPseudoClass("draft");
    private static final PseudoClass PUBLISHED = PseudoClass.getPseudoClass("published");
    private static final PseudoClass CANCELLED = PseudoClass.getPseudoClass("cancelled");
    private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");
    private static final double BESIDE = 10;
    private static final double ABOVE = 8;
    private static final double BAR = 4;
    /// Below this width, words would be broken to pieces.
    private static final double LEAST_ROOM = 56;

    private final Region programme = new Region();
    private final Region cleaning = new Region();
    private final Region track = new Region();
    private final Region sold = new Region();
    private final Paragraph title = new Paragraph("", Style.CAPTION, Style.STRONG, "block-title");
    private final Paragraph time = new Paragraph("", Style.CAPTION);
    private final Paragraph state = new Paragraph("", Style.CAPTION, Style.STRONG);
    private final Paragraph sales = new Paragraph("", Style.CAPTION);
    private ScheduledShow show;

    ShowBlock(ScheduledShow show, Screen screen, ShowWords words) {
        this.show = show;
        getStyleClass().add("show-block");
        programme.getStyleClass().add("programme");
        cleaning.getStyleClass().add("cleaning");
        track.getStyleClass().add("sold-track");
        sold.getStyleClass().add("sold");
        setAccessibleRole(AccessibleRole.BUTTON);
        getChildren().addAll(cleaning, programme, track, sold, title, time, state, sales);
        show(show, screen, words);
    }

    /// Shows newer figures of the same show.
    void show(ScheduledShow newer, Screen screen, ShowWords words) {
        show = newer;
        title.text(newer.title());
        time.text(words.messages().text("block.time", "period", words.period(newer), "format", newer.format()));
        state.text(newer.status() == ShowStatus.PUBLISHED ? "" : words.status(newer.status()));
        sales.text(words.sales(newer));
        setAccessibleText(words.name(newer, screen));
        pseudoClassStateChanged(DRAFT, newer.status() == ShowStatus.DRAFT);
        pseudoClassStateChanged(PUBLISHED, newer.status() == ShowStatus.PUBLISHED);
        pseudoClassStateChanged(CANCELLED, newer.status() == ShowStatus.CANCELLED);
        paint(newer.posterColors());
        requestLayout();
    }

    ScheduledShow show() {
        return show;
    }

    /// Marks the show on which the keyboard stands, also while the keyboard is elsewhere.
    void setCurrent(boolean current) {
        setFocusTraversable(current);
        pseudoClassStateChanged(CURRENT, current);
    }

    /// The film's colours as the stylesheet's `-film-a` and `-film-b`.
    private void paint(List<String> colors) {
        if (colors.size() >= 2 && colors.stream().allMatch(color -> color.matches("#[0-9A-Fa-f]{6}"))) {
            setStyle("-film-a: %s; -film-b: %s;".formatted(colors.get(0), colors.get(1)));
        }
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double height = getHeight();
        double whole = minutes(show.starts().toInstant(), show.cleared().toInstant());
        double film = minutes(show.starts().toInstant(), show.ends().toInstant());
        double filmWidth = whole <= 0 ? width : snapSizeX(width * film / whole);
        programme.resizeRelocate(0, 0, filmWidth, height);
        cleaning.resizeRelocate(filmWidth, 0, Math.max(0, width - filmWidth), height);
        layoutSold(filmWidth, height);
        layoutLines(filmWidth - 2 * BESIDE, height - 2 * ABOVE - (track.isVisible() ? BAR + 4 : 0));
    }

    private static double minutes(Instant from, Instant to) {
        return Duration.between(from, to).toSeconds() / 60.0;
    }

    private void layoutSold(double width, double height) {
        boolean shown = show.status() == ShowStatus.PUBLISHED && width > 3 * BESIDE;
        track.setVisible(shown);
        sold.setVisible(shown && show.booked() > 0);
        double length = width - 2 * BESIDE;
        double share = show.seats() == 0 ? 0 : Math.min(1, (double) show.booked() / show.seats());
        track.resizeRelocate(BESIDE, height - ABOVE - BAR, length, BAR);
        sold.resizeRelocate(BESIDE, height - ABOVE - BAR, Math.max(BAR, length * share), BAR);
    }

    private void layoutLines(double width, double height) {
        double left = height;
        boolean room = width >= LEAST_ROOM;
        double y = ABOVE;
        for (Paragraph line : List.of(title, time, state, sales)) {
            double needed = line.text().isEmpty() ? 0 : line.prefHeight(width);
            room = room && needed <= left;
            line.setVisible(room && needed > 0);
            if (line.isVisible()) {
                line.resizeRelocate(BESIDE, y, width, needed);
                y += needed;
                left -= needed;
            }
        }
    }
}
