package boxoffice.server.identity;

import boxoffice.model.Accounts.DeviceKey;
import boxoffice.model.Accounts.DeviceLogin;
import boxoffice.model.Accounts.Enrolment;
import boxoffice.model.Accounts.NewDevice;
import boxoffice.model.Accounts.User;
import boxoffice.model.DeviceId;
import boxoffice.model.InvalidField;
import boxoffice.model.ProblemCode;
import boxoffice.model.UserId;
import boxoffice.server.http.ProblemException;
import boxoffice.server.storage.Database;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// Kiosks and counter tills (USER-2). Thread-safe.
///
/// A new device is given a code to type in once; with it the device gets a key that it keeps and signs in with.
final class Devices {
    private static final Duration CODE_LIFETIME = Duration.ofHours(24);
    /// Without letters and digits that look alike.
    private static final String CODE_ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789";
    private static final int CODE_LENGTH = 10;

    private final Database database;

    Devices(Database database) {
        this.database = database;
    }

    Enrolment create(NewDevice device, UserId actor) {
        String code = Secrets.random(CODE_ALPHABET, CODE_LENGTH);
        return database.sql("""
                WITH account AS (
                    INSERT INTO users (role, name, theater_id)
                    SELECT 'DEVICE', :name, id FROM theaters WHERE id = :theater
                    RETURNING id, theater_id)
                INSERT INTO devices (user_id, name, theater_id, code_hash, code_expires_at, created_by)
                SELECT id, :name, theater_id, :code, now() + CAST(:lifetime AS interval), :actor
                  FROM account
                RETURNING id, code_expires_at""")
                .with("name", device.name())
                .with("theater", device.theaterId())
                .with("code", Secrets.hash(code))
                .with("lifetime", CODE_LIFETIME.toString())
                .with("actor", actor)
                .one(row -> new Enrolment(new DeviceId(row.uuid("id")), code, row.instant("code_expires_at")))
                .orElseThrow(() -> new InvalidField("theaterId", "names no theater", "the id of a theater"));
    }

    /// Gives the key for a code, once.
    DeviceKey enrol(String code) {
        String key = Secrets.random();
        return database.sql("""
                UPDATE devices
                   SET key_hash = :key, code_hash = NULL, code_expires_at = NULL
                 WHERE code_hash = :code
                   AND code_expires_at > now()
                   AND revoked_at IS NULL
                RETURNING id""")
                .with("key", Secrets.hash(key))
                .with("code", Secrets.hash(code.toUpperCase(Locale.ROOT)))
                .one(row -> new DeviceKey(new DeviceId(row.uuid("id")), key))
                .orElseThrow(
                        () -> ProblemException.of(
                                ProblemCode.CREDENTIALS_INVALID,
                                "The code is wrong, used or over. Ask for a new one."));
    }

    User check(DeviceLogin login) {
        return database.sql("""
                SELECT u.id, u.role, u.email, u.name, u.theater_id
                  FROM devices d
                  JOIN users u ON u.id = d.user_id
                 WHERE d.id = :id
                   AND d.key_hash = :key
                   AND d.revoked_at IS NULL""")
                .with("id", login.deviceId())
                .with("key", Secrets.hash(login.key()))
                .one(Users::user)
                .orElseThrow(
                        () -> ProblemException.of(
                                ProblemCode.CREDENTIALS_INVALID, "The device is not enrolled, or was locked out."));
    }

    /// The device of a signed-in device account.
    Optional<UUID> of(UserId account) {
        return database.sql("SELECT id FROM devices WHERE user_id = :account AND revoked_at IS NULL")
                .with("account", account)
                .one(row -> row.uuid("id"));
    }
}
