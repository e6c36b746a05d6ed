package boxoffice.server.notification;

import boxoffice.model.Json;
import boxoffice.model.Notifications.Channel;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/// Sends short messages by Twilio's API, which others speak as well. Thread-safe.
///
/// It has no means to tell a repetition: when an answer is lost, the guest may read the message twice.
final class TextMessages implements Provider {
    /// Twilio's codes for numbers that no message will ever reach: none at all, opted out, a landline.
    private static final String DEAD_NUMBERS = "21211|21610|21614|21217|21408";

    private final NotificationSettings.Sms settings;
    private final HttpPost post;

    TextMessages(NotificationSettings.Sms settings, Clock clock) {
        this.settings = settings;
        byte[] credentials = (settings.user() + ":" + settings.password()).getBytes(StandardCharsets.UTF_8);
        String authorization = "Basic " + Base64.getEncoder().encodeToString(credentials);
        this.post = new HttpPost(
                settings.url(), () -> authorization, "application/x-www-form-urlencoded", clock);
    }

    @Override
    public Channel channel() {
        return Channel.SMS;
    }

    @Override
    public Outcome send(Message message) {
        String form =
                Map.of("To", message.to(), "From", settings.from(), "Body", message.story().brief())
                        .entrySet()
                        .stream()
                        .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                        .collect(Collectors.joining("&"));
        return post.send(form, TextMessages::refused);
    }

    private static Outcome refused(int status, String body) {
        String code = code(body);
        return new Outcome.Refused("HTTP " + status + (code.isEmpty() ? "" : ", " + code), code.matches(DEAD_NUMBERS));
    }

    private static String code(String body) {
        try {
            JsonNode code = Json.strict().readTree(body).path("code");
            return code.isIntegralNumber() ? code.asText() : "";
        } catch (JsonProcessingException noJson) {
            return "";
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
