package boxoffice.launcher.torture;

/// Something that must never be, and was.
///
/// @param rule what was broken
/// @param what the seat, the holders and the times
record Violation(Rule rule, String what) {
    /// What a history may not show.
    enum Rule {
        TWO_OWNERS("a seat had two owners"),
        LOST_LOCK("a lock was lost before its time"),
        UNJUSTIFIED_REFUSAL("a free seat was refused"),
        STALE_MAP("the seat map showed an owned seat as available"),
        WRONG_ANSWER("an answer no server may give"),
        LOST_BOOKING("a confirmed booking was not kept"),
        LEFT_BEHIND("something was left behind"),
        SLOW_RECOVERY("service did not come back in time"),
        LEDGER("the seat ledger does not add up");

        private final String words;

        Rule(String words) {
            this.words = words;
        }
    }

    @Override
    public String toString() {
        return rule.words + ": " + what;
    }
}
