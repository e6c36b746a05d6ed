package boxoffice.server.http;

import io.helidon.http.HttpPrologue;
import io.helidon.http.Method;
import io.helidon.webserver.http.HttpRoute;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.ArrayList;
import java.util.List;

/// Knows which methods an address takes, for those who tried another. Thread-safe once made.
///
/// It asks the routes themselves, so there is no second list of addresses to keep.
final class Methods {
    private static final List<Method> ALL = List.of(Method.GET, Method.POST, Method.PUT, Method.PATCH, Method.DELETE);

    private final String prefix;
    private final List<HttpRoute> routes = new ArrayList<>();

    /// @param prefix under which the services are registered
    Methods(String prefix, List<HttpService> services) {
        this.prefix = prefix;
        HttpRules rules = new Collected();
        services.forEach(service -> service.routing(rules));
    }

    /// The methods of an address, none when there is nothing.
    List<String> of(String path) {
        if (!path.startsWith(prefix + "/")) {
            return List.of();
        }
        return ALL.stream().filter(method -> takes(method, path.substring(prefix.length()))).map(Method::text).toList();
    }

    private boolean takes(Method method, String path) {
        HttpPrologue asked = HttpPrologue.create("HTTP/1.1", "HTTP", "1.1", method, path, false);
        return routes.stream().anyMatch(route -> route.accepts(asked).accepted());
    }

    /// Takes down what services register.
    private final class Collected implements HttpRules {
        @Override
        public HttpRules register(HttpService... services) {
            for (HttpService service : services) {
                service.routing(this);
            }
            return this;
        }

        @Override
        public HttpRules register(String path, HttpService... services) {
            throw new IllegalArgumentException("services of the API name their whole addresses");
        }

        @Override
        public HttpRules route(HttpRoute route) {
            routes.add(route);
            return this;
        }
    }
}
