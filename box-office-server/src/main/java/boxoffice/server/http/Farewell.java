package boxoffice.server.http;

import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;

/// Ends connections with the answer that is under way once the server is to stop, as Helidon does with those that are idle
/// then: by interrupting what would read their next request. It waits its whole grace period for any other. Thread-safe.
public final class Farewell implements Filter {
    private volatile boolean leaving;

    /// From now on each connection has its last answer.
    public void begin() {
        leaving = true;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        if (leaving) {
            response.header(HeaderValues.CONNECTION_CLOSE);
        }
        response.whenSent(() -> {
            if (leaving) {
                Thread.currentThread().interrupt();
            }
        });
        chain.proceed();
    }
}
