package boxoffice.kiosk.offline;

import boxoffice.kiosk.device.PrivateFile;
import boxoffice.model.Bookings;
import boxoffice.model.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcDataSource;

/// The bookings that were confirmed here, with their tickets, in an encrypted H2 file (OFF-1).
///
/// A booking leaves a week after its show. The database's key stands beside it in a file that only its owner may
/// read: it protects a copied database or a discarded disk page, not against whoever owns the machine. Thread-safe,
/// one statement at a time. Each method throws [StoreFault] when the disk or the file is at fault.
public final class TicketStore implements AutoCloseable {
    private static final Duration KEPT_AFTER_SHOW = Duration.ofDays(7);
    private static final int KEY_BYTES = 32;

    private static final String TABLE = """
            CREATE TABLE IF NOT EXISTS ticket_sale (
              reference   VARCHAR(16) PRIMARY KEY,
              shown_until TIMESTAMP WITH TIME ZONE NOT NULL,
              booking     CHARACTER LARGE OBJECT NOT NULL,
              pdf         BINARY LARGE OBJECT)
            """;
    private static final String KEEP = """
            MERGE INTO ticket_sale (reference, shown_until, booking, pdf)
            KEY (reference)
            VALUES (?, ?, ?, (SELECT pdf FROM ticket_sale WHERE reference = ?))
            """;
    private static final String KEEP_PDF = "UPDATE ticket_sale SET pdf = ? WHERE reference = ?";
    private static final String FIND = "SELECT booking FROM ticket_sale WHERE reference = ? AND shown_until > ?";
    private static final String FIND_PDF = "SELECT pdf FROM ticket_sale WHERE reference = ? AND pdf IS NOT NULL";
    private static final String PURGE = "DELETE FROM ticket_sale WHERE shown_until <= ?";

    private final Connection connection;
    private final Clock clock;

    /// The store could not be read or written.
    public static final class StoreFault extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StoreFault(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /// Another kiosk keeps its tickets in the same folder.
    public static final class InUse extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private TicketStore(Connection connection, Clock clock) {
        this.connection = connection;
        this.clock = clock;
    }

    /// Opens the store in a folder, and makes it there the first time.
    ///
    /// @param data the kiosk's data folder
    public static TicketStore open(Path data, Clock clock) throws InUse {
        Path file = data.resolve("tickets-store").toAbsolutePath();
        try {
            Files.createDirectories(data);
            JdbcDataSource source = new JdbcDataSource();
            source.setURL("jdbc:h2:file:" + file + ";CIPHER=AES;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE");
            source.setUser("kiosk");
            source.setPassword(key(data.resolve("tickets-store.key")) + " kiosk");
            Connection connection = source.getConnection();
            try (Statement statement = connection.createStatement()) {
                statement.execute(TABLE);
            }
            TicketStore store = new TicketStore(connection, clock);
            store.purge();
            return store;
        } catch (SQLException | IOException fault) {
            if (fault instanceof SQLException inUse && inUse.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1) {
                throw new InUse();
            }
            String why = String.valueOf(fault.getMessage()).lines().findFirst().orElse("");
            throw new StoreFault("the ticket store " + file + " cannot be opened: " + why, fault);
        }
    }

    /// Keeps a confirmed booking. Keeping it again replaces what was known of it.
    public synchronized void keep(Bookings.Booking booking) {
        purge();
        try (PreparedStatement keep = connection.prepareStatement(KEEP)) {
            keep.setString(1, booking.reference());
            keep.setObject(2, booking.show().ends().plus(KEPT_AFTER_SHOW));
            keep.setString(3, Json.lenient().writeValueAsString(booking));
            keep.setString(4, booking.reference());
            keep.executeUpdate();
        } catch (SQLException | JsonProcessingException fault) {
            throw new StoreFault("a booking cannot be stored", fault);
        }
    }

    /// Keeps the printable tickets of a booking that is kept.
    public synchronized void keepPdf(String reference, byte[] pdf) {
        try (PreparedStatement keep = connection.prepareStatement(KEEP_PDF)) {
            keep.setBytes(1, pdf);
            keep.setString(2, reference);
            keep.executeUpdate();
        } catch (SQLException fault) {
            throw new StoreFault("printable tickets cannot be stored", fault);
        }
    }

    /// Finds a booking by what the guest reads out; blanks, hyphens and case do not matter.
    public synchronized Optional<Bookings.Booking> find(String reference) {
        try (PreparedStatement find = connection.prepareStatement(FIND)) {
            find.setString(1, plain(reference));
            find.setObject(2, clock.instant().atOffset(ZoneOffset.UTC));
            try (ResultSet row = find.executeQuery()) {
                return row.next()
                        ? Optional.of(Json.lenient().readValue(row.getString(1), Bookings.Booking.class))
                        : Optional.empty();
            }
        } catch (SQLException | JsonProcessingException fault) {
            throw new StoreFault("a booking cannot be read", fault);
        }
    }

    /// The printable tickets, if they were kept.
    public synchronized Optional<byte[]> findPdf(String reference) {
        try (PreparedStatement find = connection.prepareStatement(FIND_PDF)) {
            find.setString(1, plain(reference));
            try (ResultSet row = find.executeQuery()) {
                return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
            }
        } catch (SQLException fault) {
            throw new StoreFault("printable tickets cannot be read", fault);
        }
    }

    @Override
    public synchronized void close() {
        try {
            connection.close();
        } catch (SQLException fault) {
            throw new StoreFault("the ticket store cannot be closed", fault);
        }
    }

    private void purge() {
        try (PreparedStatement purge = connection.prepareStatement(PURGE)) {
            purge.setObject(1, clock.instant().atOffset(ZoneOffset.UTC));
            purge.executeUpdate();
        } catch (SQLException fault) {
            throw new StoreFault("old bookings cannot be removed", fault);
        }
    }

    private static String plain(String reference) {
        return reference.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    }

    private static String key(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] key = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(key);
            PrivateFile.write(file, HexFormat.of().formatHex(key));
        }
        return Files.readString(file).strip();
    }
}
