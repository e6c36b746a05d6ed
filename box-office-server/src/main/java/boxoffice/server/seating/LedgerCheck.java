package boxoffice.server.seating;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Proves from the seat ledger that no seat was owned twice (SEAT-13): the chain of seals is whole, the rows are those
/// that were sealed, each seat's owners follow one another, and the last of them is who `show_seats` says.
///
/// It reads one moment of the database, page by page, whatever goes on meanwhile, and changes nothing. Not thread-safe.
public final class LedgerCheck {
    private static final int PAGE = 2_000;
    private static final int TOLD_EVERY = 100_000;

    private final Connection connection;
    private final Consumer<String> progress;
    private long rows;
    private long sealed;
    private long seals;
    private long seats;
    private long shows;
    private String head = "";

    private LedgerCheck(Connection connection, Consumer<String> progress) {
        this.connection = connection;
        this.progress = progress;
    }

    /// What was looked at, and what was found.
    ///
    /// @param head the last seal's number and hash, to be kept elsewhere
    /// @param broken the first thing that is not as it should be
    public record Report(
            long rows, long sealed, long seals, long seats, long shows, String head, Optional<String> broken) {}

    /// Walks the whole ledger.
    ///
    /// @param connection of its own; is left in another transaction mode
    /// @param progress is told a line now and then
    /// @throws SQLException when the database cannot be read
    public static Report run(Connection connection, Consumer<String> progress) throws SQLException {
        connection.setAutoCommit(false);
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        LedgerCheck check = new LedgerCheck(connection, progress);
        try {
            Optional<String> broken = check.chain();
            if (broken.isEmpty()) {
                broken = check.owners();
            }
            return new Report(check.rows, check.sealed, check.seals, check.seats, check.shows, check.head, broken);
        } finally {
            connection.rollback();
        }
    }

    /// Each seal follows the one before it and holds the rows that are there.
    private Optional<String> chain() throws SQLException {
        Seal before = Seal.beginning();
        try (PreparedStatement statement = paged("""
                SELECT number, CAST(CAST(from_xid AS text) AS bigint) AS from_xid,
                       CAST(CAST(to_xid AS text) AS bigint) AS to_xid, row_ids, row_hashes, previous_hash, hash
                  FROM ledger_seals
                 ORDER BY number""", 20); ResultSet found = statement.executeQuery()) {
            while (found.next()) {
                Seal seal = seal(found);
                Optional<String> broken = link(before, seal);
                if (broken.isEmpty()) {
                    broken = contents(seal);
                }
                if (broken.isPresent()) {
                    return broken;
                }
                seals++;
                before = seal;
            }
        }
        head = before.number() + ":" + HexFormat.of().formatHex(before.hash());
        return Optional.empty();
    }

    private static Optional<String> link(Seal before, Seal seal) {
        if (seal.number() != before.number() + 1) {
            return broken(seal, "seal %d is missing before it".formatted(before.number() + 1));
        }
        if (!Arrays.equals(seal.previousHash(), before.hash())) {
            return broken(seal, "it does not follow seal " + before.number());
        }
        if (seal.fromXid() != before.toXid()) {
            return broken(
                    seal, "it begins at transaction %d instead of %d".formatted(seal.fromXid(), before.toXid()));
        }
        return Arrays.equals(seal.hash(), seal.hashOfAll())
                ? Optional.empty()
                : broken(seal, "its hash does not fit what it says");
    }

    private Optional<String> contents(Seal seal) throws SQLException {
        int position = 0;
        try (PreparedStatement statement = paged("SELECT " + LedgerRow.COLUMNS + """

                 FROM seat_ledger
                WHERE xid >= CAST(CAST(? AS text) AS xid8)
                  AND xid < CAST(CAST(? AS text) AS xid8)
                ORDER BY seat_ledger.xid, id""", PAGE)) {
            statement.setLong(1, seal.fromXid());
            statement.setLong(2, seal.toXid());
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    LedgerRow row = row(found);
                    Optional<String> broken = sealedRow(seal, position, row);
                    if (broken.isPresent()) {
                        return broken;
                    }
                    position++;
                    sealed++;
                    tell(sealed, "rows hold against their seals");
                }
            }
        }
        return position == seal.rowIds().size()
                ? Optional.empty()
                : broken(seal, "row %d was sealed and is missing".formatted(seal.rowIds().get(position)));
    }

    private static Optional<String> sealedRow(Seal seal, int position, LedgerRow row) {
        if (position >= seal.rowIds().size() || seal.rowIds().get(position) != row.id()) {
            return seal.rowIds().contains(row.id())
                    ? broken(seal, "row %d was sealed and is missing".formatted(seal.rowIds().get(position)))
                    : broken(seal, row.told() + " was not there when it was sealed");
        }
        return Arrays.equals(seal.rowHash(position), row.hash())
                ? Optional.empty()
                : broken(seal, row.told() + " is not what was sealed");
    }

    /// Who owns a seat of the show that is being walked, by its last row.
    private record Owner(Optional<UUID> lock, Optional<UUID> booking, long row) {
        String told() {
            return lock.map(id -> "lock " + id).or(() -> booking.map(id -> "booking " + id)).orElse("nobody")
                    + " since row "
                    + row;
        }
    }

    /// Show by show, in the order in which the rows were written: whoever changes a seat's owner holds the seat's row
    /// from before its ledger row gets its id until it has committed.
    private Optional<String> owners() throws SQLException {
        Map<String, Owner> owners = new HashMap<>();
        Optional<UUID> show = Optional.empty();
        try (PreparedStatement statement = paged("SELECT " + LedgerRow.COLUMNS + """

                 FROM seat_ledger
                ORDER BY show_id, id""", PAGE); ResultSet found = statement.executeQuery()) {
            while (found.next()) {
                LedgerRow row = row(found);
                if (show.isPresent() && !show.get().equals(row.show())) {
                    Optional<String> broken = present(show.get(), owners);
                    if (broken.isPresent()) {
                        return broken;
                    }
                    owners.clear();
                }
                show = Optional.of(row.show());
                for (String seat : row.seats()) {
                    Optional<String> broken = apply(owners, seat, row);
                    if (broken.isPresent()) {
                        return broken;
                    }
                }
                rows++;
                tell(rows, "rows give each seat one owner at a time");
            }
        }
        if (show.isPresent()) {
            Optional<String> broken = present(show.get(), owners);
            if (broken.isPresent()) {
                return broken;
            }
        }
        return unrecorded();
    }

    private static Optional<String> apply(Map<String, Owner> owners, String seat, LedgerRow row) {
        Optional<Owner> owner = Optional.ofNullable(owners.get(seat));
        boolean lockOwns = owner.isPresent() && row.lock().isPresent() && owner.get().lock().equals(row.lock());
        boolean bookingOwns =
                owner.isPresent() && row.booking().isPresent() && owner.get().booking().equals(row.booking());
        boolean fits = switch (row.change()) {
            case LOCKED -> owner.isEmpty() && row.lock().isPresent();
            case EXTENDED, RELEASED, EXPIRED -> lockOwns;
            case BOOKED -> (owner.isEmpty() || lockOwns) && row.booking().isPresent();
            case FREED -> bookingOwns;
        };
        if (!fits) {
            return Optional.of(
                    "%s: seat %s was owned by %s".formatted(
                            row.told(), seat, owner.map(Owner::told).orElse("nobody")));
        }
        switch (row.change()) {
            case LOCKED, EXTENDED -> owners.put(seat, new Owner(row.lock(), Optional.empty(), row.id()));
            case BOOKED -> owners.put(seat, new Owner(Optional.empty(), row.booking(), row.id()));
            case RELEASED, EXPIRED, FREED -> owners.remove(seat);
        }
        return Optional.empty();
    }

    /// The seats as they stand agree with the ledger's last word on each.
    private Optional<String> present(UUID show, Map<String, Owner> owners) throws SQLException {
        Map<String, Owner> expected = new HashMap<>(owners);
        try (PreparedStatement statement = paged("""
                SELECT seat_id, lock_id, booking_id
                  FROM show_seats
                 WHERE show_id = ?
                 ORDER BY seat_id""", PAGE)) {
            statement.setObject(1, show);
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    String seat = found.getString("seat_id");
                    Owner is = new Owner(uuid(found, "lock_id"), uuid(found, "booking_id"), 0);
                    Optional<Owner> should = Optional.ofNullable(expected.remove(seat));
                    seats++;
                    boolean agrees = should.map(
                            owner -> owner.lock().equals(is.lock()) && owner.booking().equals(is.booking()))
                            .orElse(is.lock().isEmpty() && is.booking().isEmpty());
                    if (!agrees) {
                        return Optional.of(
                                "show %s, seat %s: the ledger says %s, and show_seats says %s".formatted(
                                        show, seat, should.map(Owner::told).orElse("nobody"), is.told()));
                    }
                }
            }
        }
        shows++;
        return expected.entrySet()
                .stream()
                .findFirst()
                .map(
                        lost -> "show %s, seat %s: the ledger says %s, and show_seats has no such seat".formatted(
                                show, lost.getKey(), lost.getValue().told()));
    }

    /// Owned seats of shows of which the ledger has never heard.
    private Optional<String> unrecorded() throws SQLException {
        try (PreparedStatement statement = paged("""
                SELECT s.show_id, s.seat_id
                  FROM show_seats s
                 WHERE (s.lock_id IS NOT NULL OR s.booking_id IS NOT NULL)
                   AND s.show_id NOT IN (SELECT show_id FROM seat_ledger)
                 LIMIT 1""", 1); ResultSet found = statement.executeQuery()) {
            return found.next()
                    ? Optional.of(
                            "show %s, seat %s is owned, and the ledger knows nothing of it".formatted(
                                    found.getString(1), found.getString(2)))
                    : Optional.empty();
        }
    }

    private PreparedStatement paged(String query, int page) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(query);
        statement.setFetchSize(page);
        return statement;
    }

    private void tell(long count, String what) {
        if (count % TOLD_EVERY == 0) {
            progress.accept(count + " " + what);
        }
    }

    private static Optional<String> broken(Seal seal, String what) {
        return Optional.of("seal %d: %s".formatted(seal.number(), what));
    }

    private static LedgerRow row(ResultSet found) throws SQLException {
        return new LedgerRow(
                found.getLong("id"),
                found.getLong("xid"),
                found.getLong("micros"),
                uuid(found, "show_id").orElseThrow(),
                List.of((String[]) found.getArray("seat_ids").getArray()),
                LedgerChange.valueOf(found.getString("change")),
                uuid(found, "lock_id"),
                uuid(found, "booking_id"));
    }

    private static Seal seal(ResultSet found) throws SQLException {
        List<Long> ids = new ArrayList<>();
        Stream.of((Long[]) found.getArray("row_ids").getArray()).forEach(ids::add);
        return new Seal(
                found.getLong("number"),
                found.getLong("from_xid"),
                found.getLong("to_xid"),
                List.copyOf(ids),
                found.getBytes("row_hashes"),
                found.getBytes("previous_hash"),
                found.getBytes("hash"));
    }

    private static Optional<UUID> uuid(ResultSet found, String column) throws SQLException {
        return Optional.ofNullable(found.getObject(column, UUID.class));
    }
}
