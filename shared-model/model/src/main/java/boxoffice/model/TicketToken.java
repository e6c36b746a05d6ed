package boxoffice.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;

/// What a ticket's QR says, signed with Ed25519, so that a door without a network can check it (TIX-1).
///
/// The text is the base64url form, without padding, of: one byte for the version (1), four bytes key id, 16 bytes
/// booking, 16 bytes show, eight bytes start in epoch seconds, two bytes issue number, the seat id in UTF-8 behind its
/// length byte, and the 64 bytes of the signature over all that comes before. All numbers are big-endian.
///
/// @param keyId eight hexadecimal digits that name the signing key
/// @param startsAt to the second
/// @param issue from 1 to 65535
public record TicketToken(
        String keyId, BookingId bookingId, ShowId showId, Instant startsAt, SeatId seatId, int issue) {
    private static final String ALGORITHM = "Ed25519";
    private static final byte VERSION = 1;
    private static final int SIGNATURE_BYTES = 64;
    private static final int FIXED_BYTES = 1 + 4 + 16 + 16 + 8 + 2 + 1;
    private static final int MAX_SEAT_BYTES = 64;

    public TicketToken {
        if (!keyId.matches("[0-9a-f]{8}")) {
            throw new InvalidField("keyId", "is not a key id", "eight lower-case hexadecimal digits");
        }
        if (issue < 1 || issue > 0xFFFF) {
            throw new InvalidField("issue", "is out of range", "1 to 65535");
        }
        startsAt = Instant.ofEpochSecond(startsAt.getEpochSecond());
    }

    /// The QR's text.
    ///
    /// @param key the Ed25519 private key that `keyId` names
    public String sign(PrivateKey key) {
        return sign(key, () -> Signature.getInstance(ALGORITHM));
    }

    /// The same, by a provider that the key is made for.
    public String sign(PrivateKey key, Provider provider) {
        return sign(key, () -> Signature.getInstance(ALGORITHM, provider));
    }

    private interface Signing {
        Signature begin() throws GeneralSecurityException;
    }

    private String sign(PrivateKey key, Signing signing) {
        byte[] content = content();
        try {
            Signature signature = signing.begin();
            signature.initSign(key);
            signature.update(content);
            byte[] token = Arrays.copyOf(content, content.length + SIGNATURE_BYTES);
            System.arraycopy(signature.sign(), 0, token, content.length, SIGNATURE_BYTES);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
        } catch (GeneralSecurityException wrongKey) {
            throw new IllegalArgumentException("not an Ed25519 private key", wrongKey);
        }
    }

    /// Reads a QR's text and checks its signature.
    ///
    /// @param keys public keys by key id
    public static Reading read(String text, Map<String, PublicKey> keys) {
        byte[] token;
        TicketToken claim;
        try {
            token = Base64.getUrlDecoder().decode(text);
            claim = parse(token);
        } catch (RuntimeException garbled) {
            return new Reading.Unreadable();
        }
        // Base64 has spare bits at the end; only the one canonical text of a token is ours.
        if (!Base64.getUrlEncoder().withoutPadding().encodeToString(token).equals(text)) {
            return new Reading.Unreadable();
        }
        PublicKey key = keys.get(claim.keyId);
        if (key == null) {
            return new Reading.UnknownKey(claim.keyId);
        }
        return genuine(token, key) ? new Reading.Genuine(claim) : new Reading.Forged();
    }

    /// What reading a token came to.
    public sealed interface Reading {
        /// Signed by us, and unchanged.
        record Genuine(TicketToken token) implements Reading {}

        /// The signature does not match.
        record Forged() implements Reading {}

        /// Signed by a key that we do not have.
        record UnknownKey(String keyId) implements Reading {}

        /// Not a token at all.
        record Unreadable() implements Reading {}
    }

    private byte[] content() {
        byte[] seat = seatId.value().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(FIXED_BYTES + seat.length)
                .put(VERSION)
                .putInt(Integer.parseUnsignedInt(keyId, 16))
                .putLong(bookingId.value().getMostSignificantBits())
                .putLong(bookingId.value().getLeastSignificantBits())
                .putLong(showId.value().getMostSignificantBits())
                .putLong(showId.value().getLeastSignificantBits())
                .putLong(startsAt.getEpochSecond())
                .putShort((short) issue)
                .put((byte) seat.length)
                .put(seat)
                .array();
    }

    private static TicketToken parse(byte[] token) {
        ByteBuffer in = ByteBuffer.wrap(token);
        if (in.get() != VERSION) {
            throw new IllegalArgumentException("version");
        }
        String keyId = "%08x".formatted(in.getInt());
        BookingId booking = new BookingId(new UUID(in.getLong(), in.getLong()));
        ShowId show = new ShowId(new UUID(in.getLong(), in.getLong()));
        Instant startsAt = Instant.ofEpochSecond(in.getLong());
        int issue = Short.toUnsignedInt(in.getShort());
        int seatBytes = in.get();
        if (seatBytes < 1 || seatBytes > MAX_SEAT_BYTES || in.remaining() != seatBytes + SIGNATURE_BYTES) {
            throw new IllegalArgumentException("length");
        }
        byte[] seat = new byte[seatBytes];
        in.get(seat);
        return new TicketToken(
                keyId, booking, show, startsAt, new SeatId(new String(seat, StandardCharsets.UTF_8)), issue);
    }

    private static boolean genuine(byte[] token, PublicKey key) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(key);
            signature.update(token, 0, token.length - SIGNATURE_BYTES);
            return signature.verify(token, token.length - SIGNATURE_BYTES, SIGNATURE_BYTES);
        } catch (GeneralSecurityException wrong) {
            return false;
        }
    }
}
