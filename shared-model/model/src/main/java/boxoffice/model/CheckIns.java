package boxoffice.model;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Checking tickets in at the door, on the wire (TIX-3).
public final class CheckIns {
    /// Scans that one `POST /api/v1/check-ins/sync` may bring; as many as fit into a body.
    public static final int MOST_SCANS = 100;

    private static final int TOKEN = 1000;
    private static final int GATE = 40;

    private CheckIns() {}

    /// The body of `POST /api/v1/check-ins`.
    ///
    /// @param scanId made by the scanner for each look at a code; a repetition gets the first answer again
    /// @param token the QR's text
    /// @param showId the show that is let in
    /// @param gate where the scanner is, in the theater's own words
    public record ScanRequest(UUID scanId, String token, ShowId showId, @Nullable String gate) {
        public ScanRequest {
            InvalidField.require(scanId, "scanId");
            token = InvalidField.text(token, "token", TOKEN);
            InvalidField.require(showId, "showId");
            gate = gate == null ? null : InvalidField.text(gate, "gate", GATE);
        }
    }

    /// What came of a scan. Only ADMITTED lets somebody in.
    public enum Verdict {
        ADMITTED,
        /// Somebody came in with this ticket before.
        DUPLICATE,
        /// Good, but for another show.
        WRONG_SHOW,
        /// The doors are not open yet.
        TOO_EARLY,
        /// The show is over.
        TOO_LATE,
        /// The booking was cancelled or refunded, or the show does not take place.
        CANCELLED,
        /// A later print voided this one.
        REISSUED,
        /// Not one of our tokens, or changed since we signed it.
        FORGED,
        /// Well signed, but no such ticket is known.
        UNKNOWN
    }

    /// When and where somebody came in.
    ///
    /// @param offline whether the gate had no network then
    public record Admission(Instant at, @Nullable String gate, boolean offline) {}

    /// Which show a ticket is for.
    ///
    /// @param time the start, with the offset of the theater's own zone
    public record OtherShow(ShowId id, String title, String theaterName, String screenName, OffsetDateTime time) {}

    /// When a show's doors are open.
    public record Hours(Instant from, Instant until) {}

    /// The answer to `POST /api/v1/check-ins`.
    ///
    /// @param seatId where the guest sits, with the row and number that stand on the seat; for tickets that are known
    /// @param admission this one, or for a duplicate the first
    /// @param show for WRONG_SHOW
    /// @param hours for TOO_EARLY and TOO_LATE
    public record Scan(
            UUID scanId,
            Verdict verdict,
            @Nullable TicketId ticketId,
            @Nullable SeatId seatId,
            @Nullable String row,
            @Nullable String number,
            @Nullable Admission admission,
            @Nullable OtherShow show,
            @Nullable Hours hours) {}

    /// Somebody whom a gate without a network has let in.
    ///
    /// @param scannedAt by the scanner's own clock, which may be wrong
    public record OfflineScan(UUID scanId, String token, ShowId showId, @Nullable String gate, Instant scannedAt) {
        public OfflineScan {
            InvalidField.require(scanId, "scanId");
            token = InvalidField.text(token, "token", TOKEN);
            InvalidField.require(showId, "showId");
            gate = gate == null ? null : InvalidField.text(gate, "gate", GATE);
            InvalidField.require(scannedAt, "scannedAt");
        }
    }

    /// The body of `POST /api/v1/check-ins/sync`. It may be sent again: each scan counts once.
    ///
    /// @param sentAt the same clock as `scannedAt`, at the moment of sending; the difference is what counts
    /// @param scans 1 to [#MOST_SCANS]
    public record SyncRequest(Instant sentAt, List<OfflineScan> scans) {}

    /// What came of an offline scan.
    public enum SyncOutcome {
        /// Taken down as the ticket's admission.
        ACCEPTED,
        /// Somebody is inside who should not be; kept for the staff.
        CONFLICT,
        /// Could not be read; the others of the batch were.
        REFUSED
    }

    /// One entry of [SyncAnswer].
    ///
    /// @param index in the batch, from 0
    /// @param conflict for CONFLICT
    /// @param error for REFUSED
    public record SyncedScan(
            int index,
            @Nullable UUID scanId,
            SyncOutcome outcome,
            @Nullable Conflict conflict,
            Problem.@Nullable FieldError error) {}

    /// The answer to `POST /api/v1/check-ins/sync`, in the order of the batch.
    public record SyncAnswer(List<SyncedScan> scans) {}

    /// An offline gate has let somebody in whom we would not have.
    ///
    /// @param verdict anything but ADMITTED
    /// @param scannedAt by our clock, as far as it can be known
    /// @param admission the ticket's admission that stands, where there is one
    /// @param first whether the scan was before that admission
    public record Conflict(
            UUID scanId,
            Verdict verdict,
            @Nullable TicketId ticketId,
            @Nullable SeatId seatId,
            @Nullable String gate,
            Instant scannedAt,
            Instant receivedAt,
            @Nullable Admission admission,
            boolean first) {}

    /// The answer to `GET /api/v1/shows/{id}/check-ins/conflicts`, oldest scan first.
    public record ConflictReport(ShowId showId, List<Conflict> conflicts) {}

    /// The answer to `GET /api/v1/shows/{id}/check-ins`.
    ///
    /// @param expected tickets that are good
    /// @param admitted tickets with which somebody came in
    /// @param tickets in the order of the seat plan
    public record ShowCheckIns(ShowId showId, int expected, int admitted, List<DoorTicket> tickets) {}

    /// A line of the door's list.
    ///
    /// @param reference of the booking
    /// @param cancelled after somebody came in with it; cancelled tickets of others are not listed
    public record DoorTicket(
            TicketId ticketId,
            SeatId seatId,
            String row,
            String number,
            String reference,
            int issue,
            boolean cancelled,
            @Nullable Admission admission) {}

    /// The answer to `GET /api/v1/shows/{id}/check-ins/manifest`: all that a scanner needs when the network goes.
    ///
    /// @param version changes with everything else here; also the ETag
    /// @param hours when to let in
    /// @param keys with which tokens verify
    /// @param tickets those that are good
    public record Manifest(
            ShowId showId, String version, Hours hours, List<Tickets.Key> keys, List<ManifestTicket> tickets) {}

    /// A ticket that is good. A token must name this booking, seat and issue: a seat that was sold again after a refund
    /// has another booking.
    ///
    /// @param admittedAt when somebody came in with it already
    public record ManifestTicket(
            TicketId ticketId, BookingId bookingId, SeatId seatId, int issue, @Nullable Instant admittedAt) {}
}
