package boxoffice.fx.seatmap;

import java.util.List;
import javafx.scene.paint.Color;

/// The colours of a seat map in the theme that is on.
record SeatPalette(
        Color canvas,
        Color surface,
        Color ink,
        Color line,
        Color onSelected,
        Fill available,
        Fill selected,
        Fill held,
        Fill booked,
        Color accessEdge) {
    /// How many colours a palette is made of.
    static final int SIZE = 14;

    /// Takes the colours in the order in which the style rule of `.seat-colors` lists them.
    static SeatPalette of(List<Color> colors) {
        return new SeatPalette(
                colors.get(0),
                colors.get(1),
                colors.get(2),
                colors.get(3),
                colors.get(4),
                new Fill(colors.get(5), colors.get(6)),
                new Fill(colors.get(7), colors.get(8)),
                new Fill(colors.get(9), colors.get(10)),
                new Fill(colors.get(11), colors.get(12)),
                colors.get(13));
    }

    /// A seat's inside and its border.
    record Fill(Color inside, Color edge) {
        private Fill dimmed(Color canvas) {
            return new Fill(dim(inside, canvas), dim(edge, canvas));
        }
    }

    /// The same colours, faded into the canvas, for seats that a filter leaves out.
    SeatPalette dimmed() {
        return new SeatPalette(
                canvas,
                surface,
                dim(ink, canvas),
                dim(line, canvas),
                dim(onSelected, canvas),
                available.dimmed(canvas),
                selected.dimmed(canvas),
                held.dimmed(canvas),
                booked.dimmed(canvas),
                dim(accessEdge, canvas));
    }

    Fill fill(SeatLook look) {
        return switch (look) {
            case AVAILABLE -> available;
            case SELECTED -> selected;
            case HELD -> held;
            case BOOKED -> booked;
            case BLOCKED -> new Fill(canvas, line);
        };
    }

    private static Color dim(Color color, Color canvas) {
        return color.interpolate(canvas, 0.72);
    }
}
