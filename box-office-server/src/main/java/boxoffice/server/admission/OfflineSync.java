package boxoffice.server.admission;

import boxoffice.model.CheckIns;
import boxoffice.model.CheckIns.Conflict;
import boxoffice.model.CheckIns.OfflineScan;
import boxoffice.model.CheckIns.SyncAnswer;
import boxoffice.model.CheckIns.SyncOutcome;
import boxoffice.model.CheckIns.SyncedScan;
import boxoffice.model.CheckIns.Verdict;
import boxoffice.model.InvalidField;
import boxoffice.model.Problem.FieldError;
import boxoffice.server.http.Answer;
import boxoffice.server.http.Ask;
import boxoffice.server.http.ProblemException;
import boxoffice.server.identity.Caller;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Takes in what gates have scanned without a network (TIX-3). Thread-safe.
///
/// Each scan is a transaction of its own, so one that is wrong costs nothing but itself, and a batch that broke off is
/// sent again as it was. Scans are taken in the order in which they were made.
final class OfflineSync {
    private static final FieldError NO_SHOW =
            new FieldError("showId", "names no show of yours", "a show of the theater where you are");

    private final Doors doors;
    private final Turnstile turnstile;
    private final Conflicts conflicts;

    OfflineSync(Doors doors, Turnstile turnstile, Conflicts conflicts) {
        this.doors = doors;
        this.turnstile = turnstile;
        this.conflicts = conflicts;
    }

    /// [CheckIns.SyncRequest] as it came, so that one entry that cannot be read does not spoil the others.
    record Batch(Instant sentAt, List<JsonNode> scans) {
        Batch {
            InvalidField.require(sentAt, "sentAt");
            int count = InvalidField.require(scans, "scans").size();
            if (count < 1 || count > CheckIns.MOST_SCANS) {
                throw new InvalidField("scans", "has %d".formatted(count), "1 to %d".formatted(CheckIns.MOST_SCANS));
            }
        }
    }

    private record Entry(int index, OfflineScan scan) {}

    SyncAnswer sync(Caller caller, Batch batch) {
        List<SyncedScan> results = new ArrayList<>();
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < batch.scans().size(); i++) {
            try {
                entries.add(new Entry(i, Ask.parse(Answer.write(batch.scans().get(i)), OfflineScan.class)));
            } catch (ProblemException unreadable) {
                results.add(refused(i, null, unreadable, new FieldError("", "is no scan", "an object")));
            }
        }
        entries.sort(Comparator.comparing(entry -> entry.scan().scannedAt()));
        for (Entry entry : entries) {
            results.add(take(caller, entry, batch.sentAt()));
        }
        results.sort(Comparator.comparingInt(SyncedScan::index));
        return new SyncAnswer(results);
    }

    private SyncedScan take(Caller caller, Entry entry, Instant sentAt) {
        OfflineScan scan = entry.scan();
        try {
            Attempt attempt = Attempt.before(caller, scan, sentAt);
            Verdict verdict = turnstile.pass(doors.of(caller, scan.showId()), attempt).verdict();
            if (verdict == Verdict.ADMITTED) {
                return new SyncedScan(entry.index(), scan.scanId(), SyncOutcome.ACCEPTED, null, null);
            }
            Conflict conflict = conflicts.of(scan.scanId()).orElseThrow();
            return new SyncedScan(entry.index(), scan.scanId(), SyncOutcome.CONFLICT, conflict, null);
        } catch (InvalidField wrong) {
            return refused(entry.index(), scan.scanId(), ProblemException.of(wrong), NO_SHOW);
        } catch (ProblemException refused) {
            return refused(entry.index(), scan.scanId(), refused, NO_SHOW);
        }
    }

    /// @param otherwise what is wrong where the problem names no field
    private static SyncedScan refused(
            int index, @Nullable UUID scan, ProblemException problem, FieldError otherwise) {
        FieldError error = problem.problem().errors().stream().findFirst().orElse(otherwise);
        String entry = "scans[%d]".formatted(index);
        String field = error.field().isEmpty() ? entry : entry + "." + error.field();
        return new SyncedScan(
                index, scan, SyncOutcome.REFUSED, null, new FieldError(field, error.message(), error.allowed()));
    }
}
