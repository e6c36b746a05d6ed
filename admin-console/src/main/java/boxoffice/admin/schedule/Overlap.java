package boxoffice.admin.schedule;

import boxoffice.model.Json;
import boxoffice.model.Problem;
import boxoffice.model.Theaters.Conflict;
import com.fasterxml.jackson.core.type.TypeReference;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Why the server refused a show's time, and when it would fit.
///
/// @param conflicts the shows in the way, in order of time
/// @param nearestStart the nearest start at which the screen is free, in the theater's own time; empty when there is
///     none near
public record Overlap(List<Conflict> conflicts, Optional<LocalDateTime> nearestStart) {
    private static final TypeReference<List<Conflict>> CONFLICTS = new TypeReference<>() {};

    public Overlap {
        conflicts = List.copyOf(conflicts);
    }

    /// Reads the members that come with `SHOW_OVERLAPS`.
    static Overlap of(Problem problem) {
        return new Overlap(
                read(problem.more().get("conflicts"), CONFLICTS).orElse(List.of()),
                read(problem.more().get("nearestStart"), new TypeReference<LocalDateTime>() {}));
    }

    private static <T> Optional<T> read(@Nullable Object member, TypeReference<T> type) {
        return Optional.ofNullable(member).map(present -> Json.lenient().convertValue(present, type));
    }
}
