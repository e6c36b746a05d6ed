package boxoffice.server.storage;

import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// The database refused a statement, or could not be asked.
public sealed class StorageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private StorageException(SQLException cause) {
        super(cause.getSQLState() + ": " + cause.getMessage(), cause);
    }

    /// Sorts a failure by its SQLState: class 23 is a constraint; 08, 57 and 53 are a database that is not there, and
    /// so is a pool that had no connection to give; 40 is a transaction that was undone for the sake of another.
    static StorageException of(SQLException cause) {
        String state = cause.getSQLState() == null ? "" : cause.getSQLState();
        if (state.startsWith("23")) {
            return new Violated(cause);
        }
        boolean absent = state.startsWith("08")
                || state.startsWith("57")
                || state.startsWith("53")
                || state.startsWith("40")
                || cause instanceof java.sql.SQLTransientConnectionException
                || cause instanceof java.sql.SQLRecoverableException;
        return absent ? new Unavailable(cause) : new StorageException(cause);
    }

    /// A constraint of the schema said no.
    public static final class Violated extends StorageException {
        private static final long serialVersionUID = 1L;

        private final String constraint;

        private Violated(SQLException cause) {
            super(cause);
            ServerErrorMessage message =
                    cause instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
            String name = message == null ? null : message.getConstraint();
            this.constraint = name == null ? "" : name;
        }

        /// Whether it was the constraint of that name.
        public boolean of(String name) {
            return constraint.equals(name);
        }
    }

    /// The database cannot be reached, or has no connection to spare. Trying again later may work.
    public static final class Unavailable extends StorageException {
        private static final long serialVersionUID = 1L;

        private Unavailable(SQLException cause) {
            super(cause);
        }
    }
}
