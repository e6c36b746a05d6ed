package boxoffice.server.notification;

import boxoffice.model.BookingId;
import boxoffice.model.Bookings.Booking;
import boxoffice.model.Bookings.BookingStatus;
import boxoffice.model.Money;
import boxoffice.model.Notifications.Kind;
import boxoffice.server.booking.Bookings;
import boxoffice.server.notification.Provider.Outcome;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.Row;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends what is due over one channel, on any node: each message is taken by one node at a time, and what a dead node had
/// taken is taken again. Thread-safe.
///
/// A message that fails is tried again, later each time, and given up in the end; a guest's sale never waits for any of
/// it. What has been overtaken meanwhile, such as tickets of a cancelled booking, is not sent.
final class Sender {
    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);
    private static final int AT_ONCE = 4;
    private static final int IN_ONE_RUN = 50;
    private static final Duration LONGEST_PAUSE = Duration.ofHours(2);

    private final Database database;
    private final Bookings bookings;
    private final Provider provider;
    private final int attempts;
    private final Duration pause;

    Sender(Database database, Bookings bookings, Provider provider, NotificationSettings settings) {
        this.database = database;
        this.bookings = bookings;
        this.provider = provider;
        this.attempts = settings.attempts();
        this.pause = settings.pause();
    }

    /// Sends what is due now, some of it at once.
    void work() {
        Optional<Due> first = take();
        if (first.isEmpty()) {
            return;
        }
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            workers.execute(() -> sendFrom(first));
            for (int i = 1; i < AT_ONCE; i++) {
                workers.execute(() -> sendFrom(Optional.empty()));
            }
        }
    }

    /// Goes on until nothing is due; or until something fails, since then the next would most likely fail too.
    private void sendFrom(Optional<Due> first) {
        try {
            Optional<Due> due = first.or(this::take);
            int sent = 0;
            while (due.isPresent() && send(due.get())
                    && ++sent < IN_ONE_RUN
                    && !Thread.currentThread().isInterrupted()) {
                due = take();
            }
        } catch (RuntimeException failed) {
            LOG.warn("messages by {} will be sent later: {}", provider.channel(), failed.toString());
        }
    }

    /// A message whose time has come.
    private record Due(
            UUID id,
            BookingId booking,
            Kind kind,
            int attempt,
            int resent,
            Optional<String> address,
            Optional<String> name,
            List<String> languages,
            Optional<Money> refund,
            boolean showOver) {
        static Due of(Row row) {
            return new Due(
                    row.uuid("id"),
                    new BookingId(row.uuid("booking_id")),
                    row.constant("kind", Kind.class),
                    row.integer("attempts"),
                    row.integer("resent"),
                    row.optionalText("address"),
                    row.optionalText("name"),
                    row.texts("languages"),
                    row.optionalNumber("refund")
                            .filter(amount -> amount > 0)
                            .map(amount -> new Money(amount, Money.currency(row.text("currency")))),
                    row.flag("show_over"));
        }

        /// Why it need not be said any more.
        Optional<String> overtaken(Booking now) {
            return switch (kind) {
                case CONFIRMED, CHANGED -> now.status() != BookingStatus.CONFIRMED ? Optional.of(
                        "the booking has ended")
                        : showOver ? Optional.of("the show is over")
                        : Optional.empty();
                case IN_REVIEW -> now.status() != BookingStatus.PENDING_REVIEW
                        ? Optional.of("the review is over")
                        : Optional.empty();
                case CANCELLED, SHOW_CANCELLED, REFUNDED, REFUND_DELAYED -> Optional.empty();
            };
        }
    }

    /// Takes a message for longer than any attempt lasts; if we die in it, it is due again after that.
    private Optional<Due> take() {
        return database.sql("""
                WITH taken AS (
                    UPDATE notifications
                       SET attempts = attempts + 1, next_try_at = now() + interval '5 minutes'
                     WHERE id = (SELECT id
                                   FROM notifications
                                  WHERE status = 'PENDING'
                                    AND channel = :channel
                                    AND next_try_at <= now()
                                  ORDER BY next_try_at
                                  LIMIT 1
                                    FOR UPDATE SKIP LOCKED)
                    RETURNING id, booking_id, kind, channel, subscription_id, refund_id, attempts, resent)
                SELECT n.id, n.booking_id, n.kind, n.attempts, n.resent, c.name, b.languages, b.currency,
                       CASE n.channel WHEN 'EMAIL' THEN c.email WHEN 'SMS' THEN c.phone ELSE p.token END AS address,
                       (SELECT sum(r.amount)
                          FROM refunds r
                          JOIN payments paid ON paid.id = r.payment_id
                         WHERE paid.booking_id = n.booking_id
                           AND (r.id = n.refund_id OR (n.refund_id IS NULL AND r.status <> 'FAILED'))) AS refund,
                       s.ends_at <= now() AS show_over
                  FROM taken n
                  JOIN bookings b ON b.id = n.booking_id
                  JOIN booking_contacts c ON c.booking_id = n.booking_id
                  JOIN shows s ON s.id = b.show_id
                  LEFT JOIN push_subscriptions p ON p.id = n.subscription_id AND p.user_id = b.user_id""")
                .with("channel", provider.channel())
                .one(Due::of);
    }

    /// @return whether the next may be tried at once
    private boolean send(Due due) {
        Booking booking = bookings.read(due.booking()).orElseThrow();
        Optional<String> overtaken =
                due.address().isEmpty() ? Optional.of("nobody is left to get it") : due.overtaken(booking);
        if (overtaken.isPresent()) {
            end(due, "SKIPPED", overtaken);
            return true;
        }
        Words words = Words.of(due.languages(), booking.show().zone());
        Story story = new Story(due.kind(), booking, due.name(), due.refund(), words);
        return switch (outcome(new Message(due.id(), due.resent(), due.address().orElseThrow(), story))) {
            case Outcome.Accepted() -> {
                end(due, "SENT", Optional.empty());
                yield true;
            }
            case Outcome.Refused refused -> {
                LOG.warn("message {} by {} was refused: {}", due.id(), provider.channel(), refused.why());
                end(due, "FAILED", Optional.of(refused.why()));
                if (refused.gone()) {
                    forgetDevice(due);
                }
                yield true;
            }
            case Outcome.Later later -> {
                putOff(due, later);
                yield false;
            }
        };
    }

    private Outcome outcome(Message message) {
        try {
            return provider.send(message);
        } catch (RuntimeException unexpected) {
            LOG.error("message {} could not be made", message.key(), unexpected);
            return new Outcome.Later("it could not be made");
        }
    }

    private void putOff(Due due, Outcome.Later later) {
        if (due.attempt() >= attempts) {
            LOG.warn("message {} by {} is given up: {}", due.id(), provider.channel(), later.why());
            end(due, "FAILED", Optional.of(later.why()));
            return;
        }
        LOG.info("message {} by {} will be tried again: {}", due.id(), provider.channel(), later.why());
        Duration wait = later.after().orElseGet(() -> pauseAfter(due.attempt()));
        database.sql("""
                UPDATE notifications
                   SET next_try_at = now() + CAST(:wait AS interval), problem = :problem
                 WHERE id = :id
                   AND status = 'PENDING'
                   AND attempts = :attempt""")
                .with("wait", wait.toString())
                .with("problem", later.why())
                .with("id", due.id())
                .with("attempt", due.attempt())
                .update();
    }

    private Duration pauseAfter(int attempt) {
        double millis = pause.toMillis() * Math.pow(3, attempt - 1);
        return millis < LONGEST_PAUSE.toMillis() ? Duration.ofMillis((long) millis) : LONGEST_PAUSE;
    }

    private void end(Due due, String status, Optional<String> problem) {
        database.sql("""
                UPDATE notifications
                   SET status = :status, problem = CAST(:problem AS text), done_at = now()
                 WHERE id = :id
                   AND status = 'PENDING'""")
                .with("status", status)
                .with("problem", problem.orElse(null))
                .with("id", due.id())
                .update();
    }

    private void forgetDevice(Due due) {
        database.sql("""
                DELETE FROM push_subscriptions
                 WHERE id = (SELECT subscription_id FROM notifications WHERE id = :id)""")
                .with("id", due.id())
                .update();
    }
}
