package boxoffice.server.storage;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.Pool;

/// The connections to one Redis or to all nodes of a cluster. Thread-safe.
///
/// A cluster is asked for its nodes by the first call that needs them, so that a server starts while the cluster is down.
final class RedisNodes implements AutoCloseable {
    private static final int POOL_SIZE = 64;
    private static final int CLUSTER_ATTEMPTS = 3;
    private static final Duration TOPOLOGY = Duration.ofSeconds(2);

    private final RedisAddress address;
    private final JedisClientConfig times;
    private final GenericObjectPoolConfig<Connection> poolConfig;
    private final Duration timeout;
    private final ReentrantLock opening = new ReentrantLock();
    private volatile @Nullable UnifiedJedis client;
    private boolean closed;

    RedisNodes(RedisAddress address, JedisClientConfig times, Duration timeout) {
        this.address = address;
        this.times = times;
        this.timeout = timeout;
        this.poolConfig = new GenericObjectPoolConfig<>();
        poolConfig.setMaxTotal(POOL_SIZE);
        poolConfig.setMaxIdle(POOL_SIZE);
        poolConfig.setMaxWait(timeout);
        poolConfig.setJmxEnabled(false);
    }

    /// @throws JedisException when no node of a cluster answers
    UnifiedJedis client() {
        UnifiedJedis open = client;
        if (open != null) {
            return open;
        }
        if (!opening.tryLock()) {
            throw new JedisException("the nodes of the cluster are being asked for");
        }
        try {
            open = client;
            if (open == null) {
                if (closed) {
                    throw new JedisException("closed");
                }
                open = open();
                client = open;
            }
            return open;
        } finally {
            opening.unlock();
        }
    }

    /// The pools of all masters: each key is behind one of them.
    List<Pool<Connection>> masters() {
        UnifiedJedis open = client();
        return pools(open)
                .stream()
                .<Pool<Connection>>map(pool -> pool)
                .filter(pool -> !address.cluster() || isMaster(pool))
                .toList();
    }

    /// Closes connections that nobody uses now, as they may be dead.
    void dropIdle() {
        UnifiedJedis open = client;
        if (open != null) {
            pools(open).forEach(Pool::clear);
        }
    }

    @Override
    public void close() {
        opening.lock();
        try {
            closed = true;
            UnifiedJedis open = client;
            if (open != null) {
                open.close();
            }
        } finally {
            opening.unlock();
        }
    }

    private UnifiedJedis open() {
        return address.cluster()
                ? RedisClusterClient.builder()
                        .nodes(Set.copyOf(address.nodes()))
                        .clientConfig(times)
                        .poolConfig(poolConfig)
                        .maxAttempts(CLUSTER_ATTEMPTS)
                        .maxTotalRetriesDuration(timeout.multipliedBy(2))
                        .topologyRefreshPeriod(TOPOLOGY)
                        .build()
                : RedisClient.builder()
                        .hostAndPort(address.nodes().getFirst())
                        .clientConfig(times)
                        .poolConfig(poolConfig)
                        .build();
    }

    private static Collection<? extends Pool<Connection>> pools(UnifiedJedis client) {
        return switch (client) {
            case RedisClusterClient cluster -> cluster.getClusterNodes().values();
            case RedisClient single -> List.of(single.getPool());
            default -> throw new IllegalStateException("neither one Redis nor a cluster: " + client.getClass());
        };
    }

    /// A node that does not answer counts as none: a replica takes its place, or the next call fails.
    private static boolean isMaster(Pool<Connection> node) {
        try (Jedis connection = new Jedis(node.getResource())) {
            return "master".equals(connection.role().getFirst());
        } catch (JedisException dead) {
            return false;
        }
    }
}
