package boxoffice.fx.seatmap;

import boxoffice.model.SeatType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Insets;
import javafx.scene.layout.Background;
import javafx.scene.layout.BackgroundFill;
import javafx.scene.layout.Border;
import javafx.scene.layout.BorderStroke;
import javafx.scene.layout.BorderStrokeStyle;
import javafx.scene.layout.BorderWidths;
import javafx.scene.layout.CornerRadii;
import javafx.scene.paint.Color;
import javafx.scene.paint.CycleMethod;
import javafx.scene.paint.LinearGradient;
import javafx.scene.paint.Paint;
import javafx.scene.paint.Stop;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.shape.StrokeLineJoin;
import javafx.scene.shape.StrokeType;

/// How one kind of seat in one state is drawn; shared by all seats of that kind and state.
///
/// State is told by fill, by border (thick, dashed, flat, hatched) and by a mark, so that no colour has to be seen.
///
/// @param ink the colour of number and mark
/// @param state the mark of the state
/// @param kind the mark of the type, for seats that can be chosen
/// @param number whether the seat's number is shown
record SeatPaint(
        Background background,
        Border border,
        Color ink,
        Optional<SeatMark> state,
        Optional<SeatMark> kind,
        boolean number) {
    private static final double RADIUS = 9;
    private static final BorderStrokeStyle DASHED = new BorderStrokeStyle(
            StrokeType.INSIDE, StrokeLineJoin.ROUND, StrokeLineCap.BUTT, 10, 0, List.of(5.0, 4.0));

    static SeatPaint of(SeatPalette palette, SeatLook look, SeatType type) {
        boolean access = type == SeatType.WHEELCHAIR || type == SeatType.COMPANION;
        boolean open = look == SeatLook.AVAILABLE || look == SeatLook.SELECTED;
        SeatPalette.Fill fill = palette.fill(look);
        Color edge = access ? palette.accessEdge() : fill.edge();
        Color ink = switch (look) {
            case AVAILABLE -> palette.ink();
            case SELECTED -> palette.onSelected();
            case HELD, BOOKED, BLOCKED -> fill.edge();
        };
        return new SeatPaint(
                new Background(fills(palette, look, type, fill, edge, ink), List.of()),
                look == SeatLook.HELD ? dashed(edge) : Border.EMPTY,
                ink,
                stateMark(look),
                open ? kindMark(type) : Optional.empty(),
                open);
    }

    private static List<BackgroundFill> fills(
            SeatPalette palette, SeatLook look, SeatType type, SeatPalette.Fill fill, Color edge, Color ink) {
        List<BackgroundFill> fills = new ArrayList<>();
        double width = switch (look) {
            case SELECTED -> 4;
            case AVAILABLE -> 2;
            case BOOKED, BLOCKED -> 1.5;
            case HELD -> 0;
        };
        fills.add(layer(width > 0 ? edge : fill.inside(), 0));
        fills.add(layer(look == SeatLook.BLOCKED ? palette.canvas() : fill.inside(), width));
        if (look == SeatLook.BLOCKED) {
            fills.add(layer(hatch(fill.edge()), width));
        }
        if (look == SeatLook.AVAILABLE || look == SeatLook.SELECTED) {
            Color crown = look == SeatLook.SELECTED ? ink : fill.edge();
            if (type == SeatType.PREMIUM || type == SeatType.VIP) {
                fills.add(crown(crown, 5));
            }
            if (type == SeatType.VIP) {
                fills.add(crown(crown, 8.5));
            }
        }
        return fills;
    }

    private static BackgroundFill layer(Paint paint, double inset) {
        return new BackgroundFill(paint, new CornerRadii(RADIUS - inset), new Insets(inset));
    }

    /// A short line along the top; two of them for a VIP seat.
    private static BackgroundFill crown(Color color, double top) {
        return new BackgroundFill(color, new CornerRadii(1), new Insets(top, 12, SeatNode.SIZE - top - 2, 12));
    }

    private static Border dashed(Color color) {
        return new Border(new BorderStroke(color, DASHED, new CornerRadii(RADIUS), new BorderWidths(2)));
    }

    private static Paint hatch(Color line) {
        return new LinearGradient(
                0,
                0,
                6,
                6,
                false,
                CycleMethod.REPEAT,
                new Stop(0, line),
                new Stop(0.22, line),
                new Stop(0.3, Color.TRANSPARENT),
                new Stop(0.92, Color.TRANSPARENT),
                new Stop(1, line));
    }

    private static Optional<SeatMark> stateMark(SeatLook look) {
        return switch (look) {
            case SELECTED -> Optional.of(SeatMark.CHECK);
            case HELD -> Optional.of(SeatMark.CLOCK);
            case BOOKED -> Optional.of(SeatMark.CROSS);
            case AVAILABLE, BLOCKED -> Optional.empty();
        };
    }

    private static Optional<SeatMark> kindMark(SeatType type) {
        return switch (type) {
            case WHEELCHAIR -> Optional.of(SeatMark.WHEELCHAIR);
            case COMPANION -> Optional.of(SeatMark.COMPANION);
            case REGULAR, PREMIUM, VIP -> Optional.empty();
        };
    }
}
