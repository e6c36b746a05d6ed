package boxoffice.server.storage;

import io.helidon.dbclient.DbClientException;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where statements run: straight on the [Database], each a transaction of its own, or within one transaction.
///
/// Parameters are written `:name`; casts are written `CAST(x AS t)`, because `::` would be read as a parameter.
public abstract class Sql {
    abstract DbExecute execute();

    /// Prepares a statement.
    public final Statement sql(String text) {
        return new Statement(text);
    }

    /// One statement with its parameters. Not thread-safe; run once.
    ///
    /// Every way to run it throws [StorageException].
    public final class Statement {
        private final String text;
        private final Map<String, Object> parameters = new HashMap<>();

        private Statement(String text) {
            this.text = text;
        }

        /// Sets a parameter: text, number, boolean, UUID, [Instant], byte array, array of text or Integer, or null. Ids and enums
        /// are set by their text form.
        public Statement with(String name, @Nullable Object value) {
            parameters.put(name, switch (value) {
                case Instant instant -> instant.atOffset(ZoneOffset.UTC);
                case Enum<?> constant -> constant.name();
                case Record id -> id.toString();
                case null -> NULL;
                default -> value;
            });
            return this;
        }

        /// Runs a query.
        public <T> List<T> list(Function<Row, T> mapper) {
            return guarded(() -> {
                try (Stream<DbRow> rows = bound()) {
                    return rows.map(row -> mapper.apply(new Row(row))).toList();
                }
            });
        }

        /// Runs a query, or a change with RETURNING, of at most one row.
        public <T> Optional<T> one(Function<Row, T> mapper) {
            List<T> rows = list(mapper);
            if (rows.size() > 1) {
                throw new IllegalStateException("more than one row");
            }
            return rows.stream().findFirst();
        }

        /// Runs a change.
        ///
        /// @return how many rows were changed
        public long update() {
            return guarded(() -> {
                var statement = execute().createDmlStatement(text);
                parameters.forEach((name, value) -> statement.addParam(name, value == NULL ? null : value));
                return statement.execute();
            });
        }

        private Stream<DbRow> bound() {
            var statement = execute().createQuery(text);
            parameters.forEach((name, value) -> statement.addParam(name, value == NULL ? null : value));
            return statement.execute();
        }

        private <T> T guarded(java.util.function.Supplier<T> work) {
            try {
                return work.get();
            } catch (DbClientException failed) {
                throw failed.getCause() instanceof SQLException cause ? StorageException.of(cause) : failed;
            }
        }
    }

    private static final Object NULL = new Object();
}
