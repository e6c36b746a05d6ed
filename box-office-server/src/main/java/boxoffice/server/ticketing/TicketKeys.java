package boxoffice.server.ticketing;

import boxoffice.model.Tickets.Key;
import boxoffice.model.Tickets.KeySet;
import boxoffice.model.TicketToken;
import boxoffice.server.identity.Secrets;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.Row;
import boxoffice.server.storage.Sql;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/// The Ed25519 keys that sign tickets, shared by all nodes through the database. Thread-safe.
///
/// The newest key that is not retired signs; retired keys go on verifying what they signed. Private keys are stored
/// sealed, and opened only in memory.
final class TicketKeys {
    private static final String ALGORITHM = "Ed25519";
    /// Signs many times as fast as the JDK's own, which matters when a rush is confirmed.
    private static final Provider QUICK = new BouncyCastleProvider();
    private static final int POINT_BYTES = 32;
    private static final int KEY_ID_BYTES = 4;

    private final Database database;
    private final SigningKey active;
    private volatile Map<String, PublicKey> publicKeys;

    private TicketKeys(Database database, SigningKey active) {
        this.database = database;
        this.active = active;
        this.publicKeys = load();
    }

    /// A key to sign with, and its name.
    record SigningKey(String id, PrivateKey key) {
        static SigningKey of(String id, byte[] encoded) {
            return new SigningKey(
                    id,
                    known(
                            () -> KeyFactory.getInstance(ALGORITHM, QUICK)
                                    .generatePrivate(new PKCS8EncodedKeySpec(encoded))));
        }

        /// The text of a token that names this key.
        String sign(TicketToken token) {
            return token.sign(key, QUICK);
        }
    }

    /// Finds the key to sign with, and makes one where there is none. Nodes that start at once end with the same key.
    ///
    /// @throws IllegalStateException when the stored key was sealed with another master key
    static TicketKeys open(Database database, Secrets secrets) {
        return new TicketKeys(database, database.transaction(sql -> {
            // Held until the commit, so that only the first node finds nothing; readers are not stopped.
            sql.sql("LOCK TABLE ticket_keys IN SHARE ROW EXCLUSIVE MODE").update();
            return sql.sql("""
                    SELECT kid, sealed_key
                      FROM ticket_keys
                     WHERE retired_at IS NULL
                     ORDER BY created_at DESC, kid
                     LIMIT 1""").one(row -> signingKey(row, secrets)).orElseGet(() -> make(sql, secrets));
        }));
    }

    /// The key that signs new tickets.
    SigningKey active() {
        return active;
    }

    /// All public keys by key id, as they were known last.
    Map<String, PublicKey> publicKeys() {
        return publicKeys;
    }

    /// All public keys by key id, with those that other nodes have made meanwhile.
    Map<String, PublicKey> refreshed() {
        publicKeys = load();
        return publicKeys;
    }

    /// What doors need to verify tickets without us.
    KeySet published() {
        List<Key> keys = refreshed().entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .map(key -> new Key("OKP", ALGORITHM, key.getKey(), base64(point(key.getValue()))))
                .toList();
        return new KeySet(keys);
    }

    private Map<String, PublicKey> load() {
        return database.sql("SELECT kid, public_key FROM ticket_keys")
                .list(row -> Map.entry(row.text("kid"), publicKey(row)))
                .stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static SigningKey make(Sql sql, Secrets secrets) {
        KeyPair pair = known(() -> KeyPairGenerator.getInstance(ALGORITHM)).generateKeyPair();
        String id = id(pair.getPublic());
        sql.sql("INSERT INTO ticket_keys (kid, public_key, sealed_key) VALUES (:id, :public, :sealed)")
                .with("id", id)
                .with("public", pair.getPublic().getEncoded())
                .with("sealed", secrets.seal(pair.getPrivate().getEncoded(), purpose(id)))
                .update();
        return SigningKey.of(id, pair.getPrivate().getEncoded());
    }

    private static SigningKey signingKey(Row row, Secrets secrets) {
        String id = row.text("kid");
        return SigningKey.of(id, secrets.open(row.bytes("sealed_key"), purpose(id)));
    }

    private static PublicKey publicKey(Row row) {
        X509EncodedKeySpec stored = new X509EncodedKeySpec(row.bytes("public_key"));
        return known(() -> KeyFactory.getInstance(ALGORITHM).generatePublic(stored));
    }

    private static String purpose(String id) {
        return "ticket key " + id;
    }

    private static String id(PublicKey key) {
        byte[] hash = known(() -> MessageDigest.getInstance("SHA-256")).digest(point(key));
        return HexFormat.of().formatHex(hash, 0, KEY_ID_BYTES);
    }

    /// The X.509 form of an Ed25519 key ends with the bare point (RFC 8410).
    private static byte[] point(PublicKey key) {
        byte[] encoded = key.getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - POINT_BYTES, encoded.length);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private interface Crypto<T> {
        T get() throws GeneralSecurityException;
    }

    private static <T> T known(Crypto<T> crypto) {
        try {
            return crypto.get();
        } catch (GeneralSecurityException spoiled) {
            throw new IllegalStateException("a stored ticket key cannot be read", spoiled);
        }
    }
}
