package boxoffice.server.abuse;

import boxoffice.model.Accounts.Role;
import boxoffice.model.ProblemCode;
import boxoffice.server.http.Answer;
import boxoffice.server.http.ProblemException;
import boxoffice.server.identity.Caller;
import boxoffice.server.identity.Callers;
import boxoffice.server.storage.Redis;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Handlers around those of routes (SEC-1). Thread-safe.
///
/// Each hands on a request that is within its limits, and refuses any other with `RATE_LIMITED` and `Retry-After`.
/// Every answer says by `RateLimit-Limit`, `RateLimit-Remaining` and `RateLimit-Reset` how its sender stands against
/// that limit of which the least is left; it resets after so many seconds.
public final class RateLimits {
    private static final Set<Role> ORDINARY = Set.of(Role.GUEST, Role.CUSTOMER);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final HeaderName REMAINING = HeaderNames.create("RateLimit-Remaining");
    private static final HeaderName RESET = HeaderNames.create("RateLimit-Reset");

    private final Callers callers;
    private final Buckets buckets;
    private final Addresses addresses;
    private final Limit requests;
    private final Limit addressRequests;
    private final Limit locks;
    private final Limit deviceLocks;
    private final Limit payments;
    private final Limit devicePayments;
    private final Limit extensions;

    public RateLimits(Redis redis, Callers callers, Rates rates) {
        this.callers = callers;
        this.buckets = new Buckets(redis);
        this.addresses = new Addresses(rates.proxyHeader());
        this.requests = Limit.cheap("requests", rates.userRequests(), rates.window());
        this.addressRequests = Limit.cheap("requests", rates.addressRequests(), rates.window());
        this.locks = Limit.cheap("locks", rates.userLocks(), rates.window());
        this.deviceLocks = Limit.exact("locks", rates.deviceLocks(), rates.window());
        this.payments = Limit.exact("payments", rates.userPayments(), rates.window());
        this.devicePayments = Limit.exact("payments", rates.devicePayments(), rates.window());
        this.extensions = Limit.exact("extensions", rates.userExtensions(), SECOND);
    }

    /// Handles a request of somebody who has signed in.
    @FunctionalInterface
    public interface CallerHandler {
        void handle(ServerRequest request, ServerResponse response, Caller caller) throws Exception;
    }

    /// Before routes that are handled elsewhere: passes on to the next one. Costs Redis nothing for most requests.
    public void request(ServerRequest request, ServerResponse response) {
        Tally tally = new Tally();
        try {
            tally.request(request, callers.known(request));
            tally.tell(response);
        } finally {
            tally.keep(request);
        }
        response.next();
    }

    /// For everybody. Costs Redis nothing for most requests.
    public Handler open(Handler then) {
        return (request, response) -> {
            Tally tally = new Tally();
            try {
                tally.request(request, callers.known(request));
                tally.tell(response);
                then.handle(request, response);
            } catch (Exception problem) {
                tally.keep(request);
                throw problem;
            }
        };
    }

    /// The same, for whoever has signed in.
    public Handler signedIn(CallerHandler then) {
        return guarded((tally, caller) -> {}, then);
    }

    /// For an attempt to lock seats.
    public Handler locking(CallerHandler then) {
        return guarded((tally, caller) -> count(tally, caller, locks, deviceLocks), then);
    }

    /// For an attempt to pay, whatever comes of it; so for a repetition too.
    public Handler paying(CallerHandler then) {
        return guarded((tally, caller) -> count(tally, caller, payments, devicePayments), then);
    }

    /// For an extension of a lock.
    public Handler extending(CallerHandler then) {
        return guarded((tally, caller) -> tally.count(extensions, user(caller)), then);
    }

    private static void count(Tally tally, Caller caller, Limit ofUser, Limit ofDevice) {
        boolean ordinary = ORDINARY.contains(caller.role());
        if (ordinary) {
            tally.count(ofUser, user(caller));
        }
        if (caller.device().isPresent()) {
            tally.count(ofDevice, "device:" + caller.device().get());
        } else if (!ordinary) {
            tally.count(ofDevice, user(caller));
        }
    }

    private Handler guarded(BiConsumer<Tally, Caller> more, CallerHandler then) {
        return (request, response) -> {
            Tally tally = new Tally();
            try {
                Optional<Caller> known = callers.known(request);
                tally.request(request, known);
                Caller caller = known.isPresent() ? known.get() : callers.require(request);
                more.accept(tally, caller);
                tally.tell(response);
                then.handle(request, response, caller);
            } catch (Exception problem) {
                tally.keep(request);
                throw problem;
            }
        };
    }

    /// What one request counts for, and how its sender stands against the limit of which the least is left.
    private final class Tally {
        private @Nullable Standing least;

        void request(ServerRequest request, Optional<Caller> caller) {
            if (caller.isEmpty() || caller.get().device().isEmpty()) {
                count(addressRequests, "address:" + addresses.of(request));
            }
            if (caller.isPresent()) {
                count(requests, user(caller.get()));
            }
        }

        void count(Limit limit, String who) {
            if (limit.isOff()) {
                return;
            }
            Standing standing = buckets.take(limit, who);
            if (least == null || standing.left() < least.left() || !standing.allowed()) {
                least = standing;
            }
            if (!standing.allowed()) {
                int seconds = Math.toIntExact(standing.resetSeconds());
                throw ProblemException.of(
                        ProblemCode.RATE_LIMITED,
                        "These are more requests than are served; please try again in %d s.".formatted(seconds))
                        .retryAfter(seconds);
            }
        }

        void tell(ServerResponse response) {
            if (least != null) {
                response.header(least.limit().header())
                        .header(HeaderValues.create(REMAINING, least.left()))
                        .header(HeaderValues.create(RESET, least.resetSeconds()));
            }
        }

        /// A request that ends in a problem tells it all the same.
        void keep(ServerRequest request) {
            if (least != null) {
                Answer.keep(request, least.limit().header());
                Answer.keep(request, HeaderValues.create(REMAINING, least.left()));
                Answer.keep(request, HeaderValues.create(RESET, least.resetSeconds()));
            }
        }
    }

    private static String user(Caller caller) {
        return "user:" + caller.user();
    }
}
