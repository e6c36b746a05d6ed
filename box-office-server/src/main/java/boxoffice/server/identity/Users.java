package boxoffice.server.identity;

import boxoffice.model.Accounts.LoginRequest;
import boxoffice.model.Accounts.RegisterRequest;
import boxoffice.model.Accounts.Role;
import boxoffice.model.Accounts.User;
import boxoffice.model.ProblemCode;
import boxoffice.model.TheaterId;
import boxoffice.model.UserId;
import boxoffice.server.http.ProblemException;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.Row;
import boxoffice.server.storage.StorageException;
import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Customers, guests and staff (USER-1). Thread-safe.
public final class Users {
    // The first choice of OWASP for Argon2id: 19 MiB, two rounds, one lane.
    private static final Argon2Function ARGON2 = Argon2Function.getInstance(19 * 1024, 2, 1, 32, Argon2.ID);
    /// Checked against when the e-mail is unknown, so that the answer takes as long as for a known one.
    private static final String NOBODY = hash("nobody has this password");

    private final Database database;

    Users(Database database) {
        this.database = database;
    }

    /// Adds a customer.
    User register(RegisterRequest request) {
        return add(Role.CUSTOMER, request.email(), request.password(), request.name(), request.phone());
    }

    /// Adds somebody with a password, in any role that signs in with one.
    public User add(Role role, String email, String password, String name, @Nullable String phone) {
        try {
            return database.sql("""
                    INSERT INTO users (role, email, name, phone, password_hash)
                    VALUES (:role, :email, :name, CAST(:phone AS text), :hash)
                    RETURNING id, role, email, name, theater_id""")
                    .with("role", role)
                    .with("email", email)
                    .with("name", name)
                    .with("phone", phone)
                    .with("hash", hash(password))
                    .one(Users::user)
                    .orElseThrow();
        } catch (StorageException.Violated violated) {
            if (violated.of("users_email")) {
                throw ProblemException.of(ProblemCode.EMAIL_TAKEN, "There is an account of that e-mail address.");
            }
            throw violated;
        }
    }

    /// Somebody who needs no name.
    User addGuest() {
        return database.sql("INSERT INTO users (role) VALUES ('GUEST') RETURNING id, role, email, name, theater_id")
                .one(Users::user)
                .orElseThrow();
    }

    /// Checks a password. Whether the e-mail or the password was wrong is not told, nor shown by the time it takes.
    User check(LoginRequest request) {
        Optional<WithHash> found = database.sql("""
                SELECT id, role, email, name, theater_id, password_hash
                  FROM users
                 WHERE lower(email) = lower(:email)
                   AND disabled_at IS NULL""")
                .with("email", request.email())
                .one(row -> new WithHash(user(row), row.text("password_hash")));
        String hash = found.map(WithHash::hash).orElse(NOBODY);
        boolean matches = Password.check(request.password(), hash).with(ARGON2);
        return found.filter(user -> matches)
                .map(WithHash::user)
                .orElseThrow(
                        () -> ProblemException.of(
                                ProblemCode.CREDENTIALS_INVALID, "The e-mail address or the password is wrong."));
    }

    private record WithHash(User user, String hash) {}

    User find(UserId id) {
        return database.sql("SELECT id, role, email, name, theater_id FROM users WHERE id = :id")
                .with("id", id)
                .one(Users::user)
                .orElseThrow();
    }

    /// Whether there is an account of that e-mail.
    public boolean exists(String email) {
        return database.sql("SELECT 1 AS one FROM users WHERE lower(email) = lower(:email)")
                .with("email", email)
                .one(Row::toString)
                .isPresent();
    }

    static User user(Row row) {
        return new User(
                new UserId(row.uuid("id")),
                row.constant("role", Role.class),
                row.optionalText("email").orElse(null),
                row.optionalText("name").orElse(null),
                row.optionalUuid("theater_id").map(TheaterId::new).orElse(null));
    }

    private static String hash(String password) {
        return Password.hash(password).addRandomSalt().with(ARGON2).getResult();
    }
}
