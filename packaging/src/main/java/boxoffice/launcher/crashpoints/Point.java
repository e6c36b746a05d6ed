package boxoffice.launcher.crashpoints;

/// Where a server can be killed: right after an effect.
///
/// @param time which of the effects of that name it is within one purchase, from 1
record Point(Effect effect, int time) {
    @Override
    public String toString() {
        return time == 1 ? effect.toString() : effect + " (#" + time + ")";
    }
}
