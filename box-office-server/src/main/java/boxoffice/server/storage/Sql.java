package boxoffice.server.storage;

import io.helidon.dbclient.DbClientException;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where statements run: straight on the [Database], each a transaction of its own, or within one transaction.
///
/// Parameters are written `:name`; casts are written `CAST(x AS t)`, because `::` would be read as a parameter.
public abstract class Sql {
    /// A condition that is always true. Whoever has it evaluated within a transaction does not wait for the disk at its
    /// commit: when the database dies within the next moment, the whole transaction may not have been. For what is done
    /// again then, with the same end.
    public static final String NOTED_SOON = "set_config('synchronous_commit', 'off', true) = 'off'";

    abstract DbExecute execute();

    /// Runs a statement when it may have a connection.
    abstract <T> T inTurn(Supplier<T> statement);

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
                Numbered numbered = numbered();
                var statement = execute().createNamedDmlStatement(NAME, numbered.text());
                values(numbered).forEach(statement::addParam);
                return statement.execute();
            });
        }

        private Stream<DbRow> bound() {
            Numbered numbered = numbered();
            var statement = execute().createNamedQuery(NAME, numbered.text());
            values(numbered).forEach(statement::addParam);
            return statement.execute();
        }

        private Numbered numbered() {
            return NUMBERED.computeIfAbsent(text, Numbered::of);
        }

        private List<@Nullable Object> values(Numbered numbered) {
            List<@Nullable Object> values = new ArrayList<>(numbered.names().size());
            for (String name : numbered.names()) {
                Object value = parameters.get(name);
                if (value == null) {
                    throw new IllegalArgumentException("no value for :" + name);
                }
                values.add(value == NULL ? null : value);
            }
            return values;
        }

        private <T> T guarded(Supplier<T> work) {
            try {
                return inTurn(work);
            } catch (DbClientException failed) {
                throw failed.getCause() instanceof SQLException cause ? StorageException.of(cause) : failed;
            }
        }
    }

    /// A statement as JDBC takes it, with the names of its parameters in their order.
    private record Numbered(String text, List<String> names) {
        /// What is quoted or a comment has no parameters.
        private static final Pattern PARAMETER = Pattern.compile("'[^']*'|--[^\n]*|:(\\p{Alpha}\\w*)");

        static Numbered of(String named) {
            List<String> names = new ArrayList<>();
            String text = PARAMETER.matcher(named).replaceAll(found -> {
                String name = found.group(1);
                if (name == null) {
                    return Matcher.quoteReplacement(found.group());
                }
                names.add(name);
                return "?";
            });
            return new Numbered(text, List.copyOf(names));
        }
    }

    /// Statements are read once; DbClient would read and digest a text anew each time that it runs.
    private static final Map<String, Numbered> NUMBERED = new ConcurrentHashMap<>();
    private static final String NAME = "statement";
    private static final Object NULL = new Object();
}
