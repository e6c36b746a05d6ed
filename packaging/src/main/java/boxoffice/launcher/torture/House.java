package boxoffice.launcher.torture;

import boxoffice.launcher.Child;
import boxoffice.launcher.Patience;
import boxoffice.server.storage.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;
import redis.embedded.core.ExecutableProvider;

/// Two real servers on one PostgreSQL, one Redis and the sandbox gateway, each a process of its own on a port that it
/// keeps.
final class House implements AutoCloseable {
    private static final int CONNECTIONS = 60;
    private static final List<String> UNLIMITED = List.of(
            "LIMITS_USER_REQUESTS",
            "LIMITS_USER_LOCKS",
            "LIMITS_USER_PAYMENTS",
            "LIMITS_USER_EXTENSIONS",
            "LIMITS_ADDRESS_REQUESTS",
            "SEATING_CEILING_SELECTIONS",
            "SEATING_CEILING_SELECTIONRATE",
            "SEATING_CEILING_BOOKINGRATE");
    private static final String GATEWAY_KEY = "sk_test_of_torture";
    private static final String WEBHOOK_SECRET = "whsec_of_torture";

    private final Path data;
    private final Ports ports;
    private final Part postgres;
    private final Part redis;
    private final Part gateway;
    private final List<Part> servers;

    private record Ports(int postgres, int redis, int gateway, int serverA, int serverB) {
        int server(int node) {
            return node == 0 ? serverA : serverB;
        }
    }

    private House(Path data, Map<String, String> settings) throws IOException {
        this.data = data;
        this.ports = new Ports(freePort(), freePort(), freePort(), freePort(), freePort());
        Files.createDirectories(redisFolder());
        Files.createDirectories(data.resolve("logs"));
        this.postgres = new Part("PostgreSQL", postgresCommand(), Map.of(), log("postgres"));
        this.redis = new Part("Redis", redisCommand(), Map.of(), log("redis"));
        this.gateway = new Part(
                "Payment sandbox",
                java("boxoffice.sandbox.SandboxMain", "sandbox"),
                Map.of(
                        "SANDBOX_PORT", Integer.toString(ports.gateway()),
                        "SANDBOX_SECRET_KEY", GATEWAY_KEY,
                        "SANDBOX_WEBHOOK_SECRET", WEBHOOK_SECRET,
                        "SANDBOX_WEBHOOK_RETRIES", "300ms,1s,2s,4s",
                        "SANDBOX_WEBHOOK_URLS", webhook(0) + "," + webhook(1)),
                log("sandbox"));
        this.servers = List.of(server(0, settings), server(1, settings));
    }

    /// Starts all parts and comes back when they answer.
    ///
    /// @param settings of both servers
    static House open(Path data, Map<String, String> settings) {
        try {
            Files.createDirectories(data);
            House house = new House(data, settings);
            try {
                house.start();
                return house;
            } catch (RuntimeException failed) {
                house.close();
                throw failed;
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(data + " cannot be used: " + failed.getMessage(), failed);
        }
    }

    URI server(int node) {
        return URI.create("http://127.0.0.1:" + ports.server(node));
    }

    String databaseUrl() {
        return "jdbc:postgresql://127.0.0.1:%d/postgres?user=postgres".formatted(ports.postgres());
    }

    Part postgres() {
        return postgres;
    }

    Part redis() {
        return redis;
    }

    Part serverPart(int node) {
        return servers.get(node);
    }

    Path redisFolder() {
        return data.resolve("redis");
    }

    /// Empties Redis.
    void emptyRedis() {
        try (Jedis connection = new Jedis("127.0.0.1", ports.redis(), 2_000)) {
            connection.flushAll();
        }
    }

    boolean redisAnswers() {
        try (Jedis connection = new Jedis("127.0.0.1", ports.redis(), 500)) {
            return "PONG".equals(connection.ping());
        } catch (JedisException notYet) {
            return false;
        }
    }

    /// Starts PostgreSQL again. After it was killed, what is left of it may be in the way for a moment.
    void startPostgres() {
        Patience.await("PostgreSQL", () -> {
            if (!postgres.isRunning()) {
                postgres.start();
            }
            return Books.reachable(databaseUrl());
        });
    }

    void startRedis() {
        redis.start();
        Patience.await("Redis", this::redisAnswers);
    }

    @Override
    public void close() {
        servers.forEach(Part::close);
        gateway.close();
        redis.close();
        postgres.thaw();
        postgres.finish("INT");
    }

    private void start() {
        startPostgres();
        startRedis();
        gateway.start();
        // One after the other: the first makes the schema and the catalogue.
        for (int node = 0; node < servers.size(); node++) {
            int started = node;
            servers.get(node).start();
            Patience.await(servers.get(node).name(), () -> {
                if (!servers.get(started).isRunning()) {
                    throw new IllegalStateException(
                            servers.get(started).name() + " ended while it started; see " + data.resolve("logs"));
                }
                return Api.isReady(server(started));
            });
        }
    }

    private Part server(int node, Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(
                Map.of(
                        "SERVER_PORT", Integer.toString(ports.server(node)),
                        "DATABASE_URL", databaseUrl(),
                        "DATABASE_POOL", "12",
                        "REDIS_URL", "redis://127.0.0.1:" + ports.redis(),
                        "SECURITY_MASTERKEY", Base64.getEncoder().encodeToString(new byte[32]),
                        "PAYMENT_GATEWAY_URL", "http://127.0.0.1:" + ports.gateway(),
                        "PAYMENT_GATEWAY_KEY", GATEWAY_KEY,
                        "PAYMENT_GATEWAY_WEBHOOK_SECRET", WEBHOOK_SECRET,
                        "DEMO_CATALOGUE", "true"));
        // All guests come from one address, and ask more than any person would.
        UNLIMITED.forEach(limit -> environment.put(limit, "0"));
        environment.putAll(settings);
        String name = node == 0 ? "server-a" : "server-b";
        return new Part(name, java("boxoffice.server.Main", name), environment, log(name));
    }

    private URI webhook(int node) {
        return server(node).resolve("/api/v1/payments/webhook");
    }

    private List<String> java(String mainClass, String part) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Dpart=" + part);
        command.addAll(Child.quickStart(data.resolve(part + ".jsa")));
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx400m"));
        command.addAll(List.of("-cp", Child.classPath(), mainClass));
        return command;
    }

    /// The command with which an embedded PostgreSQL was started once, on a port of ours.
    private List<String> postgresCommand() throws IOException {
        Path folder = data.resolve("postgres");
        EmbeddedPostgres.start(folder).close();
        Path cluster = folder.resolve("data");
        String program = Files.readString(cluster.resolve("postmaster.opts")).split(" ", 2)[0];
        Files.writeString(
                cluster.resolve("postgresql.conf"),
                """

                        port = %d
                        listen_addresses = '127.0.0.1'
                        unix_socket_directories = ''
                        max_connections = %d
                        fsync = off
                        log_min_messages = fatal
                        """.formatted(ports.postgres(), CONNECTIONS),
                StandardOpenOption.APPEND);
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            // PostgreSQL refuses to run as root; in a user namespace of its own it is nobody.
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(program, "-D", cluster.toString()));
        return command;
    }

    private List<String> redisCommand() throws IOException {
        File program = ExecutableProvider.newJarResourceProvider(data.toFile()).get();
        return List.of(
                program.toString(),
                "--port", Integer.toString(ports.redis()),
                "--bind", "127.0.0.1",
                "--dir", redisFolder().toAbsolutePath().toString(),
                "--save", "",
                "--appendonly", "yes");
    }

    private Path log(String part) {
        return data.resolve("logs").resolve(part + ".log");
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException("no free port", none);
        }
    }
}
