package boxoffice.launcher.crashpoints;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.launcher.crashpoints.Effect.Kind;
import boxoffice.server.storage.Redis;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the lines understand of each protocol.
class TapsTest {
    private static final String READY = message('Z', "I");
    private static final String IN_TRANSACTION = message('Z', "T");

    private final PostgresTap postgres = new PostgresTap();
    private final RedisTap redis = new RedisTap();

    @Test
    void aStatementOfItsOwnIsACommitWhenItChangedRows() {
        greet();
        execute("UPDATE payments SET status = 'FAILED'");

        assertThat(answer(postgres, done("UPDATE 0") + READY)).isEmpty();

        execute("UPDATE payments SET status = 'FAILED'");

        assertThat(answer(postgres, done("UPDATE 1") + READY))
                .containsExactly(new Effect(Kind.COMMIT, "update payments"));
    }

    @Test
    void aTransactionIsOneEffectWhenItIsCommittedAndNoneWhenItIsRolledBack() {
        greet();
        execute("BEGIN");
        execute("INSERT INTO bookings VALUES (1)");
        assertThat(answer(postgres, done("BEGIN") + done("INSERT 0 1") + IN_TRANSACTION)).isEmpty();
        execute("DELETE FROM locks");
        assertThat(answer(postgres, done("DELETE 2") + IN_TRANSACTION)).isEmpty();
        execute("COMMIT");

        assertThat(answer(postgres, done("COMMIT") + READY))
                .containsExactly(new Effect(Kind.COMMIT, "insert bookings, delete locks"));

        execute("INSERT INTO bookings VALUES (1)");
        assertThat(answer(postgres, done("INSERT 0 1") + IN_TRANSACTION)).isEmpty();
        execute("ROLLBACK");

        assertThat(answer(postgres, done("ROLLBACK") + READY)).isEmpty();
    }

    @Test
    void aQueryThatChangesRowsOnItsWayIsAnEffectAndOneThatOnlyLocksThemIsNot() {
        greet();
        execute("SELECT 1 FROM shows FOR UPDATE");
        assertThat(answer(postgres, done("SELECT 1") + READY)).isEmpty();
        execute("WITH a AS (UPDATE shows s SET status = 'X' RETURNING 1) SELECT * FROM a");

        assertThat(answer(postgres, done("SELECT 1") + READY))
                .containsExactly(new Effect(Kind.COMMIT, "update shows"));
    }

    @Test
    void answersMayComeInPieces() {
        greet();
        execute("DELETE FROM locks");
        String answer = done("DELETE 1") + READY;

        List<Effect> seen = new ArrayList<>();
        for (char piece : answer.toCharArray()) {
            seen.addAll(answer(postgres, String.valueOf(piece)));
        }

        assertThat(seen).containsExactly(new Effect(Kind.COMMIT, "delete locks"));
    }

    @Test
    void aChangeInRedisIsAnEffectUnlessItChangedNothing() {
        ask(redis, "*2\r\n$3\r\nDEL\r\n$1\r\nk\r\n");
        assertThat(answer(redis, ":0\r\n")).isEmpty();
        ask(redis, "*2\r\n$3\r\nGET\r\n$1\r\nk\r\n");
        assertThat(answer(redis, "$1\r\nv\r\n")).isEmpty();
        ask(redis, "*2\r\n$3\r\nDEL\r\n");
        ask(redis, "$1\r\nk\r\n");

        assertThat(answer(redis, ":1\r\n")).containsExactly(new Effect(Kind.REDIS, "DEL k"));
    }

    @Test
    void aScriptIsNamedByItsFile() {
        String sha1 = Redis.Script.at("/seating/acquire.lua").sha1();
        String script = "*3\r\n$7\r\nEVALSHA\r\n$40\r\n" + sha1 + "\r\n$1\r\n0\r\n";
        ask(redis, script);
        assertThat(answer(redis, "-NOSCRIPT No matching script.\r\n")).isEmpty();
        ask(redis, script);

        assertThat(answer(redis, "*0\r\n")).containsExactly(new Effect(Kind.REDIS, "script acquire"));
    }

    @Test
    void anAnswerOverHttpIsAnEffectWhenAllOfItHasComeAndItWasNoMereQuestion() {
        HttpTap guests = HttpTap.ofServer();
        ask(guests, "GET /api/v1/bookings HTTP/1.1\r\n\r\n");
        assertThat(answer(guests, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")).isEmpty();
        ask(guests, "POST /api/v1/bookings HTTP/1.1\r\n\r\n{}");
        assertThat(answer(guests, "HTTP/1.1 409 Conflict\r\nContent-Length: 2\r\n\r\n{}")).isEmpty();
        ask(guests, "POST /api/v1/bookings/01930e5c-0000-7000-8000-000000000000/cancel HTTP/1.1\r\n\r\n{}");
        assertThat(answer(guests, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{")).isEmpty();

        assertThat(answer(guests, "}"))
                .containsExactly(new Effect(Kind.ANSWER, "POST /api/v1/bookings/*/cancel"));
    }

    @Test
    void aMessageOfTheGatewayIsNamedByItsType() {
        HttpTap guests = HttpTap.ofServer();
        ask(guests, "POST /api/v1/payments/webhook HTTP/1.1\r\n\r\n{\"id\":\"evt_1\",\"type\":\"refund.created\"}");

        assertThat(answer(guests, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"))
                .containsExactly(new Effect(Kind.WEBHOOK, "refund.created"));
    }

    private void greet() {
        ask(postgres, length(8) + "\0\3\0\0");
    }

    private void execute(String statement) {
        ask(
                postgres,
                message('P', "\0" + statement + "\0\0\0") + message('B', "\0\0\0\0\0\0\0\0") + message(
                        'E', "\0\0\0\0\0")
                        + message('S', ""));
    }

    private static String done(String tag) {
        return message('C', tag + "\0");
    }

    private static String message(char type, String body) {
        return type + length(body.length() + 4) + body;
    }

    private static String length(int bytes) {
        return "\0\0" + (char) (bytes / 256) + (char) (bytes % 256);
    }

    private static void ask(Tap tap, String bytes) {
        tap.asked(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static List<Effect> answer(Tap tap, String bytes) {
        return tap.answered(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
