package boxoffice.launcher.bench;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was measured for one line. Rates are per second; of several rounds the median counts.
///
/// @param ceiling the rate of what the line is measured against, in the same run
/// @param ratio of the two
/// @param asked the ratio to reach
/// @param notes what a person should know besides, a line each
@JsonInclude(JsonInclude.Include.ALWAYS)
@JsonPropertyOrder({"line", "rate", "p50ms", "p95ms", "p99ms", "ceiling", "ratio", "asked"})
record Result(
        String line,
        double rate,
        double p50ms,
        double p95ms,
        double p99ms,
        @Nullable Double ceiling,
        @Nullable Double ratio,
        @Nullable Double asked,
        @JsonIgnore List<String> notes) {

    /// Whether the line reached what was asked of it.
    @JsonIgnore
    boolean reached() {
        return ratio == null || asked == null || ratio >= asked;
    }
}
