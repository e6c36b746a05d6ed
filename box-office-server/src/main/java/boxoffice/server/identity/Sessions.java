package boxoffice.server.identity;

import boxoffice.model.Accounts.Session;
import boxoffice.model.Accounts.User;
import boxoffice.model.ProblemCode;
import boxoffice.model.UserId;
import boxoffice.server.http.ProblemException;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.Redis;
import boxoffice.server.storage.Redis.RedisUnavailable;
import boxoffice.server.storage.Row;
import boxoffice.server.storage.Sql;
import boxoffice.server.storage.Subscription;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/// Sign-ins: begun, renewed and ended (USER-1). Thread-safe.
///
/// The database has the truth; Redis remembers for each session whether it goes on, and so does each node for ten
/// seconds, so that a request costs neither a statement nor a round trip. Ending a session changes all of these and is
/// told to the other nodes; one that does not hear of it, because Redis is down, sees it within those ten seconds. A
/// session lasts 24 hours from its last renewal.
final class Sessions {
    /// On which nodes tell each other of sessions that were ended.
    private static final String ENDINGS = "sessions:ended";
    private static final Duration BELIEVED = Duration.ofSeconds(10);
    private static final Duration LIFETIME = Duration.ofHours(24);
    private static final String GOES_ON = "1";
    private static final String ENDED = "0";

    private final Database database;
    private final Redis redis;
    private final AccessTokens tokens;
    private final Cache<UUID, Boolean> known =
            Caffeine.newBuilder().expireAfterWrite(BELIEVED).maximumSize(100_000).build();

    Sessions(Database database, Redis redis, AccessTokens tokens) {
        this.database = database;
        this.redis = redis;
        this.tokens = tokens;
    }

    /// Signs a user in.
    ///
    /// @param vouchedBy the device on which a walk-in buys
    Session begin(User user, Optional<UUID> vouchedBy) {
        String refreshToken = Secrets.random();
        UUID session = database.sql("""
                INSERT INTO sessions (user_id, vouched_by, refresh_hash, expires_at)
                VALUES (:user, CAST(:vouchedBy AS uuid), :hash, now() + CAST(:lifetime AS interval))
                RETURNING id""")
                .with("user", user.id())
                .with("vouchedBy", vouchedBy.map(UUID::toString).orElse(null))
                .with("hash", Secrets.hash(refreshToken))
                .with("lifetime", LIFETIME.toString())
                .one(row -> row.uuid("id"))
                .orElseThrow();
        return session(user, session, vouchedBy, refreshToken);
    }

    /// Gives the next tokens for a refresh token, which is void from then on. One that was used before ends its session:
    /// somebody has a copy.
    Session renew(String refreshToken) {
        String next = Secrets.random();
        byte[] hash = Secrets.hash(refreshToken);
        Optional<Session> renewed = database.sql("""
                WITH renewed AS (
                    UPDATE sessions
                       SET refresh_hash = :next, replaced_hash = :hash, expires_at = now() + CAST(:lifetime AS interval)
                     WHERE refresh_hash = :hash
                       AND revoked_at IS NULL
                       AND expires_at > now()
                    RETURNING id, user_id, vouched_by)
                SELECT r.id AS session, r.vouched_by, u.id, u.role, u.email, u.name, u.theater_id
                  FROM renewed r
                  JOIN users u ON u.id = r.user_id
                 WHERE u.disabled_at IS NULL""")
                .with("next", Secrets.hash(next))
                .with("hash", hash)
                .with("lifetime", LIFETIME.toString())
                .one(row -> session(Users.user(row), row.uuid("session"), row.optionalUuid("vouched_by"), next));
        if (renewed.isEmpty()) {
            end("replaced_hash", hash);
            throw ProblemException.of(ProblemCode.UNAUTHENTICATED, "The session is over. Sign in again.");
        }
        return renewed.get();
    }

    /// Ends the session of a refresh token, if there is one.
    void end(String refreshToken) {
        end("refresh_hash", Secrets.hash(refreshToken));
    }

    /// Ends all sessions of a user.
    void endAll(Sql sql, UserId user) {
        sql.sql("UPDATE sessions SET revoked_at = now() WHERE user_id = :user AND revoked_at IS NULL RETURNING id")
                .with("user", user)
                .list(row -> row.uuid("id"))
                .forEach(this::ended);
    }

    /// Listens to what other nodes end.
    Subscription listen() {
        return redis.subscribe(ENDINGS, new Subscription.Listener() {
            @Override
            public void connected() {
                known.invalidateAll();
            }

            @Override
            public void disconnected() {
                // what is missed now is seen when it is ten seconds old
            }

            @Override
            public void message(String session) {
                known.invalidate(UUID.fromString(session));
            }
        });
    }

    /// Whether a session has not been ended.
    boolean goesOn(UUID session) {
        return known.get(session, this::look);
    }

    private boolean look(UUID session) {
        Optional<String> remembered = Optional.empty();
        try {
            remembered = redis.get(key(session));
        } catch (RedisUnavailable down) {
            // the database knows as well
        }
        return remembered.map(GOES_ON::equals).orElseGet(() -> {
            boolean goesOn = database.sql("""
                    SELECT 1 AS one
                      FROM sessions
                     WHERE id = :id
                       AND revoked_at IS NULL
                       AND expires_at > now()""")
                    .with("id", session)
                    .one(Row::toString)
                    .isPresent();
            remember(session, goesOn ? GOES_ON : ENDED);
            return goesOn;
        });
    }

    private void end(String column, byte[] hash) {
        database.sql("UPDATE sessions SET revoked_at = now() WHERE " + column + " = :hash RETURNING id")
                .with("hash", hash)
                .list(row -> row.uuid("id"))
                .forEach(this::ended);
    }

    private void ended(UUID session) {
        remember(session, ENDED);
        known.invalidate(session);
        try {
            redis.publish(ENDINGS, session.toString());
        } catch (RedisUnavailable down) {
            // the others see it when what they believe is ten seconds old
        }
    }

    private Session session(User user, UUID session, Optional<UUID> device, String refreshToken) {
        Caller caller = new Caller(user.id(), user.role(), session, device, Optional.ofNullable(user.theaterId()));
        remember(session, GOES_ON);
        AccessTokens.Issued issued = tokens.issue(caller);
        return new Session(issued.token(), refreshToken, issued.expiresAt(), user);
    }

    private void remember(UUID session, String state) {
        try {
            redis.set(key(session), state, LIFETIME);
        } catch (RedisUnavailable down) {
            // read from the database until Redis is back; what it forgot meanwhile ends with the access token
        }
    }

    private static String key(UUID session) {
        return "session:" + session;
    }
}
