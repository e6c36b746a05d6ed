package boxoffice.server.admission;

import boxoffice.model.CheckIns.Scan;
import boxoffice.model.InvalidField;
import boxoffice.model.Json;
import boxoffice.model.Problem;
import boxoffice.model.ProblemCode;
import boxoffice.model.TicketToken;
import boxoffice.server.admission.Doors.Door;
import boxoffice.server.http.ProblemException;
import boxoffice.server.storage.Row;
import boxoffice.server.storage.Sql;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/// What every scan was answered, so that asking again after a lost answer is harmless.
final class ScanLog {
    private ScanLog() {}

    /// Begins a scan. Whoever asks the same meanwhile waits until it has its answer.
    ///
    /// @param token what was read, if it was genuine; nobody can have shown it before it was issued
    /// @return false when it was answered before
    static boolean begin(Sql sql, Door door, Attempt attempt, Optional<TicketToken> token) {
        return sql.sql(
                """
                        INSERT INTO check_in_scans (scan_id, show_id, request_hash, gate, actor_id, device_id, offline, scanned_at)
                        VALUES (:scan, :show, :hash, CAST(:gate AS text), :actor, CAST(:device AS uuid), :offline,
                                greatest(now() - CAST(:age AS interval),
                                         (SELECT issued_at
                                            FROM tickets
                                           WHERE booking_id = CAST(:booking AS uuid)
                                             AND seat_id = CAST(:seat AS text))))
                        ON CONFLICT (scan_id) DO NOTHING""")
                .with("scan", attempt.scanId())
                .with("show", door.show())
                .with("hash", attempt.hash(door))
                .with("gate", attempt.gate())
                .with("actor", attempt.caller().user())
                .with("device", attempt.caller().device().map(UUID::toString).orElse(null))
                .with("offline", attempt.offline())
                .with("age", attempt.age().orElse(Duration.ZERO).toString())
                .with("booking", token.map(read -> read.bookingId().toString()).orElse(null))
                .with("seat", token.map(read -> read.seatId().value()).orElse(null))
                .update() == 1;
    }

    /// Gives a scan that has begun its answer.
    static void end(Sql sql, Scan answer) {
        sql.sql("""
                UPDATE check_in_scans
                   SET ticket_id = CAST(:ticket AS uuid), verdict = :verdict, answer = CAST(:answer AS jsonb)
                 WHERE scan_id = :scan""")
                .with("scan", answer.scanId())
                .with("ticket", answer.ticketId() == null ? null : answer.ticketId().toString())
                .with("verdict", answer.verdict())
                .with("answer", json(answer))
                .update();
    }

    /// The answer that a scan got. A gate that sends it again as an offline one has let the guest in without it.
    ///
    /// @throws ProblemException when the id belongs to a scan of another code or show
    static Scan answer(Sql sql, Door door, Attempt attempt) {
        Kept kept = sql.sql("""
                UPDATE check_in_scans
                   SET offline = offline OR CAST(:offline AS boolean)
                 WHERE scan_id = :scan
                RETURNING request_hash, answer""")
                .with("scan", attempt.scanId())
                .with("offline", attempt.offline())
                .one(Kept::of)
                .orElseThrow();
        if (!Arrays.equals(kept.hash(), attempt.hash(door))) {
            InvalidField field =
                    new InvalidField("scanId", "belongs to another scan", "a new UUID for each look at a code");
            throw ProblemException.of(
                    Problem.of(ProblemCode.IDEMPOTENCY_KEY_REUSED, field.getMessage()).with(field));
        }
        return kept.answer();
    }

    private record Kept(byte[] hash, Scan answer) {
        static Kept of(Row row) {
            try {
                return new Kept(
                        row.bytes("request_hash"), Json.strict().readValue(row.text("answer"), Scan.class));
            } catch (JsonProcessingException spoiled) {
                throw new IllegalStateException("a stored answer cannot be read", spoiled);
            }
        }
    }

    private static String json(Scan answer) {
        try {
            return Json.strict().writeValueAsString(answer);
        } catch (JsonProcessingException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }
}
