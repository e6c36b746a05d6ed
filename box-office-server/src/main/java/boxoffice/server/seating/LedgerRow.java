package boxoffice.server.seating;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A row of the seat ledger as it is sealed (SEAT-13).
///
/// @param xid the transaction that wrote it
/// @param micros when, in microseconds since 1970 by the database's clock
record LedgerRow(
        long id,
        long xid,
        long micros,
        UUID show,
        List<String> seats,
        LedgerChange change,
        Optional<UUID> lock,
        Optional<UUID> booking) {
    /// Of which every query that makes rows asks.
    static final String COLUMNS = """
            id, CAST(CAST(xid AS text) AS bigint) AS xid, CAST(extract(epoch FROM at) * 1000000 AS bigint) AS micros,
            show_id, seat_ids, change, lock_id, booking_id""";

    private static final int FORM = 1;

    /// The SHA-256 of all it says, each part with its length, so that no two rows have the same bytes.
    byte[] hash() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORM);
            out.writeLong(id);
            out.writeLong(xid);
            out.writeLong(micros);
            write(out, Optional.of(show));
            out.writeInt(seats.size());
            for (String seat : seats) {
                write(out, seat);
            }
            write(out, change.name());
            write(out, lock);
            write(out, booking);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return sha256().digest(bytes.toByteArray());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// What a person needs to find it.
    String told() {
        return "row %d (show %s, seats %s, %s%s%s)".formatted(
                id,
                show,
                seats,
                change,
                lock.map(of -> ", lock " + of).orElse(""),
                booking.map(of -> ", booking " + of).orElse(""));
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static void write(DataOutputStream out, Optional<UUID> id) throws IOException {
        out.writeBoolean(id.isPresent());
        if (id.isPresent()) {
            out.writeLong(id.get().getMostSignificantBits());
            out.writeLong(id.get().getLeastSignificantBits());
        }
    }
}
