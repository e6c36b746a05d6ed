package boxoffice.server.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import redis.clients.jedis.Jedis;
import redis.embedded.RedisServer;

/// A real Redis Cluster on this machine: three masters and a replica of each. Ends with [#close].
public final class RedisCluster implements AutoCloseable {
    private static final int MASTERS = 3;
    private static final int SLOTS = 16_384;
    private static final int BUS = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final List<Integer> ports = new ArrayList<>();
    private final List<RedisServer> servers = new ArrayList<>();
    private final List<Long> pids = new ArrayList<>();

    private RedisCluster() {}

    /// Starts the nodes and waits until they agree.
    public static RedisCluster start(Path folder) {
        RedisCluster cluster = new RedisCluster();
        try {
            for (int i = 0; i < 2 * MASTERS; i++) {
                cluster.startNode(folder.resolve("node" + i));
            }
            cluster.join();
            return cluster;
        } catch (IOException failed) {
            cluster.close();
            throw new UncheckedIOException(failed);
        }
    }

    /// Where it is, for a server's settings.
    public String url() {
        return "redis://" + ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
    }

    /// Ends the master of a key at once.
    public void killMasterOf(String key) {
        int slot = redis.clients.jedis.util.JedisClusterCRC16.getSlot(key);
        Faults.kill(pids.get(Math.min(slot / (SLOTS / MASTERS), MASTERS - 1)));
    }

    @Override
    public void close() {
        pids.stream().filter(pid -> ProcessHandle.of(pid).isPresent()).forEach(Faults::kill);
        for (RedisServer server : servers) {
            try {
                server.stop();
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        }
    }

    private void startNode(Path folder) throws IOException {
        Files.createDirectories(folder);
        int port = freePort();
        RedisServer server = RedisServer.newRedisServer()
                .port(port)
                .bind("127.0.0.1")
                .setting("dir " + folder)
                .setting("save \"\"")
                .setting("cluster-enabled yes")
                .setting("cluster-node-timeout 1500")
                .setting("cluster-replica-validity-factor 0")
                .setting("repl-diskless-sync-delay 0")
                .build();
        server.start();
        servers.add(server);
        ports.add(port);
        pids.add(
                ask(
                        port, node -> node.info("server")
                                .lines()
                                .filter(line -> line.startsWith("process_id:"))
                                .mapToLong(line -> Long.parseLong(line.substring("process_id:".length()).strip()))
                                .findFirst()
                                .orElseThrow()));
    }

    private void join() {
        for (int i = 0; i < MASTERS; i++) {
            int from = i * (SLOTS / MASTERS);
            int to = i == MASTERS - 1 ? SLOTS : from + SLOTS / MASTERS;
            ask(ports.get(i), node -> node.clusterAddSlots(IntStream.range(from, to).toArray()));
        }
        ports.stream().skip(1).forEach(port -> ask(port, node -> node.clusterMeet("127.0.0.1", ports.getFirst())));
        ports.forEach(port -> awaitNode(port, node -> node.clusterNodes().lines().count() == 2 * MASTERS));
        for (int i = 0; i < MASTERS; i++) {
            String master = ask(ports.get(i), Jedis::clusterMyId);
            ask(ports.get(MASTERS + i), node -> node.clusterReplicate(master));
        }
        ports.forEach(port -> awaitNode(port, node -> node.clusterInfo().contains("cluster_state:ok")));
        ports.subList(MASTERS, 2 * MASTERS)
                .forEach(
                        port -> awaitNode(port, node -> node.info("replication").contains("master_link_status:up")));
    }

    private static void awaitNode(int port, Predicate<Jedis> state) {
        await().atMost(PATIENCE).until(() -> ask(port, state::test));
    }

    private static <T> T ask(int port, java.util.function.Function<Jedis, T> question) {
        try (Jedis node = new Jedis("127.0.0.1", port)) {
            return question.apply(node);
        }
    }

    /// One whose port for talk among nodes is free too.
    private static int freePort() throws IOException {
        for (int i = 0; i < 100; i++) {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                int port = socket.getLocalPort();
                if (port + BUS < 65_536 && isFree(port + BUS)) {
                    return port;
                }
            }
        }
        int low = 20_000 + (int) (ProcessHandle.current().pid() % 5_000);
        return IntStream.range(low, low + 1_000)
                .filter(port -> isFree(port) && isFree(port + BUS))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
