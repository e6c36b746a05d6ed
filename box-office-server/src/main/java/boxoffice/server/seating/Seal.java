package boxoffice.server.seating;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.List;

/// A closed batch of the seat ledger (SEAT-13).
///
/// @param fromXid its first transaction
/// @param toXid the first transaction that is not of it any more
/// @param rowIds its rows, in the order of transaction and id
/// @param rowHashes their hashes, 32 bytes each
/// @param previousHash of the seal before it; zeros for the first
record Seal(
        long number, long fromXid, long toXid, List<Long> rowIds, byte[] rowHashes, byte[] previousHash, byte[] hash) {
    static final int HASH_BYTES = 32;

    /// Seals rows.
    ///
    /// @param before the seal to follow
    static Seal of(Seal before, long toXid, List<LedgerRow> rows) {
        ByteBuffer hashes = ByteBuffer.allocate(HASH_BYTES * rows.size());
        rows.forEach(row -> hashes.put(row.hash()));
        Seal unsigned = new Seal(
                before.number() + 1,
                before.toXid(),
                toXid,
                rows.stream().map(LedgerRow::id).toList(),
                hashes.array(),
                before.hash(),
                new byte[0]);
        return new Seal(
                unsigned.number,
                unsigned.fromXid,
                unsigned.toXid,
                unsigned.rowIds,
                unsigned.rowHashes,
                unsigned.previousHash,
                unsigned.hashOfAll());
    }

    /// What the first seal follows.
    static Seal beginning() {
        return new Seal(0, 0, 0, List.of(), new byte[0], new byte[HASH_BYTES], new byte[HASH_BYTES]);
    }

    /// The hash that it should have.
    byte[] hashOfAll() {
        MessageDigest digest = LedgerRow.sha256();
        digest.update(previousHash);
        digest.update(
                ByteBuffer.allocate(4 * Long.BYTES)
                        .putLong(number)
                        .putLong(fromXid)
                        .putLong(toXid)
                        .putLong(rowIds.size())
                        .flip());
        rowIds.forEach(id -> digest.update(ByteBuffer.allocate(Long.BYTES).putLong(id).flip()));
        digest.update(rowHashes);
        return digest.digest();
    }

    byte[] rowHash(int position) {
        return java.util.Arrays.copyOfRange(rowHashes, position * HASH_BYTES, (position + 1) * HASH_BYTES);
    }
}
