package boxoffice.server.seating;

import boxoffice.model.InvalidField;
import boxoffice.model.LockId;
import boxoffice.model.SeatId;
import boxoffice.model.ShowId;
import boxoffice.model.UserId;
import boxoffice.server.seating.FastPath.Owner;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A seat lock as it stands in Redis: key and value (SEAT-5).
///
/// @param at when it was written, in milliseconds of its writer's clock
record LockKey(Owner owner, SeatId seat, long at) {
    /// All keys, as SCAN takes it.
    static final String ALL = "lock:show:*";

    private static final Pattern KEY = Pattern.compile("lock:show:\\{([^}]+)}:seat:(.+)");
    private static final Pattern VALUE = Pattern.compile("([^:]+):([^:]+):(\\d{1,18})");

    static String of(ShowId show, SeatId seat) {
        return "lock:show:{" + show + "}:seat:" + seat;
    }

    /// Reads one; none when it is nothing that a server has written.
    static Optional<LockKey> read(String key, String value) {
        Matcher names = KEY.matcher(key);
        Matcher owner = VALUE.matcher(value);
        if (!names.matches() || !owner.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new LockKey(
                            new Owner(
                                    ShowId.of(names.group(1)), UserId.of(owner.group(1)), LockId.of(owner.group(2))),
                            new SeatId(names.group(2)),
                            Long.parseLong(owner.group(3))));
        } catch (InvalidField noId) {
            return Optional.empty();
        }
    }

    /// Whether its claim may still be on its way to the database. A writer whose clock is wrong loses this protection,
    /// which costs speed and nothing else.
    boolean isYoung(long now, Duration grace) {
        return Math.abs(now - at) < grace.toMillis();
    }
}
