package boxoffice.server.abuse;

import boxoffice.model.Accounts.Role;
import boxoffice.model.ProblemCode;
import boxoffice.server.http.Answer;
import boxoffice.server.http.ProblemException;
import boxoffice.server.identity.Caller;
import boxoffice.server.identity.Callers;
import boxoffice.server.storage.Redis;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Handlers to put before routes (SEC-1). Thread-safe.
///
/// Each passes on a request that is within its limits, and refuses any other with `RATE_LIMITED` and `Retry-After`.
/// Every answer says by `RateLimit-Limit`, `RateLimit-Remaining` and `RateLimit-Reset` how its sender stands against
/// that limit of which the least is left; it resets after so many seconds.
public final class RateLimits {
    private static final Set<Role> ORDINARY = Set.of(Role.GUEST, Role.CUSTOMER);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Callers callers;
    private final Buckets buckets;
    private final Addresses addresses;
    private final Limit requests;
    private final Limit addressRequests;
    private final Limit locks;
    private final Limit deviceLocks;
    private final Limit extensions;

    public RateLimits(Redis redis, Callers callers, Rates rates) {
        this.callers = callers;
        this.buckets = new Buckets(redis);
        this.addresses = new Addresses(rates.proxyHeader());
        this.requests = Limit.cheap("requests", rates.userRequests(), rates.window());
        this.addressRequests = Limit.cheap("requests", rates.addressRequests(), rates.window());
        this.locks = Limit.exact("locks", rates.userLocks(), rates.window());
        this.deviceLocks = Limit.exact("locks", rates.deviceLocks(), rates.window());
        this.extensions = Limit.exact("extensions", rates.userExtensions(), SECOND);
    }

    private record Count(Limit limit, String who) {}

    /// Before any route. Costs Redis nothing for most requests.
    public void request(ServerRequest request, ServerResponse response) {
        Optional<Caller> caller = callers.known(request);
        List<Count> counts = new ArrayList<>();
        if (caller.flatMap(Caller::device).isEmpty()) {
            counts.add(new Count(addressRequests, "address:" + addresses.of(request)));
        }
        caller.ifPresent(found -> counts.add(new Count(requests, user(found))));
        pass(counts, request, response);
    }

    /// Before a route that locks seats, after [#request].
    public void lock(ServerRequest request, ServerResponse response) {
        Caller caller = callers.require(request);
        List<Count> counts = new ArrayList<>();
        if (ORDINARY.contains(caller.role())) {
            counts.add(new Count(locks, user(caller)));
        }
        caller.device().ifPresent(device -> counts.add(new Count(deviceLocks, "device:" + device)));
        if (counts.isEmpty()) {
            counts.add(new Count(deviceLocks, user(caller)));
        }
        pass(counts, request, response);
    }

    /// Before a route that extends a lock, after [#request].
    public void extension(ServerRequest request, ServerResponse response) {
        pass(List.of(new Count(extensions, user(callers.require(request)))), request, response);
    }

    private void pass(List<Count> counts, ServerRequest request, ServerResponse response) {
        List<Standing> standings = new ArrayList<>();
        for (Count count : counts) {
            if (count.limit().isOff()) {
                continue;
            }
            Standing standing = buckets.take(count.limit(), count.who());
            standings.add(standing);
            if (!standing.allowed()) {
                tell(standing, request, response);
                int seconds = Math.toIntExact(standing.resetSeconds());
                throw ProblemException.of(
                        ProblemCode.RATE_LIMITED,
                        "These are more requests than are served; please try again in %d s.".formatted(seconds))
                        .retryAfter(seconds);
            }
        }
        standings.stream()
                .min(Comparator.comparingInt(Standing::left))
                .ifPresent(least -> tell(least, request, response));
        response.next();
    }

    private static void tell(Standing standing, ServerRequest request, ServerResponse response) {
        Answer.header(request, response, "RateLimit-Limit", Integer.toString(standing.limit().most()));
        Answer.header(request, response, "RateLimit-Remaining", Integer.toString(standing.left()));
        Answer.header(request, response, "RateLimit-Reset", Long.toString(standing.resetSeconds()));
    }

    private static String user(Caller caller) {
        return "user:" + caller.user();
    }
}
