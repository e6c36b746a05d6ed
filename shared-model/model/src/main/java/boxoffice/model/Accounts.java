package boxoffice.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Signing in, on the wire (USER-1, USER-2).
public final class Accounts {
    private Accounts() {}

    /// What somebody may do; each role stands alone.
    public enum Role {
        GUEST,
        CUSTOMER,
        STAFF,
        MANAGER,
        ADMIN,
        DEVICE
    }

    /// The body of `POST /api/v1/auth/register`.
    public record RegisterRequest(String email, String password, String name, @Nullable String phone) {
        public RegisterRequest {
            email = InvalidField.email(email, "email");
            InvalidField.require(password, "password");
            if (password.length() < 10 || password.length() > 200) {
                throw new InvalidField("password", "has the wrong length", "10 to 200 characters");
            }
            name = InvalidField.text(name, "name", 100);
            phone = phone == null ? null : InvalidField.phone(phone, "phone");
        }

        /// Leaves the password out.
        @Override
        public String toString() {
            return "RegisterRequest[" + email + "]";
        }
    }

    /// The body of `POST /api/v1/auth/login`.
    public record LoginRequest(String email, String password) {
        public LoginRequest {
            email = InvalidField.text(email, "email", 254);
            InvalidField.require(password, "password");
            if (password.length() > 200) {
                throw new InvalidField("password", "is too long", "at most 200 characters");
            }
        }

        /// Leaves the password out.
        @Override
        public String toString() {
            return "LoginRequest[" + email + "]";
        }
    }

    /// The body of `POST /api/v1/auth/device`: an enrolled device signs in with its key.
    public record DeviceLogin(DeviceId deviceId, String key) {
        public DeviceLogin {
            InvalidField.require(deviceId, "deviceId");
            key = InvalidField.text(key, "key", 100);
        }

        /// Leaves the key out.
        @Override
        public String toString() {
            return "DeviceLogin[" + deviceId + "]";
        }
    }

    /// The body of `POST /api/v1/auth/refresh` and `POST /api/v1/auth/logout`.
    public record RefreshRequest(String refreshToken) {
        public RefreshRequest {
            refreshToken = InvalidField.text(refreshToken, "refreshToken", 200);
        }

        /// Leaves the token out.
        @Override
        public String toString() {
            return "RefreshRequest[]";
        }
    }

    /// What every sign-in answers.
    ///
    /// @param accessToken to be sent as `Authorization: Bearer`
    /// @param expiresAt when the access token ends; the refresh token gets the next one
    public record Session(String accessToken, String refreshToken, Instant expiresAt, User user) {
        /// Leaves the tokens out.
        @Override
        public String toString() {
            return "Session[" + user + "]";
        }
    }

    /// The answer to `GET /api/v1/users/me`.
    ///
    /// @param theaterId where staff work and devices stand
    public record User(
            UserId id, Role role, @Nullable String email, @Nullable String name, @Nullable TheaterId theaterId) {}

    /// The body of `POST /api/v1/devices`.
    public record NewDevice(String name, TheaterId theaterId) {
        public NewDevice {
            name = InvalidField.text(name, "name", 60);
            InvalidField.require(theaterId, "theaterId");
        }
    }

    /// The answer to `POST /api/v1/devices`: a code that enrols the device once.
    public record Enrolment(DeviceId deviceId, String code, Instant expiresAt) {}

    /// The body of `POST /api/v1/devices/enrol`.
    public record EnrolRequest(String code) {
        public EnrolRequest {
            code = InvalidField.text(code, "code", 20);
        }
    }

    /// The answer to `POST /api/v1/devices/enrol`: what the device keeps from then on.
    public record DeviceKey(DeviceId deviceId, String key) {
        /// Leaves the key out.
        @Override
        public String toString() {
            return "DeviceKey[" + deviceId + "]";
        }
    }
}
