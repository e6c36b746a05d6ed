package boxoffice.fx;

import boxoffice.model.Movies.Movie;
import java.util.List;
import java.util.Optional;
import javafx.geometry.NodeOrientation;
import javafx.geometry.Orientation;
import javafx.scene.AccessibleRole;
import javafx.scene.Group;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.paint.CycleMethod;
import javafx.scene.paint.LinearGradient;
import javafx.scene.paint.Stop;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;
import javafx.scene.text.TextBoundsType;

/// A film's poster, drawn: its title set large on its two colours, over a figure that is always the same for a title.
///
/// Two units wide to three high; give it a width. The title wraps and shrinks until all of it fits, in any script.
public final class PosterView extends Region {
    private static final double HEIGHT_TO_WIDTH = 1.5;

    private final String title;
    private final Lines lines;
    private final boolean rightToLeft;
    private final Color first;
    private final Color second;
    private final Rectangle paper = new Rectangle();
    private final Group motif = new Group();
    private final Rectangle scrim = new Rectangle();
    private final Text titleText;
    private final Text yearText;
    private double drawnWidth = -1;

    /// A poster for a title.
    ///
    /// @param colors two `#RRGGBB` on which white text is legible
    /// @throws IllegalArgumentException when there are not two colours
    public PosterView(String title, int year, List<String> colors) {
        if (colors.size() < 2) {
            throw new IllegalArgumentException("a poster needs two colours, got " + colors);
        }
        this.title = title;
        lines = new Lines(title);
        rightToLeft = rightToLeft(title);
        first = Color.web(colors.get(0));
        second = Color.web(colors.get(1));
        titleText = text(title);
        titleText.setTextAlignment(rightToLeft ? TextAlignment.RIGHT : TextAlignment.LEFT);
        yearText = text(Integer.toString(year));
        yearText.setOpacity(0.85);
        getStyleClass().add("poster");
        // the figure and the scrim do not turn around; the title's own script decides its direction
        setNodeOrientation(NodeOrientation.LEFT_TO_RIGHT);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText(title);
        getChildren().addAll(paper, motif, scrim, yearText, titleText);
    }

    /// A film's poster.
    public static PosterView of(Movie movie) {
        return new PosterView(movie.title(), movie.year(), movie.posterColors());
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computePrefWidth(double height) {
        return height > 0 ? height / HEIGHT_TO_WIDTH : 200;
    }

    @Override
    protected double computePrefHeight(double width) {
        return (width > 0 ? width : prefWidth(-1)) * HEIGHT_TO_WIDTH;
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected void layoutChildren() {
        double width = Math.min(getWidth(), getHeight() / HEIGHT_TO_WIDTH);
        if (width > 0 && width != drawnWidth) {
            drawnWidth = width;
            draw(width, width * HEIGHT_TO_WIDTH);
        }
    }

    private void draw(double width, double height) {
        double corner = width * 0.06;
        paper.setWidth(width);
        paper.setHeight(height);
        paper.setArcWidth(corner * 2);
        paper.setArcHeight(corner * 2);
        paper.setFill(
                new LinearGradient(
                        0, 0, 1, 1, true, CycleMethod.NO_CYCLE, new Stop(0, first), new Stop(1, second)));
        Rectangle frame = new Rectangle(width, height);
        frame.setArcWidth(corner * 2);
        frame.setArcHeight(corner * 2);
        motif.getChildren().setAll(PosterMotif.of(title).draw(width, height));
        motif.setClip(frame);

        double margin = width * 0.09;
        double room = width - 2 * margin;
        setFont(yearText, Fonts.regular(width * 0.065));
        double yearHeight = yearText.getLayoutBounds().getHeight();
        fitTitle(width, room, height - 2 * margin - yearHeight * 1.4);

        double titleHeight = titleText.getLayoutBounds().getHeight();
        place(yearText, margin, height - margin - yearHeight);
        double left = rightToLeft
                ? width - margin - titleText.getLayoutBounds().getWidth()
                : margin;
        place(titleText, left, height - margin - yearHeight * 1.4 - titleHeight);
        drawScrim(width, height, titleHeight + yearHeight + 2 * margin, corner);
    }

    /// Darkens the paper behind the text, so that the figure never makes it harder to read.
    private void drawScrim(double width, double height, double textHeight, double corner) {
        scrim.setWidth(width);
        scrim.setHeight(height);
        scrim.setArcWidth(corner * 2);
        scrim.setArcHeight(corner * 2);
        double start = Math.max(0, 1 - textHeight / height - 0.15);
        scrim.setFill(
                new LinearGradient(
                        0,
                        0,
                        0,
                        1,
                        true,
                        CycleMethod.NO_CYCLE,
                        new Stop(0, Color.TRANSPARENT),
                        new Stop(start, Color.TRANSPARENT),
                        new Stop(Math.min(1, start + 0.2), Color.gray(0, 0.34)),
                        new Stop(1, Color.gray(0, 0.5))));
    }

    /// The largest size at which no word is broken and all lines fit.
    private void fitTitle(double width, double room, double height) {
        double smallest = width * 0.07;
        for (double size = width * 0.17; size > smallest; size *= 0.94) {
            Optional<List<String>> set = lines.set(font(size), room);
            if (set.isPresent()) {
                setTitle(set.get(), size);
                if (titleText.getLayoutBounds().getHeight() <= height) {
                    return;
                }
            }
        }
        setTitle(lines.force(font(smallest), room), smallest);
    }

    private void setTitle(List<String> lines, double size) {
        setFont(titleText, font(size));
        titleText.setText(String.join("\n", lines));
    }

    /// Sets a font so that the one of the screen's running text, which a text inherits, does not replace it.
    private static void setFont(Text text, Font font) {
        text.setFont(font);
        text.setStyle(
                "-fx-font-family: \"%s\"; -fx-font-size: %spx; -fx-font-weight: %s;".formatted(
                        font.getFamily(),
                        font.getSize(),
                        font.getStyle().contains("Bold") ? "bold" : "normal"));
    }

    private Font font(double size) {
        return rightToLeft ? Font.font(Fonts.rightToLeft(), FontWeight.BOLD, size) : Fonts.bold(size);
    }

    private static Text text(String content) {
        Text text = new Text(content);
        text.getStyleClass().add("poster-text");
        text.setBoundsType(TextBoundsType.LOGICAL);
        text.setFill(Color.WHITE);
        return text;
    }

    private static boolean rightToLeft(String title) {
        return title.codePoints()
                .mapToObj(Character::getDirectionality)
                .filter(
                        direction -> direction == Character.DIRECTIONALITY_LEFT_TO_RIGHT
                                || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                                || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC)
                .findFirst()
                .map(direction -> direction != Character.DIRECTIONALITY_LEFT_TO_RIGHT)
                .orElse(false);
    }

    private static void place(Text text, double x, double top) {
        text.setLayoutX(x - text.getLayoutBounds().getMinX());
        text.setLayoutY(top - text.getLayoutBounds().getMinY());
    }
}
