package boxoffice.server.payment;

import boxoffice.server.identity.Secrets;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.Row;
import boxoffice.server.storage.Sql;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// The keys that seal the tokens of cards, with AES-256-GCM (PAY-4). Thread-safe.
///
/// They stand in the database, each sealed with the master key. The newest one seals; when it is 90 days old, another
/// follows it, what older ones have sealed is sealed anew, and a key that seals nothing any more is erased.
final class CardKeys {
    private static final int KEY_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Database database;
    private final Secrets secrets;
    /// Keys never change, so what was opened once stays good.
    private final Map<UUID, Secrets> opened = new ConcurrentHashMap<>();

    private CardKeys(Database database, Secrets secrets) {
        this.database = database;
        this.secrets = secrets;
    }

    /// A token as it is stored.
    record Sealed(UUID key, byte[] token) {
        static Sealed of(Row row) {
            return new Sealed(row.uuid("key_id"), row.bytes("sealed_token"));
        }
    }

    /// Opens all keys, and makes one where there is none.
    ///
    /// @throws IllegalStateException when a stored key was sealed with another master key
    static CardKeys open(Database database, Secrets secrets) {
        CardKeys keys = new CardKeys(database, secrets);
        database.transaction(sql -> {
            // Held until the commit, so that only the first of nodes that start at once finds nothing.
            sql.sql("LOCK TABLE card_keys IN SHARE ROW EXCLUSIVE MODE").update();
            int found = sql.sql("SELECT id, sealed_key FROM card_keys WHERE retired_at IS NULL")
                    .list(keys::open)
                    .size();
            if (found == 0) {
                keys.make(sql);
            }
            return found;
        });
        return keys;
    }

    /// Seals a token with the newest key, which is not retired until the transaction ends.
    ///
    /// @param purpose what it is sealed for; it opens for nothing else
    Sealed seal(Sql sql, String token, String purpose) {
        UUID key = newest(sql, "FOR KEY SHARE");
        return new Sealed(key, key(sql, key).seal(token.getBytes(StandardCharsets.UTF_8), purpose));
    }

    /// Opens what [#seal] made.
    ///
    /// @throws IllegalStateException when it was changed, or sealed for another purpose
    String open(Sql sql, Sealed sealed, String purpose) {
        return new String(key(sql, sealed.key()).open(sealed.token(), purpose), StandardCharsets.UTF_8);
    }

    /// The key that seals now.
    UUID newest(Sql sql) {
        return newest(sql, "");
    }

    /// Has another key follow the newest one when that is old enough.
    ///
    /// @return how many keys have come
    int follow() {
        if (!isOld(database)) {
            return 0;
        }
        return database.transaction(sql -> {
            sql.sql("LOCK TABLE card_keys IN SHARE ROW EXCLUSIVE MODE").update();
            if (!isOld(sql)) {
                return 0;
            }
            make(sql);
            return 1;
        });
    }

    /// Erases keys that seal nothing any more.
    ///
    /// @return how many
    int erase() {
        return database.transaction(sql -> {
            // Waits for whoever seals with one of them; only after that is it clear what it seals.
            List<UUID> older = sql.sql("""
                    SELECT id
                      FROM card_keys
                     WHERE retired_at IS NULL
                       AND id <> :newest
                     ORDER BY id
                       FOR UPDATE""").with("newest", newest(sql)).list(row -> row.uuid("id"));
            long erased = 0;
            for (UUID key : older) {
                erased += sql.sql("""
                        UPDATE card_keys
                           SET sealed_key = NULL, retired_at = now()
                         WHERE id = :id
                           AND NOT EXISTS (SELECT FROM kept_cards WHERE key_id = :id)""").with("id", key).update();
            }
            return Math.toIntExact(erased);
        });
    }

    private static boolean isOld(Sql sql) {
        return sql.sql("""
                SELECT max(created_at) < now() - interval '90 days' AS old
                  FROM card_keys
                 WHERE retired_at IS NULL""").one(row -> row.flag("old")).orElseThrow();
    }

    private static UUID newest(Sql sql, String lock) {
        return sql.sql("SELECT id FROM card_keys WHERE retired_at IS NULL ORDER BY created_at DESC, id LIMIT 1 " + lock)
                .one(row -> row.uuid("id"))
                .orElseThrow();
    }

    private Secrets key(Sql sql, UUID id) {
        Secrets known = opened.get(id);
        if (known != null) {
            return known;
        }
        return sql.sql("SELECT id, sealed_key FROM card_keys WHERE id = :id AND retired_at IS NULL")
                .with("id", id)
                .one(this::open)
                .orElseThrow(() -> new IllegalStateException("card key " + id + " is not there any more"));
    }

    private Secrets open(Row row) {
        UUID id = row.uuid("id");
        Secrets key = new Secrets(secrets.open(row.bytes("sealed_key"), purpose(id)));
        opened.put(id, key);
        return key;
    }

    private void make(Sql sql) {
        UUID id = UUID.randomUUID();
        byte[] key = new byte[KEY_BYTES];
        RANDOM.nextBytes(key);
        sql.sql("INSERT INTO card_keys (id, sealed_key) VALUES (:id, :sealed)")
                .with("id", id)
                .with("sealed", secrets.seal(key, purpose(id)))
                .update();
    }

    private static String purpose(UUID id) {
        return "card key " + id;
    }
}
