package boxoffice.admin.access;

import boxoffice.client.BoxOfficeClient;
import boxoffice.model.Accounts.Session;
import boxoffice.model.Accounts.User;

/// Somebody who may use the console, and a client that speaks for them.
public record SignedIn(BoxOfficeClient client, Session session) {
    public User user() {
        return session.user();
    }

    /// How the console addresses them: their name, or else their e-mail address.
    public String name() {
        User user = user();
        if (user.name() != null) {
            return user.name();
        }
        return user.email() == null ? user.role().name() : user.email();
    }
}
