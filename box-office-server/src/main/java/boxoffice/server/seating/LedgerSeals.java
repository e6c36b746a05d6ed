package boxoffice.server.seating;

import boxoffice.server.storage.Database;
import boxoffice.server.storage.Row;
import boxoffice.server.storage.Sql;
import java.util.List;
import java.util.Optional;

/// Closes the seat ledger batch by batch, away from the sale (SEAT-13). Thread-safe; any node may do it, one at a time.
///
/// Only rows of transactions that are all over are sealed: none that commits later can belong before them. The order
/// within a seal is that of transaction and id, which nothing changes any more.
public final class LedgerSeals {
    private static final int BATCH = 1_000;

    private final Database database;

    LedgerSeals(Database database) {
        this.database = database;
    }

    /// Seals what can be sealed.
    ///
    /// @return how many rows were
    public int seal() {
        int sealed = 0;
        int last;
        do {
            last = database.transaction(LedgerSeals::sealBatch);
            sealed += last;
        } while (last > 0);
        return sealed;
    }

    private static int sealBatch(Sql sql) {
        boolean alone = sql.sql("SELECT pg_try_advisory_xact_lock(hashtext('boxoffice ledger seals')) AS alone")
                .one(row -> row.flag("alone"))
                .orElseThrow();
        if (!alone) {
            return 0;
        }
        Seal before = last(sql).orElseGet(Seal::beginning);
        long over = sql.sql("SELECT CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS text) AS bigint) AS over")
                .one(row -> row.number("over"))
                .orElseThrow();
        List<LedgerRow> rows = rows(sql, before.toXid(), over, BATCH + 1);
        if (rows.isEmpty()) {
            return 0;
        }
        long to = over;
        if (rows.size() > BATCH) {
            // A transaction's rows stay together.
            long first = rows.getFirst().xid();
            long cut = rows.getLast().xid();
            to = cut == first ? first + 1 : cut;
            rows = rows(sql, before.toXid(), to, Integer.MAX_VALUE);
        }
        insert(sql, Seal.of(before, to, rows));
        return rows.size();
    }

    private static Optional<Seal> last(Sql sql) {
        return sql.sql("""
                SELECT number, CAST(CAST(to_xid AS text) AS bigint) AS to_xid, hash
                  FROM ledger_seals
                 ORDER BY number DESC
                 LIMIT 1""")
                .one(
                        row -> new Seal(
                                row.number("number"), 0, row.number("to_xid"), List.of(), new byte[0], new byte[0], row
                                        .bytes("hash")));
    }

    private static List<LedgerRow> rows(Sql sql, long from, long to, int most) {
        return sql.sql("SELECT " + LedgerRow.COLUMNS + """

                 FROM seat_ledger
                WHERE xid >= CAST(CAST(:from AS text) AS xid8)
                  AND xid < CAST(CAST(:to AS text) AS xid8)
                ORDER BY seat_ledger.xid, id
                LIMIT :most""")
                .with("from", from)
                .with("to", to)
                .with("most", most)
                .list(LedgerSeals::row);
    }

    private static LedgerRow row(Row row) {
        return new LedgerRow(
                row.number("id"),
                row.number("xid"),
                row.number("micros"),
                row.uuid("show_id"),
                row.texts("seat_ids"),
                row.constant("change", LedgerChange.class),
                row.optionalUuid("lock_id"),
                row.optionalUuid("booking_id"));
    }

    private static void insert(Sql sql, Seal seal) {
        sql.sql("""
                INSERT INTO ledger_seals (number, from_xid, to_xid, row_ids, row_hashes, previous_hash, hash)
                VALUES (:number, CAST(CAST(:from AS text) AS xid8), CAST(CAST(:to AS text) AS xid8),
                        CAST(:ids AS bigint[]), :hashes, :previous, :hash)""")
                .with("number", seal.number())
                .with("from", seal.fromXid())
                .with("to", seal.toXid())
                .with("ids", seal.rowIds().stream().map(id -> Long.toString(id)).toArray(String[]::new))
                .with("hashes", seal.rowHashes())
                .with("previous", seal.previousHash())
                .with("hash", seal.hash())
                .update();
    }
}
