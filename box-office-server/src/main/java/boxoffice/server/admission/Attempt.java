package boxoffice.server.admission;

import boxoffice.model.CheckIns.OfflineScan;
import boxoffice.model.CheckIns.ScanRequest;
import boxoffice.model.InvalidField;
import boxoffice.server.identity.Caller;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A code that was held before a scanner.
///
/// @param age how long ago; empty where the guest waits for the answer
record Attempt(UUID scanId, String text, @Nullable String gate, Caller caller, Optional<Duration> age) {
    private static final Duration OLDEST = Duration.ofDays(7);

    /// A scan whose guest waits.
    static Attempt now(Caller caller, ScanRequest request) {
        return new Attempt(request.scanId(), request.token(), request.gate(), caller, Optional.empty());
    }

    /// A scan made without a network. Only the difference between two times of the same clock counts, so it does not
    /// matter how wrong that clock is; a scan that would be later than its sending is taken to be as late.
    ///
    /// @throws InvalidField when that clock was moved by days in between
    static Attempt before(Caller caller, OfflineScan scan, Instant sentAt) {
        Duration age = Duration.between(scan.scannedAt(), sentAt);
        if (age.compareTo(OLDEST) > 0) {
            throw new InvalidField("scannedAt", "is too long before sentAt", "at most " + OLDEST.toDays() + " days");
        }
        Duration past = age.isNegative() ? Duration.ZERO : age;
        return new Attempt(scan.scanId(), scan.token(), scan.gate(), caller, Optional.of(past));
    }

    boolean offline() {
        return age.isPresent();
    }

    /// Tells a repetition from another scan of the same id.
    byte[] hash(Doors.Door door) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest((door.show() + "|" + text).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
