package boxoffice.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import boxoffice.client.BoxOfficeClient;
import boxoffice.client.BoxOfficeException.Refused;
import boxoffice.model.Accounts.DeviceKey;
import boxoffice.model.Accounts.DeviceLogin;
import boxoffice.model.Accounts.EnrolRequest;
import boxoffice.model.Accounts.Enrolment;
import boxoffice.model.Accounts.LoginRequest;
import boxoffice.model.Accounts.NewDevice;
import boxoffice.model.Accounts.RefreshRequest;
import boxoffice.model.Accounts.RegisterRequest;
import boxoffice.model.Accounts.Role;
import boxoffice.model.Accounts.Session;
import boxoffice.model.Accounts.User;
import boxoffice.model.Problem;
import boxoffice.model.TheaterId;
import boxoffice.server.BoxOffice;
import boxoffice.server.testing.Foyer;
import boxoffice.server.testing.TestBoxOffice;
import boxoffice.server.testing.Wire;
import com.fasterxml.jackson.core.JsonProcessingException;
import boxoffice.model.Json;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Signing in and out, roles, devices (USER-1, USER-2).
class IdentityIT {
    private static final String PASSWORD = "correct horse battery";

    private final TestBoxOffice boxOffice = TestBoxOffice.shared();
    private final Foyer foyer = Foyer.of(boxOffice);
    private final BoxOfficeClient anyone = foyer.anyone();
    private final String email = "Ada." + UUID.randomUUID() + "@example.org";

    @Test
    void aCustomerRegistersAndSignsIn() {
        Session registered = register();
        Session signedIn = anyone.signIn(new LoginRequest(email.toUpperCase(Locale.ROOT), PASSWORD));

        assertThat(registered.user().role()).isEqualTo(Role.CUSTOMER);
        assertThat(signedIn.user()).isEqualTo(registered.user());
        assertThat(signedIn.expiresAt()).isBetween(Instant.now(), Instant.now().plus(Duration.ofMinutes(20)));
        assertThat(anyone.with(signedIn).me()).isEqualTo(
                new User(
                        registered.user().id(), Role.CUSTOMER, email, "Ada Guest", null));
    }

    @Test
    void anEMailAddressHasOneAccount() {
        register();

        Problem taken = refusal(
                () -> anyone.register(
                        new RegisterRequest(email.toLowerCase(Locale.ROOT), PASSWORD, "Other", null)));

        assertThat(taken.code()).isEqualTo("EMAIL_TAKEN");
    }

    @Test
    void aWrongPasswordAndAnUnknownAddressAreAnsweredAlike() {
        register();

        Problem wrong = refusal(() -> anyone.signIn(new LoginRequest(email, PASSWORD + "!")));
        Problem unknown = refusal(() -> anyone.signIn(new LoginRequest("nobody@example.org", PASSWORD)));

        assertThat(wrong.code()).isEqualTo("CREDENTIALS_INVALID");
        assertThat(unknown).isEqualTo(wrong);
    }

    @Test
    void aRefreshTokenWorksOnceAndItsReuseEndsTheSession() {
        Session first = anyone.guest();
        Session second = refreshed(first.refreshToken());
        assertThat(anyone.with(second).me()).isEqualTo(first.user());
        assertThat(status(first)).isEqualTo(200);

        assertThat(refresh(first.refreshToken()).status()).isEqualTo(401);

        assertThat(status(second)).isEqualTo(401);
        assertThat(status(first)).isEqualTo(401);
        assertThat(refresh(second.refreshToken()).status()).isEqualTo(401);
    }

    @Test
    void signingOutEndsTheAccessTokenAtOnce() {
        Session session = anyone.guest();
        Session other = anyone.guest();
        assertThat(status(session)).isEqualTo(200);

        anyone.signOut(session);

        assertThat(status(session)).isEqualTo(401);
        assertThat(refresh(session.refreshToken()).status()).isEqualTo(401);
        assertThat(status(other)).isEqualTo(200);
        anyone.signOut(session);
    }

    @Test
    void signingOutEndsTheAccessTokenOnEveryNode() {
        try (BoxOffice node = BoxOffice.start(boxOffice.settings(Map.of()))) {
            Wire other = Wire.to(node.uri());
            Session session = anyone.guest();
            assertThat(other.as(session.accessToken()).get("/api/v1/users/me").status()).isEqualTo(200);

            anyone.signOut(session);

            await().atMost(Duration.ofSeconds(5))
                    .until(() -> other.as(session.accessToken()).get("/api/v1/users/me").status() == 401);
        }
    }

    @Test
    void anAccessTokenEndsByTheClock() {
        Session session = anyone.guest();
        Caller caller = tokens(Clock.systemUTC()).read(session.accessToken()).orElseThrow();
        AccessTokens earlier = tokens(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-16)));

        assertThat(status(earlier.issue(caller).token())).isEqualTo(401);
        assertThat(status(tokens(Clock.systemUTC()).issue(caller).token())).isEqualTo(200);
    }

    @Test
    void noChangedByteOfATokenIsOverlooked() {
        String token = anyone.guest().accessToken();
        AccessTokens tokens = tokens(Clock.systemUTC());
        List<String> accepted = new ArrayList<>();
        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == 'A' ? 'Q' : 'A';
            String changed = token.substring(0, i) + other + token.substring(i + 1);
            if (token.charAt(i) != '.' && !sameBytes(token, changed) && tokens.read(changed).isPresent()) {
                accepted.add(changed);
            }
        }

        assertThat(tokens.read(token)).isPresent();
        assertThat(accepted).isEmpty();
    }

    @Test
    void aTokenOfAnotherServerIsNotOurs() {
        Caller caller = tokens(Clock.systemUTC()).read(anyone.guest().accessToken()).orElseThrow();
        byte[] otherKey = new byte[32];
        otherKey[0] = 1;
        AccessTokens others = new AccessTokens(new Secrets(otherKey).key("access tokens"), Clock.systemUTC());

        assertThat(status(others.issue(caller).token())).isEqualTo(401);
    }

    @Test
    void eachRoleMayDoItsOwnAndNoMore() {
        TheaterId theater = anyone.theaters().theaters().getFirst().id();
        Map<String, List<Integer>> expected = Map.of(
                "customer", List.of(403, 403, 403),
                "staff", List.of(200, 403, 403),
                "manager", List.of(200, 400, 201),
                "admin", List.of(200, 400, 201));
        expected.forEach((role, statuses) -> {
            Wire wire = Wire.to(boxOffice.uri()).as(anyone.signIn(Foyer.login(role)).accessToken());
            assertThat(
                    List.of(
                            wire.get("/api/v1/theaters/" + theater + "/schedule?date=2026-05-31").status(),
                            wire.post("/api/v1/shows", "{}").status(),
                            wire.post("/api/v1/devices", "{\"name\":\"till\",\"theaterId\":\"" + theater + "\"}")
                                    .status()))
                    .as(role)
                    .isEqualTo(statuses);
        });
        assertThat(Wire.to(boxOffice.uri()).get("/api/v1/theaters/" + theater + "/schedule?date=2026-05-31").status())
                .isEqualTo(401);
    }

    @Test
    void aDeviceEnrolsOnceAndSignsInWithItsKey() {
        TheaterId theater = anyone.theaters().theaters().getFirst().id();
        Enrolment enrolment = foyer.demo("manager").createDevice(new NewDevice("Kiosk 1", theater));

        DeviceKey key = anyone.enrol(new EnrolRequest(" " + enrolment.code().toLowerCase(Locale.ROOT) + " "));

        assertThat(enrolment.code()).matches("[A-Z2-9]{10}");
        assertThat(key.deviceId()).isEqualTo(enrolment.deviceId());
        assertThat(refusal(() -> anyone.enrol(new EnrolRequest(enrolment.code()))).code())
                .isEqualTo("CREDENTIALS_INVALID");
        Session device = anyone.signIn(new DeviceLogin(key.deviceId(), key.key()));
        assertThat(device.user().role()).isEqualTo(Role.DEVICE);
        assertThat(device.user().theaterId()).isEqualTo(theater);
        assertThat(refusal(() -> anyone.signIn(new DeviceLogin(key.deviceId(), key.key() + "x"))).code())
                .isEqualTo("CREDENTIALS_INVALID");
    }

    @Test
    void anEnrolmentCodeIsOverAfterADay() {
        TheaterId theater = anyone.theaters().theaters().getFirst().id();
        Enrolment enrolment = foyer.demo("manager").createDevice(new NewDevice("Kiosk 2", theater));
        boxOffice.database()
                .sql("UPDATE devices SET code_expires_at = code_expires_at - interval '25 hours' WHERE id = :id")
                .with("id", enrolment.deviceId())
                .update();

        assertThat(refusal(() -> anyone.enrol(new EnrolRequest(enrolment.code()))).code())
                .isEqualTo("CREDENTIALS_INVALID");
    }

    @Test
    void aDeviceVouchesForItsGuestsAndALostOneDoesNot() {
        TheaterId theater = anyone.theaters().theaters().getFirst().id();
        Enrolment enrolment = foyer.demo("manager").createDevice(new NewDevice("Kiosk 3", theater));
        DeviceKey key = anyone.enrol(new EnrolRequest(enrolment.code()));
        BoxOfficeClient kiosk = anyone.with(anyone.signIn(new DeviceLogin(key.deviceId(), key.key())));

        Session guest = kiosk.guest();

        assertThat(guest.user().role()).isEqualTo(Role.GUEST);
        assertThat(vouchedBy(guest)).contains(key.deviceId().value());
        assertThat(vouchedBy(anyone.guest())).isEmpty();
        boxOffice.database()
                .sql("UPDATE devices SET revoked_at = now() WHERE id = :id")
                .with("id", key.deviceId())
                .update();
        assertThat(vouchedBy(kiosk.guest())).isEmpty();
        assertThat(refusal(() -> anyone.signIn(new DeviceLogin(key.deviceId(), key.key()))).code())
                .isEqualTo("CREDENTIALS_INVALID");
    }

    @Test
    void aManagerOfOneTheaterIsNobodyAtAnother() {
        var theaters = anyone.theaters().theaters();
        Session session = register();
        boxOffice.database()
                .sql("UPDATE users SET role = 'MANAGER', theater_id = :theater WHERE id = :id")
                .with("theater", theaters.get(0).id())
                .with("id", session.user().id())
                .update();
        BoxOfficeClient manager = anyone.with(anyone.signIn(new LoginRequest(email, PASSWORD)));

        assertThat(manager.createDevice(new NewDevice("own", theaters.get(0).id())).code()).isNotBlank();
        assertThat(refusal(() -> manager.createDevice(new NewDevice("other", theaters.get(1).id()))).code())
                .isEqualTo("FORBIDDEN");
    }

    @Test
    void noSecretIsStoredOrPrintedAsItIs() throws JsonProcessingException {
        Session session = register();
        var secrets = List.of(PASSWORD, session.accessToken(), session.refreshToken());
        var printed = List.of(
                session,
                new RegisterRequest(email, PASSWORD, "x", null),
                new LoginRequest(email, PASSWORD),
                new RefreshRequest(session.refreshToken()),
                new DeviceLogin(new boxoffice.model.DeviceId(UUID.randomUUID()), PASSWORD),
                new DeviceKey(new boxoffice.model.DeviceId(UUID.randomUUID()), PASSWORD));

        assertThat(printed).allSatisfy(value -> assertThat(value.toString()).doesNotContain(secrets));
        assertThat(Json.strict().writeValueAsString(session.user())).doesNotContain(secrets);
        assertThat(
                boxOffice.database()
                        .sql("""
                                SELECT u.password_hash || encode(s.refresh_hash, 'escape') AS stored
                                  FROM users u
                                  JOIN sessions s ON s.user_id = u.id
                                 WHERE u.id = :id""")
                        .with("id", session.user().id())
                        .one(row -> row.text("stored"))
                        .orElseThrow()).startsWith("$argon2id$").doesNotContain(secrets);
    }

    private Session register() {
        return anyone.register(new RegisterRequest(email, PASSWORD, "Ada Guest", null));
    }

    private Wire.Answer refresh(String token) {
        return Wire.to(boxOffice.uri()).post("/api/v1/auth/refresh", "{\"refreshToken\":\"" + token + "\"}");
    }

    private Session refreshed(String token) {
        try {
            return Json.strict().readValue(refresh(token).body(), Session.class);
        } catch (JsonProcessingException other) {
            throw new AssertionError(other);
        }
    }

    private int status(Session session) {
        return status(session.accessToken());
    }

    private int status(String token) {
        return Wire.to(boxOffice.uri()).as(token).get("/api/v1/users/me").status();
    }

    private AccessTokens tokens(Clock clock) {
        byte[] master = boxOffice.settings(Map.of()).masterKey().orElseThrow();
        return new AccessTokens(new Secrets(master).key("access tokens"), clock);
    }

    /// The last character of a part has spare bits, which say nothing.
    private static boolean sameBytes(String one, String other) {
        var decoder = java.util.Base64.getUrlDecoder();
        String[] ones = one.split("\\.");
        String[] others = other.split("\\.");
        for (int i = 0; i < ones.length; i++) {
            if (!java.util.Arrays.equals(decoder.decode(ones[i]), decoder.decode(others[i]))) {
                return false;
            }
        }
        return true;
    }

    private Optional<UUID> vouchedBy(Session session) {
        return boxOffice.database()
                .sql("SELECT vouched_by FROM sessions WHERE user_id = :user")
                .with("user", session.user().id())
                .list(row -> row.optionalUuid("vouched_by"))
                .getFirst();
    }

    private static Problem refusal(Runnable request) {
        return catchThrowableOfType(Refused.class, request::run).problem();
    }
}
