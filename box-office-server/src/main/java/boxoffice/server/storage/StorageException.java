package boxoffice.server.storage;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
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
                || cause instanceof SQLTransientConnectionException
                || cause instanceof SQLRecoverableException;
        // Where the database itself has answered with an error, it has undone the statement. Where the connection broke
        // or the server was stopped (57P), it may have committed before.
        boolean undone = !state.startsWith("08") && !state.startsWith("57P");
        return absent ? new Unavailable(cause, undone) : new StorageException(cause);
    }

    /// Nothing was asked of the database, since no connection could be had.
    static Unavailable notAsked(SQLException cause) {
        return new Unavailable(cause, true);
    }

    /// Nothing was asked of the database, since too many wait for it already.
    ///
    /// @param what they wait for
    public static Unavailable crowded(String what) {
        return notAsked(new SQLTransientConnectionException("too many wait for " + what, "53000"));
    }

    /// Whether the statement has changed nothing for sure. When not, it may be committed though its answer never came.
    public boolean undone() {
        return true;
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

        private final boolean undone;

        private Unavailable(SQLException cause, boolean undone) {
            super(cause);
            this.undone = undone;
        }

        @Override
        public boolean undone() {
            return undone;
        }
    }
}
