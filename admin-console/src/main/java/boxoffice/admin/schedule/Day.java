package boxoffice.admin.schedule;

import boxoffice.admin.frame.Failure;
import java.time.Instant;
import java.util.Optional;

/// What the schedule page has to show.
public sealed interface Day {
    /// The theaters are not known yet.
    record Opening() implements Day {}

    /// There is nothing to plan for.
    record NoTheaters() implements Day {}

    /// The shows are being asked for; the screens are known already.
    ///
    /// @param empty the day without its shows
    record Loading(Lanes empty) implements Day {}

    /// The shows as they were at `asOf`.
    ///
    /// @param stale why they could not be asked for again since then
    record Shown(Lanes lanes, Instant asOf, Optional<Failure> stale) implements Day {}

    /// There is nothing to show, for a reason.
    record Failed(Failure why) implements Day {}
}
