package boxoffice.sandbox.stripe;

import boxoffice.sandbox.common.Hmac;
import boxoffice.sandbox.common.Subject;
import boxoffice.sandbox.common.Webhooks;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How Stripe's events go to webhooks.
final class EventDesk implements Webhooks.Desk<Event> {
    private final String secret;
    private final Books books;
    private final StripeJson json;
    private final Subjects subjects;

    EventDesk(String secret, Books books, StripeJson json, Subjects subjects) {
        this.secret = secret;
        this.books = books;
        this.json = json;
        this.subjects = subjects;
    }

    @Override
    public Optional<Subject> payment(Event event) {
        return subjects.of(books, event.object());
    }

    @Override
    public String type(Event event) {
        return event.type();
    }

    @Override
    public int endpoints(Event event) {
        return event.endpoints();
    }

    @Override
    public byte[] body(Event event) {
        return json.event(event, event.endpoints()).toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Map<String, String> headers(Event event, byte[] body, Instant now) {
        return Map.of(
                "Content-Type", "application/json; charset=utf-8",
                "User-Agent", "Stripe/1.0 (sandbox)",
                "Stripe-Signature", signature(secret, now, body));
    }

    /// The value of `Stripe-Signature`: the time, and a HMAC over the time and the body as it is sent.
    static String signature(String secret, Instant time, byte[] body) {
        long seconds = time.getEpochSecond();
        byte[] start = (seconds + ".").getBytes(StandardCharsets.UTF_8);
        return "t=" + seconds + ",v1=" + Hmac.sha256(secret, start, body);
    }

    @Override
    public boolean delivered(Event event, int endpoint) {
        return books.find(Delivered.class, Delivered.id(event.id(), endpoint)).isPresent();
    }

    @Override
    public void markDelivered(Event event, int endpoint) {
        books.change(
                Event.Cause.NONE, change -> change.put(
                        new Delivered(Delivered.id(event.id(), endpoint), change.now().getEpochSecond())));
    }

    @Override
    public List<Event> after(Instant moment) {
        return books.newest(Event.class, event -> event.created() > moment.getEpochSecond(), Integer.MAX_VALUE)
                .reversed();
    }
}
