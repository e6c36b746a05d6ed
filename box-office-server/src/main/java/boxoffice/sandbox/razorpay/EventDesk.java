package boxoffice.sandbox.razorpay;

import boxoffice.sandbox.common.Hmac;
import boxoffice.sandbox.common.Subject;
import boxoffice.sandbox.common.Webhooks;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How Razorpay's events go to webhooks.
final class EventDesk implements Webhooks.Desk<Event> {
    private final String secret;
    private final Books books;

    EventDesk(String secret, Books books) {
        this.secret = secret;
        this.books = books;
    }

    @Override
    public Optional<Subject> payment(Event event) {
        return Subjects.find(books, event.about());
    }

    @Override
    public String type(Event event) {
        return event.type();
    }

    @Override
    public int endpoints(Event event) {
        return event.endpoints();
    }

    /// Slashes are escaped, as Razorpay does: whoever parses and writes the body again checks another signature.
    @Override
    public byte[] body(Event event) {
        return event.body().toString().replace("/", "\\/").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Map<String, String> headers(Event event, byte[] body, Instant now) {
        return Map.of(
                "Content-Type", "application/json",
                "User-Agent", "Razorpay-Webhook/v1 (sandbox)",
                "X-Razorpay-Event-Id", event.id(),
                "X-Razorpay-Signature", Hmac.sha256(secret, body));
    }

    @Override
    public boolean delivered(Event event, int endpoint) {
        return books.find(Delivered.class, Delivered.id(event.id(), endpoint)).isPresent();
    }

    @Override
    public void markDelivered(Event event, int endpoint) {
        books.change(change -> change.put(new Delivered(Delivered.id(event.id(), endpoint), change.seconds())));
    }

    @Override
    public List<Event> after(Instant moment) {
        return books.newest(Event.class, event -> event.created() > moment.getEpochSecond(), Integer.MAX_VALUE)
                .reversed();
    }
}
