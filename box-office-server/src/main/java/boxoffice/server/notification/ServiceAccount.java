package boxoffice.server.notification;

import boxoffice.model.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/// A service account of Google, whose key gets tokens that last an hour (RFC 7523). Thread-safe.
final class ServiceAccount {
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private static final String SCOPE = "https://www.googleapis.com/auth/firebase.messaging";
    private static final Duration LIFETIME = Duration.ofHours(1);
    /// A token that ends so soon is not used any more.
    private static final Duration MARGIN = Duration.ofMinutes(2);
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(20);

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build();
    private final String email;
    private final URI tokens;
    private final PrivateKey key;
    private final Clock clock;
    private Optional<Token> token = Optional.empty();

    private record Token(String text, Instant until) {}

    private ServiceAccount(String email, URI tokens, PrivateKey key, Clock clock) {
        this.email = email;
        this.tokens = tokens;
        this.key = key;
        this.clock = clock;
    }

    /// Reads the JSON file that Google gives out for the account.
    ///
    /// @throws IllegalArgumentException when it is none, in words that repeat nothing of it
    static ServiceAccount read(Path file, Clock clock) {
        try {
            JsonNode json = Json.strict().readTree(Files.readString(file));
            String pem = json.path("private_key").asText().replaceAll("-----[A-Z ]+-----|\\s", "");
            PrivateKey key = KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
            return new ServiceAccount(
                    json.path("client_email").asText(), URI.create(json.path("token_uri").asText()), key, clock);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException wrong) {
            throw new IllegalArgumentException(
                    "notification.push.account: " + file + " is not the key file of a service account");
        }
    }

    /// A token that is good for some minutes at least.
    ///
    /// @throws UncheckedIOException when none can be had now
    synchronized String token() {
        Instant now = clock.instant();
        Token good = token.filter(kept -> kept.until().minus(MARGIN).isAfter(now)).orElseGet(() -> ask(now));
        token = Optional.of(good);
        return good.text();
    }

    private Token ask(Instant now) {
        String form = "grant_type=" + encoded(GRANT) + "&assertion=" + encoded(assertion(now));
        HttpRequest request = HttpRequest.newBuilder(tokens)
                .timeout(ANSWER)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new IOException("HTTP " + response.statusCode());
            }
            JsonNode json = Json.strict().readTree(response.body());
            return new Token(json.path("access_token").asText(), now.plusSeconds(json.path("expires_in").asLong()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted"));
        }
    }

    private String assertion(Instant now) {
        String header = base64(json(Map.of("alg", "RS256", "typ", "JWT")));
        String claims = base64(
                json(
                        Map.of(
                                "iss", email,
                                "scope", SCOPE,
                                "aud", tokens.toString(),
                                "iat", now.getEpochSecond(),
                                "exp", now.plus(LIFETIME).getEpochSecond())));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update((header + "." + claims).getBytes(StandardCharsets.US_ASCII));
            return header + "." + claims + "." + base64(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] json(Map<String, ?> members) {
        try {
            return Json.strict().writeValueAsBytes(members);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
