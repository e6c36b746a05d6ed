package boxoffice.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tickets on the wire (TIX-1).
public final class Tickets {
    private Tickets() {}

    /// One seat's ticket.
    ///
    /// @param issue counts from 1; a reprint raises it, which voids the older QR
    /// @param token the QR's text, see [TicketToken]
    /// @param pass where the ticket for Apple Wallet is, relative to the server; absent where none are offered
    public record Ticket(
            TicketId id,
            SeatId seatId,
            String section,
            String row,
            String number,
            int issue,
            String token,
            @Nullable String pass) {}

    /// The body of `POST /api/v1/tickets/verify`.
    public record VerifyRequest(String token) {
        public VerifyRequest {
            token = InvalidField.text(token, "token", 1000);
        }
    }

    /// Whether a ticket lets somebody in.
    public enum Verdict {
        VALID,
        /// Not one of our tokens, or changed since we signed it.
        FORGED,
        /// A later print voided this one.
        REISSUED,
        /// The booking was cancelled or refunded, or the show does not take place.
        CANCELLED,
        /// Well signed, but no such ticket is known.
        UNKNOWN
    }

    /// The answer to `POST /api/v1/tickets/verify`. What the ticket is for is told unless it is forged.
    public record Verification(
            Verdict verdict,
            @Nullable BookingId bookingId,
            @Nullable ShowId showId,
            @Nullable Instant startsAt,
            @Nullable SeatId seatId,
            @Nullable Integer issue) {}

    /// The answer to `GET /api/v1/tickets/keys`: a JSON Web Key Set (RFC 7517, RFC 8037).
    public record KeySet(List<Key> keys) {}

    /// A public key with which tickets verify offline.
    ///
    /// @param kid the key id that tokens carry
    /// @param x the 32 bytes of the Ed25519 point, base64url
    public record Key(String kty, String crv, String kid, String x) {}
}
