package boxoffice.server.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.helidon.dbclient.DbClient;
import io.helidon.dbclient.DbClientException;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbTransaction;
import io.helidon.dbclient.jdbc.JdbcClientBuilder;
import io.helidon.dbclient.jdbc.JdbcConnectionPool;
import io.helidon.dbclient.jdbc.JdbcParametersConfig;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;

/// PostgreSQL. Thread-safe.
///
/// [#sql] runs a statement as a transaction of its own; [#transaction] runs several as one.
///
/// Nobody waits long for a database that is away, frozen or crowded: two seconds for their turn, one for a connection, the
/// given time for an answer, and only so many at once; then it is [StorageException.Unavailable]. The connections come
/// back by themselves. Whoever came first is served first, so that under a rush nobody is passed over until they give up.
public final class Database extends Sql implements AutoCloseable {
    /// How long an answer may take where nothing else is said.
    public static final Duration USUAL_TIMEOUT = Duration.ofSeconds(3);

    private static final Duration TURN_WAIT = Duration.ofSeconds(2);
    private static final Duration CONNECTION_WAIT = Duration.ofSeconds(1);
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration VALIDATION = Duration.ofMillis(500);
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);
    /// The database gives a statement up so much earlier than we do, so that most often it says itself what became of it.
    private static final Duration AHEAD = Duration.ofMillis(500);
    private static final int WAITING_PER_CONNECTION = 50;

    private final HikariDataSource pool;
    private final DbClient client;
    /// One for each caller who waits for their turn.
    private final Semaphore waiting;
    /// One for each connection. The pool gives a connection to whoever asks at the right moment; this makes a queue of it.
    private final Semaphore turns;

    private Database(HikariDataSource pool) {
        this.pool = pool;
        this.waiting = new Semaphore(WAITING_PER_CONNECTION * pool.getMaximumPoolSize());
        this.turns = new Semaphore(pool.getMaximumPoolSize(), true);
        this.client = JdbcClientBuilder.create()
                .connectionPool((JdbcConnectionPool) this::connection)
                .parametersSetter(
                        JdbcParametersConfig.builder()
                                .useStringBinding(false)
                                .useByteArrayBinding(false)
                                .build())
                .build();
    }

    /// Connects, and brings the schema up to date.
    ///
    /// @param url a JDBC URL with user and password, or the `postgresql://user:password@host:port/name` form
    /// @param poolSize connections held at most
    public static Database open(String url, int poolSize) {
        return open(url, poolSize, USUAL_TIMEOUT);
    }

    /// The same, with a time of its own for answers.
    ///
    /// @param timeout a second at least; parts of one do not count
    public static Database open(String url, int poolSize, Duration timeout) {
        PostgresUrl address = PostgresUrl.parse(url);
        HikariDataSource pool = new HikariDataSource(config(address, poolSize, timeout));
        try {
            // On a connection of its own: a change of the schema may take its time.
            Flyway.configure()
                    .dataSource(address.jdbcUrl(), address.user(), address.password())
                    .load()
                    .migrate();
            return new Database(pool);
        } catch (RuntimeException failed) {
            pool.close();
            throw failed;
        }
    }

    private static HikariConfig config(PostgresUrl address, int poolSize, Duration timeout) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("database");
        address.configure(config);
        config.setMaximumPoolSize(poolSize);
        config.setConnectionTimeout(CONNECTION_WAIT.toMillis());
        config.setValidationTimeout(VALIDATION.toMillis());
        config.setKeepaliveTime(KEEP_ALIVE.toMillis());
        config.setAutoCommit(true);
        config.setConnectionInitSql(
                "SET statement_timeout = " + Duration.ofSeconds(timeout.toSeconds()).minus(AHEAD).toMillis());
        // Ids travel as text; the server finds out what they are.
        config.addDataSourceProperty("stringtype", "unspecified");
        config.addDataSourceProperty("ApplicationName", "boxoffice");
        config.addDataSourceProperty("connectTimeout", Long.toString(CONNECT.toSeconds()));
        config.addDataSourceProperty("socketTimeout", Long.toString(timeout.toSeconds()));
        config.addDataSourceProperty("tcpKeepAlive", "true");
        // What the server says of an error may name what is in the row, and such things belong in no log (SEC-6).
        config.addDataSourceProperty("logServerErrorDetail", "false");
        return config;
    }

    /// One connection of one's own, to look at what is there. The schema is left as it is.
    ///
    /// @param url as for [#open]
    /// @throws SQLException when the database does not answer
    public static Connection connect(String url) throws SQLException {
        PostgresUrl address = PostgresUrl.parse(url);
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "boxoffice-check");
        properties.setProperty("connectTimeout", "5");
        if (address.user() != null) {
            properties.setProperty("user", address.user());
        }
        if (address.password() != null) {
            properties.setProperty("password", address.password());
        }
        return DriverManager.getConnection(address.jdbcUrl(), properties);
    }

    /// Runs `work` as one transaction: committed when it returns, rolled back when it throws.
    public <T> T transaction(Function<Sql, T> work) {
        return inTurn(() -> inTransaction(work));
    }

    private <T> T inTransaction(Function<Sql, T> work) {
        DbTransaction transaction = client.transaction();
        T result;
        try {
            result = work.apply(new Sql() {
                @Override
                DbExecute execute() {
                    return transaction;
                }

                @Override
                <R> R inTurn(Supplier<R> statement) {
                    return statement.get();
                }
            });
        } catch (RuntimeException | Error failed) {
            try {
                transaction.rollback();
            } catch (RuntimeException alreadyGone) {
                failed.addSuppressed(alreadyGone);
            }
            throw failed;
        }
        try {
            transaction.commit();
        } catch (DbClientException failed) {
            throw failed.getCause() instanceof SQLException cause ? StorageException.of(cause) : failed;
        }
        return result;
    }

    /// How many wait for their turn.
    int queue() {
        return turns.getQueueLength();
    }

    /// Ends all connections once they are idle.
    @Override
    public void close() {
        pool.close();
    }

    @Override
    DbExecute execute() {
        return client.execute();
    }

    @Override
    <T> T inTurn(Supplier<T> statement) {
        if (!waiting.tryAcquire()) {
            throw StorageException.crowded("the database");
        }
        boolean mine;
        try {
            mine = turns.tryAcquire(TURN_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            mine = false;
        } finally {
            waiting.release();
        }
        if (!mine) {
            throw StorageException.crowded("the database");
        }
        try {
            return statement.get();
        } finally {
            turns.release();
        }
    }

    private Connection connection() {
        try {
            return pool.getConnection();
        } catch (SQLException unavailable) {
            throw StorageException.notAsked(unavailable);
        }
    }
}
