package boxoffice.server.events;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/// A real broker of Kafka within this process, on free ports of this machine, that a test can stop and start again.
final class Broker implements AutoCloseable {
    private static final String MECHANISM = "SCRAM-SHA-512";
    private static final String LOGIN_MODULE = "org.apache.kafka.common.security.scram.ScramLoginModule";
    private static final String USER = "boxoffice";

    private final Properties settings = new Properties();
    private final int port;
    private final int signedIn;
    private Optional<KafkaRaftServer> running = Optional.empty();

    private Broker(Path folder) throws IOException {
        this.port = freePort();
        this.signedIn = freePort();
        int control = freePort();
        settings.setProperty("process.roles", "broker,controller");
        settings.setProperty("node.id", "1");
        settings.setProperty("controller.quorum.voters", "1@127.0.0.1:" + control);
        settings.setProperty("controller.listener.names", "CONTROLLER");
        settings.setProperty(
                "listeners",
                "PLAINTEXT://127.0.0.1:%d,SIGNEDIN://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
                        .formatted(port, signedIn, control));
        settings.setProperty(
                "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,SIGNEDIN:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.setProperty("listener.name.signedin.sasl.enabled.mechanisms", MECHANISM);
        settings.setProperty("listener.name.signedin.scram-sha-512.sasl.jaas.config", LOGIN_MODULE + " required;");
        settings.setProperty("log.dirs", folder.resolve("log").toString());
        settings.setProperty("num.partitions", "3");
        settings.setProperty("offsets.topic.num.partitions", "1");
        settings.setProperty("offsets.topic.replication.factor", "1");
        settings.setProperty("group.initial.rebalance.delay.ms", "0");
        settings.setProperty("controlled.shutdown.enable", "false");
    }

    /// A broker with an empty log, not started yet.
    static Broker in(Path folder) throws IOException {
        Broker broker = new Broker(folder);
        Path file = folder.resolve("broker.properties");
        try (OutputStream out = Files.newOutputStream(file)) {
            broker.settings.store(out, null);
        }
        String[] format = {"format", "-t", Uuid.randomUuid().toString(), "-c", file.toString()};
        try (PrintStream silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            if (StorageTool.execute(format, silent) != 0) {
                throw new IOException("the broker's folder could not be prepared");
            }
        }
        return broker;
    }

    /// Where anybody may come.
    String servers() {
        return "127.0.0.1:" + port;
    }

    /// Where one has to sign in; for a server's settings.
    String serversToSignInAt() {
        return "127.0.0.1:" + signedIn;
    }

    /// What a client's file says to sign in.
    static String signingIn(String password) {
        return """
                security.protocol=SASL_PLAINTEXT
                sasl.mechanism=%s
                sasl.jaas.config=%s required \\
                  username="%s" password="%s";
                """.formatted(MECHANISM, LOGIN_MODULE, USER, password);
    }

    /// Has the user sign in with that password from now on, whoever is connected.
    void setPassword(String password) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers()))) {
            admin.alterUserScramCredentials(
                    List.of(
                            new UserScramCredentialUpsertion(
                                    USER, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), password)))
                    .all()
                    .get();
        }
    }

    void start() {
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
        server.startup();
        running = Optional.of(server);
    }

    void stop() {
        running.ifPresent(server -> {
            server.shutdown();
            server.awaitShutdown();
        });
        running = Optional.empty();
    }

    @Override
    public void close() {
        stop();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
