package boxoffice.server.notification;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/// The HTTP side of a provider: keeps what is posted, and answers what it is told to, else that all is well.
final class PostOffice implements AutoCloseable {
    private final HttpServer server;
    private final List<Posted> posted = new CopyOnWriteArrayList<>();
    private final Map<String, Reply> repliesTo = new ConcurrentHashMap<>();
    private final Queue<Reply> replies = new ConcurrentLinkedQueue<>();

    /// Those that were posted with these words in them.
    List<Posted> posted(String words) {
        return posted.stream().filter(one -> one.body().contains(words)).toList();
    }

    record Posted(String path, String authorization, String contentType, String body) {}

    private record Reply(int status, Map<String, String> headers, String body) {}

    private PostOffice(HttpServer server) {
        this.server = server;
    }

    static PostOffice open() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            PostOffice office = new PostOffice(server);
            server.createContext("/", office::answer);
            server.start();
            return office;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/messages");
    }

    List<Posted> posted() {
        return posted;
    }

    /// Answers whatever has these words in it so.
    void replyTo(String words, int status, String body) {
        repliesTo.put(words, new Reply(status, Map.of(), body));
    }

    /// Answers the next request so.
    void reply(int status, Map<String, String> headers, String body) {
        replies.add(new Reply(status, headers, body));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        posted.add(
                new Posted(
                        exchange.getRequestURI().getPath(),
                        exchange.getRequestHeaders().getFirst("Authorization"),
                        exchange.getRequestHeaders().getFirst("Content-Type"),
                        asked));
        Reply reply = repliesTo.entrySet()
                .stream()
                .filter(known -> asked.contains(known.getKey()))
                .findFirst()
                .map(Map.Entry::getValue)
                .orElseGet(() -> replies.isEmpty() ? new Reply(201, Map.of(), "{}") : replies.remove());
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
