package boxoffice.kiosk.device;

import boxoffice.client.BoxOfficeClient;
import boxoffice.client.BoxOfficeException;
import boxoffice.model.Accounts;
import boxoffice.model.ProblemCode;
import boxoffice.model.TheaterId;
import boxoffice.model.Theaters;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// An enrolled machine and its session with the server.
///
/// It signs in when it first has to, and again when the server no longer knows its session. Thread-safe; every method
/// may wait for the server and throws what [BoxOfficeClient] throws.
public final class Device {
    private final BoxOfficeClient unsigned;
    private final Accounts.DeviceKey key;
    private final Object turn = new Object();
    private @Nullable BoxOfficeClient signedIn;
    private volatile Theaters.@Nullable Theater theater;
    private @Nullable TheaterId place;

    public Device(BoxOfficeClient unsigned, Accounts.DeviceKey key) {
        this.unsigned = unsigned;
        this.key = key;
    }

    /// Asks the server on the machine's behalf.
    public <T> T ask(Function<BoxOfficeClient, T> question) {
        BoxOfficeClient client = client();
        try {
            return question.apply(client);
        } catch (BoxOfficeException.Refused refused) {
            if (!refused.problem().code().equals(ProblemCode.UNAUTHENTICATED.name())) {
                throw refused;
            }
            forget(client);
            return question.apply(client());
        }
    }

    /// The session of a walk-in for whom this machine vouches.
    public Accounts.Session guest() {
        return ask(BoxOfficeClient::guest);
    }

    /// A client that speaks for whoever signed in.
    public BoxOfficeClient speaking(Accounts.Session session) {
        return unsigned.with(session);
    }

    /// The theater where the machine stands.
    public Theaters.Theater theater() {
        Theaters.Theater known = theater;
        if (known == null) {
            Theaters.TheaterList all = ask(BoxOfficeClient::theaters);
            known = all.theaters()
                    .stream()
                    .filter(candidate -> candidate.id().equals(place()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("the theater of this kiosk no longer exists"));
            theater = known;
        }
        return known;
    }

    private @Nullable TheaterId place() {
        synchronized (turn) {
            return place;
        }
    }

    private BoxOfficeClient client() {
        synchronized (turn) {
            BoxOfficeClient current = signedIn;
            if (current == null) {
                Accounts.Session session = unsigned.signIn(new Accounts.DeviceLogin(key.deviceId(), key.key()));
                place = session.user().theaterId();
                current = unsigned.with(session);
                signedIn = current;
            }
            return current;
        }
    }

    private void forget(BoxOfficeClient stale) {
        synchronized (turn) {
            if (stale.equals(signedIn)) {
                signedIn = null;
            }
        }
    }
}
