package boxoffice.server.notification;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Supplier;

/// Posts to a provider's API, and sorts what every one of them answers in the same way. Thread-safe.
final class HttpPost {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(20);
    private static final Duration LONGEST_WAIT = Duration.ofHours(2);
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build();
    private final URI address;
    private final Supplier<String> authorization;
    private final String contentType;
    private final Clock clock;

    /// @param authorization the header's value; its UncheckedIOException puts the message off
    HttpPost(URI address, Supplier<String> authorization, String contentType, Clock clock) {
        this.address = address;
        this.authorization = authorization;
        this.contentType = contentType;
        this.clock = clock;
    }

    /// Decides about an answer that says no to this very message.
    interface Refusal {
        Provider.Outcome outcome(int status, String body);
    }

    Provider.Outcome send(String body, Refusal refusal) {
        try {
            HttpRequest request = HttpRequest.newBuilder(address)
                    .timeout(ANSWER)
                    .header("Authorization", authorization.get())
                    .header("Content-Type", contentType)
                    .header("Accept", "application/json")
                    .POST(BodyPublishers.ofString(body))
                    .build();
            return outcome(client.send(request, BodyHandlers.ofString()), refusal);
        } catch (UncheckedIOException noToken) {
            return new Provider.Outcome.Later("no access token");
        } catch (IOException failed) {
            return new Provider.Outcome.Later("no answer");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Provider.Outcome.Later("interrupted");
        }
    }

    private Provider.Outcome outcome(HttpResponse<String> response, Refusal refusal) {
        int status = response.statusCode();
        if (status / 100 == 2) {
            return new Provider.Outcome.Accepted();
        }
        // With a wrong key or address of ours every message would be refused, so that is not this message's fault.
        boolean ours = status == 401 || status == 403 || status == 405 || status / 100 == 3;
        if (ours || status == 408 || status == TOO_MANY || status >= SERVER_ERROR) {
            return new Provider.Outcome.Later("HTTP " + status, retryAfter(response));
        }
        return refusal.outcome(status, response.body());
    }

    /// `Retry-After` in seconds or as a date.
    private Optional<Duration> retryAfter(HttpResponse<String> response) {
        return response.headers().firstValue("Retry-After").flatMap(text -> {
            try {
                Duration wait = text.matches("[0-9]{1,9}")
                        ? Duration.ofSeconds(Long.parseLong(text))
                        : Duration.between(
                                clock.instant(), ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME));
                return wait.isPositive()
                        ? Optional.of(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait)
                        : Optional.empty();
            } catch (DateTimeException unreadable) {
                return Optional.empty();
            }
        });
    }
}
