package boxoffice.server.seating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boxoffice.server.storage.Database;
import boxoffice.server.storage.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whoever rewrites the seat ledger is found out, by the row (SEAT-13). A database of its own, since it is spoiled.
class LedgerCheckIT {
    private static final UUID LOCK = new UUID(0, 1);
    private static final UUID OTHER_LOCK = new UUID(0, 2);
    private static final UUID BOOKING = new UUID(0, 3);
    private static final UUID SHOW = new UUID(0, 4);

    @TempDir private static Path folder;
    private static EmbeddedPostgres postgres;
    private static Database database;

    @BeforeAll
    static void start() {
        postgres = EmbeddedPostgres.start(folder);
        database = Database.open(postgres.url(), 3);
    }

    @AfterAll
    static void stop() {
        database.close();
        postgres.close();
    }

    /// A seat that is locked, given up, locked again and booked, and one that is locked; sealed in two batches.
    @BeforeEach
    void begin() throws SQLException {
        spoil("TRUNCATE seat_ledger, ledger_seals RESTART IDENTITY", "TRUNCATE show_seats");
        write("LOCKED", "A1", LOCK);
        write("RELEASED", "A1", LOCK);
        write("LOCKED", "A1", OTHER_LOCK);
        assertThat(seal()).isEqualTo(3);
        write("EXTENDED", "A1", OTHER_LOCK);
        run(
                "INSERT INTO seat_ledger (show_id, seat_ids, change, lock_id, booking_id) VALUES ('%s', '{A1}', 'BOOKED', '%s', '%s')"
                        .formatted(SHOW, OTHER_LOCK, BOOKING));
        write("LOCKED", "B1", LOCK);
        run(
                "INSERT INTO show_seats (show_id, seat_id, status, booking_id) VALUES ('%s', 'A1', 'BOOKED', '%s')"
                        .formatted(SHOW, BOOKING));
        run(
                "INSERT INTO show_seats (show_id, seat_id, status, lock_id, expires_at) VALUES ('%s', 'B1', 'LOCKED', '%s', now())"
                        .formatted(SHOW, LOCK));
        assertThat(seal()).isEqualTo(3);
    }

    @Test
    void aLedgerThatNobodyTouchedIsWhole() throws SQLException {
        LedgerCheck.Report report = check();

        assertThat(report.broken()).isEmpty();
        assertThat(report.rows()).isEqualTo(6);
        assertThat(report.sealed()).isEqualTo(6);
        assertThat(report.seals()).isEqualTo(2);
        assertThat(report.seats()).isEqualTo(2);
        assertThat(report.shows()).isEqualTo(1);
        assertThat(report.head()).matches("2:[0-9a-f]{64}");
    }

    @Test
    void rowsThatAreNotSealedYetAreFine() throws SQLException {
        write("RELEASED", "B1", LOCK);
        run("UPDATE show_seats SET status = 'AVAILABLE', lock_id = NULL, expires_at = NULL WHERE seat_id = 'B1'");

        assertThat(check().broken()).isEmpty();
        assertThat(check().rows()).isEqualTo(7);
        assertThat(check().sealed()).isEqualTo(6);
    }

    @Test
    void theLedgerAndItsSealsCannotBeRewritten() {
        for (String table : List.of("seat_ledger", "ledger_seals")) {
            assertThatThrownBy(() -> run("DELETE FROM " + table)).hasMessageContaining(table + " is append-only");
            assertThatThrownBy(() -> run("TRUNCATE " + table)).hasMessageContaining(table + " is append-only");
        }
        assertThatThrownBy(() -> run("UPDATE seat_ledger SET seat_ids = '{Z9}' WHERE id = 1"))
                .hasMessageContaining("seat_ledger is append-only");
        assertThatThrownBy(() -> run("UPDATE ledger_seals SET hash = hash"))
                .hasMessageContaining("ledger_seals is append-only");
    }

    @Test
    void aChangedRowIsNamed() throws SQLException {
        spoil("UPDATE seat_ledger SET lock_id = '%s' WHERE id = 3".formatted(LOCK));

        assertThat(check().broken()).hasValueSatisfying(
                broken -> assertThat(broken).contains(
                        "seal 1: row 3 (show " + SHOW, "[A1], LOCKED", "is not what was sealed"));
    }

    @Test
    void aRowThatWasTakenAwayIsNamed() throws SQLException {
        spoil("DELETE FROM seat_ledger WHERE id = 4");
        assertThat(check().broken()).hasValue("seal 2: row 4 was sealed and is missing");

        spoil("DELETE FROM seat_ledger WHERE id >= 4");
        assertThat(check().broken()).hasValue("seal 2: row 4 was sealed and is missing");
    }

    @Test
    void aForgedRowIsNamed() throws SQLException {
        spoil("""
                INSERT INTO seat_ledger (xid, show_id, seat_ids, change, lock_id)
                SELECT xid, show_id, '{C1}', 'LOCKED', lock_id FROM seat_ledger WHERE id = 2""");

        assertThat(check().broken()).hasValueSatisfying(
                broken -> assertThat(broken).contains(
                        "seal 1: row 7 ", "[C1], LOCKED", "was not there when it was sealed"));
    }

    @Test
    void twoRowsThatChangedPlacesAreNamed() throws SQLException {
        spoil(
                "UPDATE seat_ledger l SET xid = o.xid FROM seat_ledger o WHERE l.id IN (4, 5) AND o.id IN (4, 5) AND l.id <> o.id");

        assertThat(check().broken()).hasValue("seal 2: row 4 was sealed and is missing");
    }

    @Test
    void aRowAndItsHashThatWereBothRewrittenBreakTheSeal() throws SQLException {
        spoil("UPDATE ledger_seals SET row_hashes = overlay(row_hashes PLACING '\\x00' FROM 1) WHERE number = 1");

        assertThat(check().broken()).hasValue("seal 1: its hash does not fit what it says");
    }

    @Test
    void aSealThatWasMadeAnewBreaksTheOneAfterIt() throws SQLException {
        spoil(
                "UPDATE ledger_seals SET hash = overlay(hash PLACING '\\x00' FROM 1), row_ids = row_ids WHERE number = 1",
                "DELETE FROM ledger_seals WHERE number = 1");

        assertThat(check().broken()).hasValue("seal 2: seal 1 is missing before it");
    }

    @Test
    void aSecondOwnerIsNamedThoughItWasSealed() throws SQLException {
        write("LOCKED", "B1", OTHER_LOCK);
        seal();

        assertThat(check().broken()).hasValueSatisfying(
                broken -> assertThat(broken)
                        .contains("row 7 ", "[B1], LOCKED", "seat B1 was owned by lock " + LOCK + " since row 6"));
    }

    @Test
    void anOwnerOfWhomTheLedgerDoesNotKnowIsNamed() throws SQLException {
        run("UPDATE show_seats SET booking_id = '%s' WHERE seat_id = 'A1'".formatted(UUID.randomUUID()));
        assertThat(check().broken()).hasValueSatisfying(
                broken -> assertThat(broken).contains("seat A1: the ledger says booking " + BOOKING));

        run("UPDATE show_seats SET booking_id = '%s' WHERE seat_id = 'A1'".formatted(BOOKING));
        run(
                "INSERT INTO show_seats (show_id, seat_id, status, booking_id) VALUES ('%s', 'A1', 'BOOKED', '%s')"
                        .formatted(UUID.randomUUID(), BOOKING));
        assertThat(check().broken()).hasValueSatisfying(
                broken -> assertThat(broken).contains("seat A1 is owned, and the ledger knows nothing of it"));
    }

    @Test
    void rowsThatCommitLateAreSealedLateAndInTheirOrder() throws SQLException {
        try (Connection slow = connection(); Statement statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            statement.execute(
                    "INSERT INTO seat_ledger (show_id, seat_ids, change, lock_id) VALUES ('%s', '{D1}', 'LOCKED', '%s')"
                            .formatted(SHOW, LOCK));
            write("LOCKED", "E1", LOCK);

            assertThat(seal()).isZero();
            slow.commit();
        }
        assertThat(seal()).isEqualTo(2);
        assertThat(seal()).isZero();
    }

    @Test
    void aLongLedgerIsSealedInBatchesAndWalkedInPages() throws SQLException {
        run("""
                INSERT INTO seat_ledger (show_id, seat_ids, change, lock_id)
                SELECT '%s', ARRAY['L' || n / 2], CASE n %% 2 WHEN 0 THEN 'LOCKED' ELSE 'RELEASED' END, '%s'
                  FROM generate_series(0, 2499) n""".formatted(SHOW, LOCK));
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 1_200; i++) {
            rows.add(
                    "INSERT INTO seat_ledger (show_id, seat_ids, change, lock_id) VALUES ('%s', '{M%d}', 'LOCKED', '%s')"
                            .formatted(SHOW, i, LOCK));
            rows.add(
                    "INSERT INTO show_seats (show_id, seat_id, status, lock_id, expires_at) VALUES ('%s', 'M%d', 'LOCKED', '%s', now())"
                            .formatted(SHOW, i, LOCK));
        }
        run(rows.toArray(String[]::new));

        assertThat(seal()).isEqualTo(3_700);
        LedgerCheck.Report report = check();

        assertThat(report.broken()).isEmpty();
        assertThat(report.sealed()).isEqualTo(3_706);
        assertThat(report.seals()).isGreaterThanOrEqualTo(4);
    }

    private static int seal() {
        return new LedgerSeals(database).seal();
    }

    private static LedgerCheck.Report check() throws SQLException {
        try (Connection connection = connection()) {
            return LedgerCheck.run(connection, line -> {});
        }
    }

    private static void write(String change, String seat, UUID lock) throws SQLException {
        run(
                "INSERT INTO seat_ledger (show_id, seat_ids, change, lock_id) VALUES ('%s', '{%s}', '%s', '%s')"
                        .formatted(
                                SHOW, seat, change, lock));
    }

    /// As somebody does who owns the database.
    private static void spoil(String... statements) throws SQLException {
        List<String> all = new ArrayList<>(
                List.of(
                        "ALTER TABLE seat_ledger DISABLE TRIGGER USER",
                        "ALTER TABLE ledger_seals DISABLE TRIGGER USER"));
        all.addAll(List.of(statements));
        all.addAll(
                List.of("ALTER TABLE seat_ledger ENABLE TRIGGER USER", "ALTER TABLE ledger_seals ENABLE TRIGGER USER"));
        run(all.toArray(String[]::new));
    }

    /// Each statement is a transaction of its own.
    private static void run(String... statements) throws SQLException {
        try (Connection connection = connection(); Statement statement = connection.createStatement()) {
            for (String one : statements) {
                statement.execute(one);
            }
        }
    }

    private static Connection connection() throws SQLException {
        return DriverManager.getConnection(postgres.url());
    }
}
