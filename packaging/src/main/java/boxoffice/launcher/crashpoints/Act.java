package boxoffice.launcher.crashpoints;

import java.util.Locale;

/// What is going on when the server is killed.
enum Act {
    /// A guest chooses seats and is never seen again. Once the lock must be over, the next guest buys them.
    LOCK,
    /// A guest chooses seats, books, pays, and gets tickets.
    PURCHASE,
    /// A confirmed booking is given back, and its money with it.
    CANCELLATION;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
