package boxoffice.server.notification;

import boxoffice.model.Notifications.Channel;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends e-mail through a mail server by SMTP. Thread-safe.
final class Mailer implements Provider {
    private static final Logger LOG = LoggerFactory.getLogger(Mailer.class);
    private static final String CONNECT_MILLIS = "10000";
    private static final String ANSWER_MILLIS = "20000";
    private static final int PERMANENT = 500;
    private static final String END_OF_MESSAGE = ".";
    /// The second, more exact code of an answer (RFC 3463).
    private static final Pattern EXACT = Pattern.compile("\\b[245]\\.\\d{1,3}\\.\\d{1,3}\\b");

    private final NotificationSettings.Mail settings;
    private final InternetAddress from;
    private final Session session;
    private final Clock clock;

    Mailer(NotificationSettings.Mail settings, Clock clock) {
        this.settings = settings;
        this.from = sender(settings.from());
        this.session = Session.getInstance(properties(settings));
        this.clock = clock;
    }

    @Override
    public Channel channel() {
        return Channel.EMAIL;
    }

    @Override
    public Outcome send(Message message) {
        Letter letter;
        try {
            letter = Letter.of(session, from, message, clock);
        } catch (AddressException none) {
            return new Outcome.Refused("not an address that mail can go to", true);
        } catch (MessagingException unexpected) {
            throw new IllegalStateException("a letter cannot be written", unexpected);
        }
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect(
                    settings.host(),
                    settings.port(),
                    settings.user().isEmpty() ? null : settings.user(),
                    settings.user().isEmpty() ? null : settings.password());
            transport.sendMessage(letter, letter.getRecipients(RecipientType.TO));
            return new Outcome.Accepted();
        } catch (MessagingException failed) {
            return outcome(failed);
        }
    }

    /// Tells an address or a message that the server will never take from everything else, which may pass.
    private static Outcome outcome(MessagingException failed) {
        for (Exception cause = failed; cause instanceof MessagingException chained; cause = chained
                .getNextException()) {
            if (cause instanceof SMTPAddressFailedException address) {
                return refusedOrLater(address.getReturnCode(), address, true);
            }
        }
        if (failed instanceof SMTPSendFailedException message && END_OF_MESSAGE.equals(message.getCommand().strip())) {
            return refusedOrLater(message.getReturnCode(), message, false);
        }
        if (failed instanceof AuthenticationFailedException) {
            LOG.warn("the mail server does not accept notification.mail.user and password");
            return new Outcome.Later("the mail server does not let us sign in");
        }
        String code = code(failed).isPresent() ? "SMTP " + code(failed).getAsInt() : "the mail server does not answer";
        return new Outcome.Later(code);
    }

    private static Outcome refusedOrLater(int code, MessagingException said, boolean address) {
        // The server's own words may repeat the address; its codes do not.
        Matcher exact = EXACT.matcher(Optional.ofNullable(said.getMessage()).orElse(""));
        String why = "SMTP " + code + (exact.find() ? " " + exact.group() : "");
        return code >= PERMANENT ? new Outcome.Refused(why, address) : new Outcome.Later(why);
    }

    private static OptionalInt code(MessagingException failed) {
        return failed instanceof SMTPSendFailedException said
                ? OptionalInt.of(said.getReturnCode())
                : OptionalInt.empty();
    }

    private static Properties properties(NotificationSettings.Mail settings) {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.connectiontimeout", CONNECT_MILLIS);
        properties.setProperty("mail.smtp.timeout", ANSWER_MILLIS);
        properties.setProperty("mail.smtp.writetimeout", ANSWER_MILLIS);
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.auth", Boolean.toString(!settings.user().isEmpty()));
        boolean later = settings.tls() == NotificationSettings.Tls.STARTTLS;
        properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(later));
        properties.setProperty("mail.smtp.starttls.required", Boolean.toString(later));
        properties.setProperty(
                "mail.smtp.ssl.enable", Boolean.toString(settings.tls() == NotificationSettings.Tls.TLS));
        return properties;
    }

    private static InternetAddress sender(String text) {
        try {
            return new InternetAddress(text, true);
        } catch (AddressException none) {
            throw new IllegalArgumentException("notification.mail.from is not an address", none);
        }
    }
}
