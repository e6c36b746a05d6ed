package boxoffice.launcher.crashpoints;

import java.util.List;

/// How a visit ended.
///
/// @param wrong what should not be, a line each; empty unless the end is [End#WRONG]
record Verdict(End end, List<String> wrong) {
    enum End {
        /// One confirmed booking with its seats and tickets, paid for once.
        CONFIRMED,
        /// No booking, and all that was paid was given back once.
        REFUNDED,
        /// No booking, and nothing was ever paid.
        NEVER_PAID,
        WRONG
    }

    static Verdict wrong(List<String> lines) {
        return new Verdict(End.WRONG, List.copyOf(lines));
    }
}
