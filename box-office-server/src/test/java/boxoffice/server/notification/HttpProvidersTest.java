package boxoffice.server.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import boxoffice.model.Json;
import boxoffice.model.Notifications.Kind;
import boxoffice.server.notification.Provider.Outcome;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What goes to providers of short and push messages, and what is made of their answers (NOTIF-1).
class HttpProvidersTest {
    private static final UUID ID = new UUID(0x0190_0000_0000_7000L, 42);
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC);

    private final PostOffice office = PostOffice.open();

    @AfterEach
    void close() {
        office.close();
    }

    @Test
    void aShortMessageIsPostedAsAForm() {
        assertThat(sms("+919812345678")).isEqualTo(new Outcome.Accepted());

        PostOffice.Posted posted = office.posted().getFirst();
        assertThat(posted.contentType()).isEqualTo("application/x-www-form-urlencoded");
        assertThat(posted.authorization()).isEqualTo(
                "Basic " + Base64.getEncoder().encodeToString("AC1:secret".getBytes(StandardCharsets.UTF_8)));
        Map<String, String> form = Arrays.stream(posted.body().split("&"))
                .map(field -> field.split("=", 2))
                .collect(
                        Collectors.toMap(
                                field -> field[0], field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
        assertThat(form).containsEntry("To", "+919812345678")
                .containsEntry("From", "+15005550006")
                .containsEntry("Body", story().brief());
        assertThat(form.get("Body")).contains("K7QD2M4X", "C7, C8");
    }

    @Test
    void aPushMessageIsPostedAsJson() throws JsonProcessingException {
        assertThat(push()).isEqualTo(new Outcome.Accepted());

        PostOffice.Posted posted = office.posted().getFirst();
        assertThat(posted.contentType()).isEqualTo("application/json");
        assertThat(posted.authorization()).isEqualTo("Bearer secret");
        JsonNode message = Json.strict().readTree(posted.body()).path("message");
        assertThat(message.path("token").asText()).isEqualTo("device-7");
        assertThat(message.at("/notification/title").asText()).isEqualTo(story().headline());
        assertThat(message.at("/notification/body").asText()).isEqualTo(story().brief());
        assertThat(message.at("/data/kind").asText()).isEqualTo("CONFIRMED");
        assertThat(message.at("/android/notification/tag").asText()).isEqualTo(ID.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            400 | {"code":21211,"message":"The 'To' number +919812345678 is not valid","status":400} | HTTP 400, 21211 | true
            400 | {"code":21617,"message":"The message body is too long","status":400}               | HTTP 400, 21617 | false
            404 | {"code":20404,"status":404}                                                        | HTTP 404, 20404 | false
            422 | not JSON                                                                           | HTTP 422        | false
            """)
    void aShortMessageThatWillNeverDoIsRefused(int status, String body, String why, boolean gone) {
        office.reply(status, Map.of(), body);

        assertThat(sms("+919812345678")).isEqualTo(new Outcome.Refused(why, gone));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            404 | {"error":{"code":404,"status":"NOT_FOUND","details":[{"errorCode":"UNREGISTERED"}]}} | HTTP 404, not found | true
            400 | {"error":{"code":400,"status":"INVALID_ARGUMENT","details":[{"errorCode":"INVALID_ARGUMENT"},{"fieldViolations":[{"field":"message.token"}]}]}} | HTTP 400, invalid argument | true
            400 | {"error":{"code":400,"status":"INVALID_ARGUMENT"}} | HTTP 400, invalid argument | false
            410 | gone                                               | HTTP 410                   | true
            404 | <html>                                             | HTTP 404                   | false
            """)
    void aDeviceThatIsNoMoreIsToldFromAMessageThatIsWrong(int status, String body, String why, boolean gone) {
        office.reply(status, Map.of(), body);

        assertThat(push()).isEqualTo(new Outcome.Refused(why, gone));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            429 | 30                            | PT30S
            429 | Sun, 22 Nov 2026 10:01:00 GMT | PT1M
            429 | Sun, 22 Nov 2026 09:00:00 GMT | -
            429 | 999999999                     | PT2H
            503 | 5                             | PT5S
            503 | soon                          | -
            500 | -                             | -
            401 | -                             | -
            302 | -                             | -
            """)
    void whatMayPassIsTriedAgainWhenTheyWantIt(int status, String retryAfter, String wait) {
        Map<String, String> headers = retryAfter == null ? Map.of() : Map.of("Retry-After", retryAfter);
        Outcome later = new Outcome.Later("HTTP " + status, Optional.ofNullable(wait).map(Duration::parse));

        office.reply(status, headers, "");
        assertThat(push()).isEqualTo(later);
        office.reply(status, headers, "");
        assertThat(sms("+919812345678")).isEqualTo(later);
    }

    @Test
    void aServiceAccountGetsItsTokensItselfAndKeepsThemWhileTheyLast(@TempDir Path folder) throws Exception {
        KeyPair key = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        String pem = Base64.getMimeEncoder().encodeToString(key.getPrivate().getEncoded());
        Path file = Files.writeString(
                folder.resolve("account.json"),
                Json.strict()
                        .writeValueAsString(
                                Map.of(
                                        "type", "service_account",
                                        "client_email", "box@project.example",
                                        "private_key",
                                        "-----BEGIN PRIVATE KEY-----\n" + pem + "\n-----END PRIVATE KEY-----\n",
                                        "token_uri", office.uri().resolve("/token").toString())));
        PushMessages push =
                new PushMessages(new NotificationSettings.Push(office.uri(), Optional.of(file), ""), CLOCK);
        office.replyTo("grant_type=", 503, "");
        assertThat(push.send(new Message(ID, 0, "device-7", story())))
                .isEqualTo(new Outcome.Later("no access token"));
        office.replyTo(
                "grant_type=", 200, "{\"access_token\":\"fresh\",\"expires_in\":3599,\"token_type\":\"Bearer\"}");

        push.send(new Message(ID, 0, "device-7", story()));
        push.send(new Message(ID, 0, "device-8", story()));

        assertThat(office.posted("device-")).extracting(PostOffice.Posted::authorization)
                .containsExactly("Bearer fresh", "Bearer fresh");
        assertThat(office.posted("grant_type=")).hasSize(2);
        String[] jwt = office.posted("grant_type=").getLast().body().split("assertion=")[1].split("\\.");
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(key.getPublic());
        signature.update((jwt[0] + "." + jwt[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(jwt[2]))).isTrue();
        JsonNode claims = Json.strict().readTree(Base64.getUrlDecoder().decode(jwt[1]));
        assertThat(claims.path("iss").asText()).isEqualTo("box@project.example");
        assertThat(claims.path("aud").asText()).isEqualTo(office.uri().resolve("/token").toString());
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(3600);
    }

    @Test
    void aFileThatIsNoServiceAccountIsSaidToBeNone(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("account.json"), "{\"private_key\":\"my secret\"}");

        assertThatIllegalArgumentException().isThrownBy(() -> ServiceAccount.read(file, CLOCK))
                .withMessageContaining("notification.push.account")
                .withMessageNotContaining("my secret");
    }

    @Test
    void aProviderThatIsNotThereIsTriedAgain() {
        office.close();

        assertThat(push()).isEqualTo(new Outcome.Later("no answer"));
    }

    private Outcome sms(String to) {
        URI uri = office.uri();
        return new TextMessages(new NotificationSettings.Sms(uri, "AC1", "secret", "+15005550006"), CLOCK)
                .send(new Message(ID, 0, to, story()));
    }

    private Outcome push() {
        return new PushMessages(new NotificationSettings.Push(office.uri(), Optional.empty(), "secret"), CLOCK)
                .send(new Message(ID, 0, "device-7", story()));
    }

    private static Story story() {
        return SampleStory.of(Kind.CONFIRMED, "en").story();
    }
}
