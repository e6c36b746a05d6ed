package boxoffice.server.ticketing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import boxoffice.model.BookingId;
import boxoffice.model.SeatId;
import boxoffice.model.ShowId;
import boxoffice.model.TicketToken;
import boxoffice.model.Tickets.Key;
import boxoffice.model.Tickets.Verdict;
import boxoffice.server.catalog.ShowsForSale;
import boxoffice.server.identity.Secrets;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.EmbeddedPostgres;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Signing keys in a real PostgreSQL that several nodes share.
class TicketKeysIT {
    private static final int NODES = 8;

    @TempDir static Path folder;

    private static EmbeddedPostgres postgres;
    private static Database database;

    private final Secrets secrets = new Secrets(new byte[32]);

    @BeforeAll
    static void start() {
        postgres = EmbeddedPostgres.start(folder.resolve("postgres"));
        database = Database.open(postgres.url(), NODES);
    }

    @AfterAll
    static void stop() {
        database.close();
        postgres.close();
    }

    @BeforeEach
    void forgetKeys() {
        database.sql("DELETE FROM ticket_keys").update();
    }

    @Test
    void nodesThatStartAtOnceEndWithOneKey() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        List<String> keys = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> nodes = new ArrayList<>();
            for (int i = 0; i < NODES; i++) {
                nodes.add(threads.submit(() -> {
                    gate.await();
                    return TicketKeys.open(database, secrets).active().id();
                }));
            }
            gate.countDown();
            for (Future<String> node : nodes) {
                keys.add(node.get());
            }
        }
        assertThat(keys).hasSize(NODES).containsOnly(keys.getFirst());
        assertThat(keys.getFirst()).matches("[0-9a-f]{8}");
        assertThat(database.sql("SELECT kid FROM ticket_keys").list(row -> row.text("kid")))
                .containsExactly(keys.getFirst());
    }

    @Test
    void aRestartFindsTheSameKey() {
        TicketKeys before = TicketKeys.open(database, secrets);
        TicketKeys after = TicketKeys.open(database, secrets);
        assertThat(read(token(after), before.publicKeys())).isInstanceOf(TicketToken.Reading.Genuine.class);
    }

    @Test
    void aRetiredKeyStillVerifiesAndSignsNoMore() {
        TicketKeys before = TicketKeys.open(database, secrets);
        String old = token(before);
        retire(before);
        TicketKeys after = TicketKeys.open(database, secrets);
        assertThat(after.active().id()).isNotEqualTo(before.active().id());
        assertThat(read(old, after.publicKeys())).isInstanceOf(TicketToken.Reading.Genuine.class);
        assertThat(after.published().keys()).extracting(Key::kid)
                .containsExactlyInAnyOrder(before.active().id(), after.active().id());
    }

    @Test
    void aKeyThatAnotherNodeMadeIsFoundWhenATicketNamesIt() {
        TicketKeys ours = TicketKeys.open(database, secrets);
        TicketDesk desk = new TicketDesk(database, ours, new ShowsForSale(database), Optional.empty());
        retire(ours);
        TicketKeys theirs = TicketKeys.open(database, secrets);
        assertThat(ours.publicKeys()).doesNotContainKey(theirs.active().id());
        assertThat(desk.verify(token(theirs)).verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(ours.publicKeys()).containsKey(theirs.active().id());
    }

    @Test
    void aTicketUnderAKeyThatNobodyHasIsForged() {
        TicketKeys gone = TicketKeys.open(database, secrets);
        String token = token(gone);
        forgetKeys();
        TicketDesk desk =
                new TicketDesk(
                        database, TicketKeys.open(database, secrets), new ShowsForSale(database), Optional.empty());
        assertThat(desk.verify(token).verdict()).isEqualTo(Verdict.FORGED);
    }

    @Test
    void doorsCanVerifyWithThePublishedKey() throws Exception {
        TicketKeys keys = TicketKeys.open(database, secrets);
        Key published = keys.published().keys().getFirst();
        assertThat(published.kty()).isEqualTo("OKP");
        assertThat(published.crv()).isEqualTo("Ed25519");
        assertThat(read(token(keys), Map.of(published.kid(), publicKey(published.x()))))
                .isInstanceOf(TicketToken.Reading.Genuine.class);
    }

    @Test
    void anotherMasterKeyStopsTheStart() {
        TicketKeys.open(database, secrets);
        byte[] other = new byte[32];
        other[0] = 1;
        Secrets wrong = new Secrets(other);
        assertThatIllegalStateException().isThrownBy(() -> TicketKeys.open(database, wrong))
                .withMessageContaining("master key");
    }

    @Test
    void thePrivateKeyIsNotReadableInTheDatabase() {
        byte[] plain = TicketKeys.open(database, secrets).active().key().getEncoded();
        String secret = HexFormat.of().formatHex(plain, plain.length - 32, plain.length);
        String stored = database.sql("SELECT encode(sealed_key, 'hex') AS sealed FROM ticket_keys")
                .one(row -> row.text("sealed"))
                .orElseThrow();
        assertThat(stored).doesNotContain(secret);
    }

    private static void retire(TicketKeys keys) {
        database.sql("UPDATE ticket_keys SET retired_at = now() WHERE kid = :id")
                .with("id", keys.active().id())
                .update();
    }

    private static String token(TicketKeys keys) {
        return keys.active()
                .sign(
                        new TicketToken(
                                keys.active().id(),
                                new BookingId(new UUID(1, 2)),
                                new ShowId(new UUID(3, 4)),
                                Instant.parse("2026-11-22T19:15:00Z"),
                                new SeatId("C7"),
                                1));
    }

    private static TicketToken.Reading read(String token, Map<String, PublicKey> keys) {
        return TicketToken.read(token, keys);
    }

    /// Made of its point alone, as a door that has never seen our code would (RFC 8032: little-endian, the highest bit
    /// is the sign of x).
    private static PublicKey publicKey(String x) throws Exception {
        byte[] point = Base64.getUrlDecoder().decode(x);
        assertThat(point).hasSize(32);
        boolean odd = point[31] < 0;
        point[31] &= 0x7F;
        byte[] bigEndian = new byte[32];
        for (int i = 0; i < 32; i++) {
            bigEndian[i] = point[31 - i];
        }
        EdECPoint decoded = new EdECPoint(odd, new BigInteger(1, bigEndian));
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, decoded));
    }
}
