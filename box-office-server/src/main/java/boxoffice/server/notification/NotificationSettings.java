package boxoffice.server.notification;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Which ways there are to guests; a way that is absent is not used.
///
/// @param attempts how often a message is tried before it is given up
/// @param pause before the second attempt; each later one is three times as long, up to two hours
public record NotificationSettings(
        Optional<Mail> mail, Optional<Sms> sms, Optional<Push> push, int attempts, Duration pause) {
    /// How the line to the mail server is kept private.
    public enum Tls {
        /// Not at all.
        NONE,
        /// Agreed on after connecting; without it nothing is sent.
        STARTTLS,
        /// From the first byte.
        TLS
    }

    /// A mail server.
    ///
    /// @param user empty for one that asks for no sign-in
    /// @param from who writes, `Box office <tickets@example.org>`
    public record Mail(String host, int port, String user, String password, Tls tls, String from) {
        /// Whether that can stand as the one who writes.
        public static boolean canWriteAs(String from) {
            try {
                return new InternetAddress(from, true).getAddress().contains("@");
            } catch (AddressException none) {
                return false;
            }
        }

        /// Leaves the password out.
        @Override
        public String toString() {
            return host + ":" + port + ", " + tls;
        }
    }

    /// A provider of short messages.
    ///
    /// @param url where messages are posted to
    /// @param from the number or name that messages come from
    public record Sms(URI url, String user, String password, String from) {
        /// Leaves the password out.
        @Override
        public String toString() {
            return url.getHost();
        }
    }

    /// A push service.
    ///
    /// @param url where messages are posted to
    /// @param account the key file of a service account, which gets tokens
    /// @param token one that lasts, where there is no account
    public record Push(URI url, Optional<Path> account, String token) {
        /// Leaves the token out.
        @Override
        public String toString() {
            return url.getHost();
        }
    }

    /// No way at all.
    public static NotificationSettings none() {
        return new NotificationSettings(
                Optional.empty(), Optional.empty(), Optional.empty(), 15, Duration.ofSeconds(5));
    }
}
