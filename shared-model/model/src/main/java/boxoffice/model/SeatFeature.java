package boxoffice.model;

/// What a guest may need to know of a seat beside its kind.
public enum SeatFeature {
    /// Beside an aisle, or at the end of a row.
    AISLE,
    /// Reached without a step.
    STEP_FREE,
    /// Part of the screen is hidden.
    RESTRICTED_VIEW,
    /// Within a hearing loop.
    HEARING_LOOP,
    /// Its armrest lifts up.
    LIFT_UP_ARMREST
}
