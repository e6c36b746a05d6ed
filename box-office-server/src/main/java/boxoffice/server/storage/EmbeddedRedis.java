package boxoffice.server.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import redis.clients.jedis.Jedis;
import redis.embedded.RedisServer;

/// A real Redis for a machine that has none, with its data kept in a folder. It ends with this process.
public final class EmbeddedRedis implements AutoCloseable {
    private final RedisServer redis;
    private final Lifeline lifeline;
    private final int port;
    private final long pid;

    private EmbeddedRedis(RedisServer redis, Lifeline lifeline, int port, long pid) {
        this.redis = redis;
        this.lifeline = lifeline;
        this.port = port;
        this.pid = pid;
    }

    /// Starts it on a free port of this machine.
    ///
    /// @throws UncheckedIOException when it cannot start
    public static EmbeddedRedis start(Path folder) {
        try {
            return start(folder, freePort());
        } catch (IOException none) {
            throw new UncheckedIOException("no free port for Redis", none);
        }
    }

    /// Starts it on a port that must be free, with what the folder keeps of an earlier one.
    ///
    /// @throws UncheckedIOException when it cannot start
    public static EmbeddedRedis start(Path folder, int port) {
        try {
            Files.createDirectories(folder);
            RedisServer redis = RedisServer.newRedisServer()
                    .port(port)
                    .bind("127.0.0.1")
                    .setting("dir " + folder.toAbsolutePath())
                    .setting("save \"\"")
                    .setting("appendonly yes")
                    // An fsync on the database's disk would make claims wait; what is written outlives the process anyway.
                    .setting("appendfsync no")
                    .build();
            redis.start();
            try (Jedis connection = new Jedis("127.0.0.1", port)) {
                long pid = connection
                        .info("server")
                        .lines()
                        .filter(line -> line.startsWith("process_id:"))
                        .mapToLong(line -> Long.parseLong(line.substring("process_id:".length()).strip()))
                        .findFirst()
                        .orElseThrow();
                return new EmbeddedRedis(redis, Lifeline.of(pid, "INT"), port, pid);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("Redis did not start in " + folder + ": " + failed.getMessage(), failed);
        }
    }

    /// The address for [Redis#open].
    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    /// Forgets everything.
    public void empty() {
        try (Jedis connection = new Jedis("127.0.0.1", port)) {
            connection.flushAll();
        }
    }

    /// The process, by the operating system's number.
    public long pid() {
        return pid;
    }

    @Override
    public void close() {
        try {
            redis.stop();
        } catch (IOException failed) {
            throw new UncheckedIOException("Redis did not stop", failed);
        } finally {
            lifeline.close();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
