package boxoffice.server.notification;

import boxoffice.model.Notifications.PushSubscription;
import boxoffice.model.ProblemCode;
import boxoffice.model.UserId;
import boxoffice.server.http.ProblemException;
import boxoffice.server.storage.Database;
import java.util.UUID;

/// The devices on which users want to be told. Thread-safe.
final class PushSubscriptions {
    /// Of one user; with one more, the oldest goes.
    private static final int MOST = 10;

    private final Database database;

    PushSubscriptions(Database database) {
        this.database = database;
    }

    /// Adds a device; one that was somebody else's has changed hands.
    PushSubscription add(UserId user, String token) {
        return database.transaction(sql -> {
            UUID id = sql.sql("""
                    INSERT INTO push_subscriptions (user_id, token)
                    VALUES (:user, :token)
                    ON CONFLICT (token) DO UPDATE SET user_id = excluded.user_id, created_at = now()
                    RETURNING id""")
                    .with("user", user)
                    .with("token", token)
                    .one(row -> row.uuid("id"))
                    .orElseThrow();
            sql.sql("""
                    DELETE FROM push_subscriptions
                     WHERE id IN (SELECT id
                                    FROM push_subscriptions
                                   WHERE user_id = :user
                                   ORDER BY created_at DESC, id DESC
                                  OFFSET :most)""").with("user", user).with("most", MOST).update();
            return new PushSubscription(id);
        });
    }

    /// Takes a device away.
    ///
    /// @throws ProblemException `NOT_FOUND`, also for other people's
    void remove(UserId user, UUID id) {
        long removed = database.sql("DELETE FROM push_subscriptions WHERE id = :id AND user_id = :user")
                .with("id", id)
                .with("user", user)
                .update();
        if (removed == 0) {
            throw ProblemException.of(ProblemCode.NOT_FOUND, "You have no device of that id.");
        }
    }
}
