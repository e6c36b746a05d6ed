package boxoffice.server.notification;

import boxoffice.server.booking.Bookings;
import boxoffice.server.events.Consumer;
import boxoffice.server.identity.Callers;
import boxoffice.server.operations.Jobs;
import boxoffice.server.storage.Database;
import io.helidon.webserver.http.HttpService;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The room's parts, wired.
///
/// @param consumer for the events of bookings and refunds
/// @param routes for the server
public record NotificationDesk(Consumer consumer, HttpService routes) {
    private static final Logger LOG = LoggerFactory.getLogger(NotificationDesk.class);

    /// Wires the room and gives its unfinished work to the jobs.
    public static NotificationDesk create(
            Database database,
            Bookings bookings,
            Callers callers,
            Jobs jobs,
            Clock clock,
            NotificationSettings settings) {
        List<Provider> providers = new ArrayList<>();
        settings.mail().ifPresent(mail -> providers.add(new Mailer(mail, clock)));
        settings.sms().ifPresent(sms -> providers.add(new TextMessages(sms, clock)));
        settings.push().ifPresent(push -> providers.add(new PushMessages(push, clock)));
        LOG.info(
                "messages to guests: e-mail {}, short messages {}, push {}",
                settings.mail().map(Object::toString).orElse("off, since notification.mail.host is empty"),
                settings.sms().map(Object::toString).orElse("off"),
                settings.push().map(Object::toString).orElse("off"));
        for (Provider provider : providers) {
            Sender sender = new Sender(database, bookings, provider, settings);
            jobs.onDueRows("messages by " + provider.channel(), sender::work);
        }
        return new NotificationDesk(
                new NotificationConsumer(
                        providers.stream().map(Provider::channel).collect(Collectors.toUnmodifiableSet())),
                new NotificationRoutes(
                        new StaffNotifications(database), new PushSubscriptions(database), callers));
    }
}
