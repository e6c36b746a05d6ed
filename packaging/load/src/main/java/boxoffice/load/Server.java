package boxoffice.load;

import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.listFeeder;
import static io.gatling.javaapi.http.HttpDsl.http;

import io.gatling.javaapi.core.Assertion;
import io.gatling.javaapi.core.FeederBuilder;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The server under load, and what it promises. Settings are system properties: `load.server` (its address), `load.shows`
/// (ids of shows that are for sale, with commas), `load.scale` (of the times of a scenario, above 0 to 1).
final class Server {
    private Server() {}

    static HttpProtocolBuilder protocol() {
        return http.baseUrl(System.getProperty("load.server"))
                .acceptHeader("application/json")
                .acceptEncodingHeader("gzip")
                .contentTypeHeader("application/json")
                // each guest looks with fresh eyes
                .disableCaching()
                .shareConnections();
    }

    /// Any of the shows.
    static FeederBuilder<Object> shows() {
        List<Map<String, Object>> shows = Stream.of(System.getProperty("load.shows").split(","))
                .<Map<String, Object>>map(id -> Map.of("show", id))
                .toList();
        return listFeeder(shows).random();
    }

    /// A time of the scenario, as long as this run wants it.
    static Duration lasting(int minutes) {
        double scale = Double.parseDouble(System.getProperty("load.scale", "1"));
        return Duration.ofMillis(Math.max(1_000, Math.round(minutes * 60_000 * scale)));
    }

    /// The times that are promised, in milliseconds, and that fewer than one request in a hundred fails.
    static Assertion[] promises() {
        return new Assertion[] {
                global().responseTime().percentile(95).lt(500),
                global().responseTime().percentile(99).lt(1_000),
                details("lock").responseTime().percentile(95).lt(200),
                details("book").responseTime().percentile(95).lt(1_000),
                global().failedRequests().percent().lt(1.0)};
    }
}
