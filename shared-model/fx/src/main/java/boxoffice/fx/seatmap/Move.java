package boxoffice.fx.seatmap;

/// A step through the seat map. Directions are those of the drawing, in every language: up is towards the screen.
public enum Move {
    LEFT,
    RIGHT,
    UP,
    DOWN,
    ROW_START,
    ROW_END,
    PLAN_START,
    PLAN_END,
    /// Five rows towards the screen, or as many as there are.
    PAGE_UP,
    /// Five rows away from the screen, or as many as there are.
    PAGE_DOWN
}
