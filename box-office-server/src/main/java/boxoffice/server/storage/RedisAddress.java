package boxoffice.server.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.SslOptions;

/// Where Redis is: one server, or some nodes of a Redis Cluster, which name the others.
///
/// @param nodes at least one
/// @param database 0 with a cluster, which has no other
public record RedisAddress(
        List<HostAndPort> nodes,
        boolean cluster,
        boolean tls,
        @Nullable String user,
        @Nullable String password,
        int database) {
    /// The forms that [#parse] reads.
    public static final String FORMS =
            "redis://host:6379, rediss://host:6379, or nodes of a cluster: redis://host-a:6379,host-b:6379 or redis-cluster://host:6379";

    private static final int USUAL_PORT = 6379;
    private static final Pattern ADDRESS =
            Pattern.compile("(redis|rediss)(-cluster)?://(?:([^@/]*)@)?([^@/]+)(?:/(\\d{0,3}))?");
    private static final Pattern NODE = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9._-]+)(?::(\\d{1,5}))?");

    /// Reads `redis://[[user]:password@]host[:port][/database]`, with `rediss` for TLS. Several hosts, with commas, or
    /// `redis-cluster` are a cluster.
    ///
    /// @throws IllegalArgumentException when it is none of these; the message repeats nothing of it
    public static RedisAddress parse(String url) {
        Matcher address = ADDRESS.matcher(url);
        if (!address.matches()) {
            throw new IllegalArgumentException("not a Redis address");
        }
        List<HostAndPort> nodes = new ArrayList<>();
        for (String node : address.group(4).split(",", -1)) {
            nodes.add(node(node));
        }
        boolean cluster = address.group(2) != null || nodes.size() > 1;
        String number = address.group(5);
        int database = number == null || number.isEmpty() ? 0 : Integer.parseInt(number);
        if (cluster && database != 0) {
            throw new IllegalArgumentException("a cluster has no database but 0");
        }
        String[] login = address.group(3) == null ? new String[] {"", ""} : address.group(3).split(":", 2);
        return new RedisAddress(
                List.copyOf(nodes),
                cluster,
                address.group(1).equals("rediss"),
                login[0].isEmpty() ? null : PostgresUrl.decoded(login[0]),
                login.length < 2 || login[1].isEmpty() ? null : PostgresUrl.decoded(login[1]),
                database);
    }

    /// Leaves user and password out.
    @Override
    public String toString() {
        return nodes.toString();
    }

    DefaultJedisClientConfig.Builder login() {
        DefaultJedisClientConfig.Builder login =
                DefaultJedisClientConfig.builder().user(user).password(password).database(database);
        return tls ? login.sslOptions(SslOptions.defaults()) : login;
    }

    private static HostAndPort node(String text) {
        Matcher node = NODE.matcher(text);
        if (!node.matches()) {
            throw new IllegalArgumentException("not a host, or host and port");
        }
        int port = node.group(2) == null ? USUAL_PORT : Integer.parseInt(node.group(2));
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("not a port");
        }
        return new HostAndPort(node.group(1), port);
    }
}
