package boxoffice.launcher.crashpoints;

/// Something the server has done that stays done when it dies.
///
/// @param what names it so that the same step of two purchases has the same name
record Effect(Kind kind, String what) {
    enum Kind {
        /// A transaction that changed rows was committed.
        COMMIT("commit"),
        /// Redis has changed something, or passed something on.
        REDIS("Redis"),
        /// The gateway has done what it was asked for.
        GATEWAY("gateway"),
        /// The gateway was told that its message has arrived.
        WEBHOOK("webhook answered"),
        /// The guest was told that it was done.
        ANSWER("guest answered");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    @Override
    public String toString() {
        return kind.words + ": " + what;
    }
}
