package boxoffice.server.storage;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisException;

/// Keeps callers from waiting for a Redis that does not answer (SEAT-7). Thread-safe.
///
/// When most of the last calls failed it opens: calls are refused at once. After a second it lets a few through, the
/// others still go on without Redis; when these succeed it closes, when they fail it waits another second.
final class Breaker {
    private static final Logger LOG = LoggerFactory.getLogger(Breaker.class);
    private static final CircuitBreakerConfig RULES = CircuitBreakerConfig.custom()
            .slidingWindowType(SlidingWindowType.COUNT_BASED)
            .slidingWindowSize(10)
            .minimumNumberOfCalls(5)
            .failureRateThreshold(50)
            .waitDurationInOpenState(Duration.ofSeconds(1))
            .permittedNumberOfCallsInHalfOpenState(3)
            .ignoreException(failed -> !(failed instanceof JedisException) || isOurs(failed))
            .writableStackTraceEnabled(false)
            .build();

    private final CircuitBreaker circuit = CircuitBreaker.of("redis", RULES);
    private final AtomicLong openings = new AtomicLong();

    /// @param whenOpened called each time that calls begin to be refused
    Breaker(Runnable whenOpened) {
        circuit.getEventPublisher().onStateTransition(event -> {
            switch (event.getStateTransition().getToState()) {
                case OPEN -> {
                    openings.incrementAndGet();
                    whenOpened.run();
                    if (event.getStateTransition().getFromState() == CircuitBreaker.State.CLOSED) {
                        LOG.warn("Redis does not answer; going on without it");
                    }
                }
                case CLOSED -> LOG.info("Redis answers again");
                case HALF_OPEN, DISABLED, FORCED_OPEN, METRICS_ONLY -> LOG.debug("{}", event);
            }
        });
    }

    /// Makes a call, unless the breaker is open.
    ///
    /// @throws JedisException when the call failed, or was not even made
    <T> T call(Supplier<T> call) {
        try {
            return circuit.executeSupplier(call);
        } catch (CallNotPermittedException open) {
            throw new Refused();
        }
    }

    /// Whether all connections were in use, which says nothing about Redis: a crowd must not end the fast path.
    private static boolean isOurs(Throwable failed) {
        return failed.getCause() instanceof NoSuchElementException;
    }

    /// Grows each time that calls begin to be refused.
    long openings() {
        return openings.get();
    }

    /// Costs next to nothing to make, since there may be thousands a second.
    private static final class Refused extends JedisException {
        private static final long serialVersionUID = 1L;

        private Refused() {
            super("Redis did not answer lately");
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }
}
