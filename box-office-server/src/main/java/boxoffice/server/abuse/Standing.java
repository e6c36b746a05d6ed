package boxoffice.server.abuse;

import java.time.Duration;

/// How somebody stands against a limit, after one more.
///
/// @param allowed whether the one more was within the limit
/// @param left how many more will be, as far as this node knows
/// @param reset until all are there again
record Standing(Limit limit, boolean allowed, int left, Duration reset) {
    /// In whole seconds, as headers have it; at least one.
    long resetSeconds() {
        return Math.max(1, reset.plusMillis(999).toSeconds());
    }
}
