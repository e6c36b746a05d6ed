package boxoffice.server.notification;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.IDN;

/// E-mail addresses as mail servers understand them.
final class Addresses {
    private Addresses() {}

    /// Reads one address. A domain in letters of its own language is written in those of the mail's.
    ///
    /// @throws AddressException when mail cannot go there
    static InternetAddress parse(String text) throws AddressException {
        int at = text.lastIndexOf('@');
        try {
            String address = at < 0 ? text : text.substring(0, at + 1) + IDN.toASCII(text.substring(at + 1));
            return new InternetAddress(address, true);
        } catch (IllegalArgumentException noDomain) {
            throw new AddressException("not a domain");
        }
    }

    /// An address with most of it hidden, enough to notice a slip: `a…@example.org`, `+49…78`.
    static String masked(String text) {
        int at = text.lastIndexOf('@');
        if (at > 0) {
            return text.substring(0, text.offsetByCodePoints(0, 1)) + "…" + text.substring(at);
        }
        return text.length() < 8 ? "…" : text.substring(0, 3) + "…" + text.substring(text.length() - 2);
    }
}
