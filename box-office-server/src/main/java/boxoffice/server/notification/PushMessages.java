package boxoffice.server.notification;

import boxoffice.model.Json;
import boxoffice.model.Notifications.Channel;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Sends push messages by the HTTP v1 API of Firebase Cloud Messaging. Thread-safe.
///
/// A repetition bears the same tag, so a device shows it in the place of the first.
final class PushMessages implements Provider {
    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;

    private final HttpPost post;

    PushMessages(NotificationSettings.Push settings, Clock clock) {
        Optional<ServiceAccount> account = settings.account().map(file -> ServiceAccount.read(file, clock));
        this.post = new HttpPost(
                settings.url(),
                () -> "Bearer " + account.map(ServiceAccount::token).orElse(settings.token()),
                "application/json",
                clock);
    }

    @Override
    public Channel channel() {
        return Channel.PUSH;
    }

    @Override
    public Outcome send(Message message) {
        Story story = message.story();
        Map<String, Object> body = Map.of(
                "message",
                Map.of(
                        "token",
                        message.to(),
                        "notification",
                        Map.of("title", story.headline(), "body", story.brief()),
                        "data",
                        Map.of("bookingId", story.booking().id().toString(), "kind", story.kind().name()),
                        "android",
                        Map.of("notification", Map.of("tag", message.key())),
                        "apns",
                        Map.of("headers", Map.of("apns-collapse-id", message.key())),
                        "webpush",
                        Map.of("notification", Map.of("tag", message.key()))));
        try {
            return post.send(Json.strict().writeValueAsString(body), PushMessages::refused);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// A device that has deleted the app is UNREGISTERED; a token that never was one is an INVALID_ARGUMENT named
    /// `message.token`.
    private static Outcome refused(int status, String body) {
        JsonNode error = error(body);
        boolean gone = status == GONE || (status == NOT_FOUND && error.path("status").asText().equals("NOT_FOUND"));
        for (JsonNode detail : error.path("details")) {
            gone |= detail.path("errorCode").asText().equals("UNREGISTERED");
            for (JsonNode violation : detail.path("fieldViolations")) {
                gone |= violation.path("field").asText().equals("message.token");
            }
        }
        String name = error.path("status").asText();
        boolean known = Set.of("INVALID_ARGUMENT", "NOT_FOUND", "FAILED_PRECONDITION").contains(name);
        return new Outcome.Refused(
                "HTTP " + status + (known ? ", " + name.toLowerCase(Locale.ROOT).replace('_', ' ') : ""), gone);
    }

    private static JsonNode error(String body) {
        try {
            return Json.strict().readTree(body).path("error");
        } catch (JsonProcessingException noJson) {
            return Json.strict().createObjectNode();
        }
    }
}
