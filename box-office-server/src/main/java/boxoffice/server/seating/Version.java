package boxoffice.server.seating;

import boxoffice.model.InvalidField;
import boxoffice.model.SeatId;
import boxoffice.model.SeatStatus;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Names a state of a show's seats. Every node understands the versions of every other.
///
/// @param horizon the oldest transaction that was running when the seats were read. Whatever commits later carries that
///        number or a higher one, so "changed since" cannot miss a change, in whatever order transactions commit
/// @param print of the seats that are taken: transactions that run for long keep the horizon where it is while others
///        change seats
public record Version(long horizon, long print) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,18})-([0-9a-f]{1,16})");
    private static final long FNV_START = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /// Reads a version that was given out.
    ///
    /// @throws InvalidField when it cannot be one; the field is called `since`
    public static Version parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new InvalidField("since", "is not a version", "the version of an earlier answer");
        }
        return new Version(Long.parseLong(matcher.group(1)), Long.parseUnsignedLong(matcher.group(2), 16));
    }

    /// The version of seats that were read at a horizon.
    public static Version of(long horizon, Map<SeatId, SeatStatus> taken) {
        long[] print = {0};
        taken.forEach((seat, status) -> print[0] += print(seat, status));
        return new Version(horizon, print[0]);
    }

    /// The text that [#parse] reads.
    @Override
    public String toString() {
        return horizon + "-" + Long.toHexString(print);
    }

    /// Alike on every node, and summed up in any order.
    private static long print(SeatId seat, SeatStatus status) {
        long hash = (FNV_START ^ status.name().charAt(0)) * FNV_PRIME;
        for (int i = 0; i < status.name().length(); i++) {
            hash = (hash ^ status.name().charAt(i)) * FNV_PRIME;
        }
        for (int i = 0; i < seat.value().length(); i++) {
            hash = (hash ^ seat.value().charAt(i)) * FNV_PRIME;
        }
        return hash ^ (hash >>> 32);
    }
}
