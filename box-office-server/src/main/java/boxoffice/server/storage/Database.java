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
import java.sql.SQLException;
import java.util.function.Function;
import org.flywaydb.core.Flyway;

/// PostgreSQL. Thread-safe.
///
/// [#sql] runs a statement as a transaction of its own; [#transaction] runs several as one.
public final class Database extends Sql implements AutoCloseable {
    private static final int CONNECTION_WAIT_MILLIS = 3_000;

    private final HikariDataSource pool;
    private final DbClient client;

    private Database(HikariDataSource pool) {
        this.pool = pool;
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
        HikariConfig config = new HikariConfig();
        config.setPoolName("database");
        PostgresUrl.parse(url).configure(config);
        config.setMaximumPoolSize(poolSize);
        config.setConnectionTimeout(CONNECTION_WAIT_MILLIS);
        config.setAutoCommit(true);
        // Ids travel as text; the server finds out what they are.
        config.addDataSourceProperty("stringtype", "unspecified");
        config.addDataSourceProperty("ApplicationName", "boxoffice");
        config.addDataSourceProperty("connectTimeout", "3");
        config.addDataSourceProperty("socketTimeout", "30");
        HikariDataSource pool = new HikariDataSource(config);
        try {
            Flyway.configure().dataSource(pool).load().migrate();
            return new Database(pool);
        } catch (RuntimeException failed) {
            pool.close();
            throw failed;
        }
    }

    /// Runs `work` as one transaction: committed when it returns, rolled back when it throws.
    public <T> T transaction(Function<Sql, T> work) {
        DbTransaction transaction = client.transaction();
        T result;
        try {
            result = work.apply(new Sql() {
                @Override
                DbExecute execute() {
                    return transaction;
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

    /// Ends all connections once they are idle.
    @Override
    public void close() {
        pool.close();
    }

    @Override
    DbExecute execute() {
        return client.execute();
    }

    private Connection connection() {
        try {
            return pool.getConnection();
        } catch (SQLException unavailable) {
            throw StorageException.of(unavailable);
        }
    }
}
