package boxoffice.server.payment;

import boxoffice.model.InvalidField;
import boxoffice.model.Problem;
import boxoffice.model.ProblemCode;
import boxoffice.model.UserId;
import boxoffice.server.http.Answer;
import boxoffice.server.http.Ask;
import boxoffice.server.http.ProblemException;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.Row;
import boxoffice.server.storage.Sql;
import boxoffice.server.storage.StorageException;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does what a request asks for once, however often it comes (PAY-3). Thread-safe.
///
/// A key belongs to one user and one route for 24 hours. The first answer is kept and repeated; one that says to try again
/// later, by its status (429, or 500 and more) or in words, is not, since it promises nothing. While the first request is being worked on, a second is
/// told to wait; if the first was cut off, the work is taken up again after a minute and must itself be safe to repeat.
public final class Idempotency {
    private static final int MAX_KEY = 100;
    private static final int TOO_MANY = 429;
    private static final Logger LOG = LoggerFactory.getLogger(Idempotency.class);
    /// As long as a key is its request's alone.
    private static final Duration INSIST = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Database database;

    public Idempotency(Database database) {
        this.database = database;
    }

    /// One request to be done once.
    ///
    /// @param body the bytes as they came, which must be the same for the same key
    public record Once(UserId user, String route, String key, byte[] body) {
        /// The same for each repetition. Work that was cut off finds by it what it has done already.
        public UUID id() {
            return UUID.nameUUIDFromBytes((user + " " + route + " " + key).getBytes(StandardCharsets.UTF_8));
        }
    }

    /// The request's key.
    public static Optional<String> key(ServerRequest request) {
        Optional<String> key = Ask.header(request, "Idempotency-Key");
        if (key.filter(text -> text.isEmpty() || text.length() > MAX_KEY).isPresent()) {
            throw ProblemException.of(
                    new InvalidField(
                            "Idempotency-Key", "has the wrong length", "1 to %d characters".formatted(MAX_KEY)));
        }
        return key;
    }

    /// Answers with what `work` returns; where the request has a key, with what it returned the first time. Without one,
    /// the work itself must bear being asked for twice.
    ///
    /// @param body the bytes as they came
    /// @param status for an answer without a problem
    public void answerWithOrWithout(
            ServerRequest request,
            ServerResponse response,
            UserId user,
            byte[] body,
            Status status,
            Supplier<Object> work) {
        key(request).ifPresentOrElse(
                key -> answer(response, new Once(user, request.path().path(), key, body), status, work),
                () -> Answer.json(response, status, work.get()));
    }

    /// Answers with what `work` returns, or with what it returned the first time.
    ///
    /// @param status for an answer without a problem
    public void answer(ServerResponse response, Once once, Status status, Supplier<Object> work) {
        Kept kept = begin(once).map(mine -> finish(mine, status, work)).orElseGet(() -> before(once));
        boolean problem = kept.status() >= 400;
        Answer.bytes(
                response.status(Status.create(kept.status())),
                problem ? "application/problem+json" : "application/json",
                kept.body().getBytes(StandardCharsets.UTF_8));
    }

    /// Forgets keys of more than 24 hours ago.
    public void forgetOld() {
        database.sql("DELETE FROM idempotency_keys WHERE started_at < now() - interval '24 hours'").update();
    }

    private record Kept(int status, String body) {}

    /// A request whose work this is.
    private record Mine(Once once, Instant startedAt) {}

    /// Starts the work, unless it was started before.
    private Optional<Mine> begin(Once once) {
        return bound(database.sql("""
                INSERT INTO idempotency_keys AS k (user_id, route, key, request_hash)
                VALUES (:user, :route, :key, :hash)
                ON CONFLICT (user_id, route, key) DO UPDATE
                   SET started_at = now(), request_hash = excluded.request_hash, status = NULL, body = NULL
                 WHERE k.started_at < now() - interval '24 hours'
                    OR (k.status IS NULL
                        AND k.started_at < now() - interval '1 minute'
                        AND k.request_hash = excluded.request_hash)
                RETURNING started_at"""), once)
                .with("hash", hash(once.body()))
                .one(row -> new Mine(once, row.instant("started_at")));
    }

    /// The answer to a request that came before.
    private Kept before(Once once) {
        return bound(database.sql("""
                SELECT request_hash = :hash AS same, status, body
                  FROM idempotency_keys
                 WHERE user_id = :user
                   AND route = :route
                   AND key = :key"""), once)
                .with("hash", hash(once.body()))
                .one(Idempotency::kept)
                .orElseThrow(Idempotency::inProgress);
    }

    private static Kept kept(Row row) {
        if (!row.flag("same")) {
            throw ProblemException.of(
                    ProblemCode.IDEMPOTENCY_KEY_REUSED,
                    "This Idempotency-Key was used with another body. Use a new key for a new request.");
        }
        Optional<Long> status = row.optionalNumber("status");
        return new Kept(status.orElseThrow(Idempotency::inProgress).intValue(), row.text("body"));
    }

    private Kept finish(Mine mine, Status status, Supplier<Object> work) {
        Kept answer = outcome(mine, status, work);
        insist(() -> keep(mine, answer));
        return answer;
    }

    private Kept outcome(Mine mine, Status status, Supplier<Object> work) {
        try {
            return new Kept(status.code(), new String(Answer.write(work.get()), StandardCharsets.UTF_8));
        } catch (ProblemException refused) {
            Problem problem = refused.problem();
            if (problem.status() < 500 && problem.status() != TOO_MANY && refused.retryAfter().isEmpty()) {
                return new Kept(problem.status(), new String(Answer.write(problem), StandardCharsets.UTF_8));
            }
            insist(() -> forget(mine));
            throw refused;
        } catch (RuntimeException failed) {
            insist(() -> forget(mine));
            throw failed;
        }
    }

    private void keep(Mine mine, Kept answer) {
        bound(database.sql("""
                UPDATE idempotency_keys
                   SET status = :status, body = :body
                 WHERE user_id = :user
                   AND route = :route
                   AND key = :key
                   AND started_at = :started
                   AND\s""" + Sql.NOTED_SOON), mine.once())
                .with("started", mine.startedAt())
                .with("status", answer.status())
                .with("body", answer.body())
                .update();
    }

    private void forget(Mine mine) {
        bound(database.sql("""
                DELETE FROM idempotency_keys
                 WHERE user_id = :user
                   AND route = :route
                   AND key = :key
                   AND started_at = :started
                   AND status IS NULL"""), mine.once())
                .with("started", mine.startedAt())
                .update();
    }

    /// Writes what became of a request, later if the database is short of breath now: whoever repeats the request would
    /// else be told to wait for a minute. Should this process die before, they are.
    private static void insist(Runnable write) {
        try {
            write.run();
        } catch (StorageException.Unavailable away) {
            Thread.ofVirtual().name("idempotency").start(() -> insistLater(write));
        }
    }

    private static void insistLater(Runnable write) {
        long until = System.nanoTime() + INSIST.toNanos();
        while (System.nanoTime() < until) {
            LockSupport.parkNanos(PAUSE.toNanos());
            try {
                write.run();
                return;
            } catch (StorageException.Unavailable still) {
                LOG.debug("still away", still);
            }
        }
    }

    private static Sql.Statement bound(Sql.Statement statement, Once once) {
        return statement.with("user", once.user()).with("route", once.route()).with("key", once.key());
    }

    private static ProblemException inProgress() {
        return ProblemException.of(
                ProblemCode.REQUEST_IN_PROGRESS, "The same request is being worked on. Ask again in a moment.")
                .retryAfter(1);
    }

    private static byte[] hash(byte[] body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
