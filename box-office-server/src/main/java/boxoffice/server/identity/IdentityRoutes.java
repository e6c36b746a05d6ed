package boxoffice.server.identity;

import boxoffice.model.Accounts.DeviceLogin;
import boxoffice.model.Accounts.EnrolRequest;
import boxoffice.model.Accounts.LoginRequest;
import boxoffice.model.Accounts.NewDevice;
import boxoffice.model.Accounts.RefreshRequest;
import boxoffice.model.Accounts.RegisterRequest;
import boxoffice.model.Accounts.Role;
import boxoffice.server.http.Answer;
import boxoffice.server.http.Ask;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;
import java.util.UUID;

/// Signing in and out, one's own account, and devices (USER-1, USER-2).
final class IdentityRoutes implements HttpService {
    private final Users users;
    private final Devices devices;
    private final Sessions sessions;
    private final Callers callers;

    IdentityRoutes(Users users, Devices devices, Sessions sessions, Callers callers) {
        this.users = users;
        this.devices = devices;
        this.sessions = sessions;
        this.callers = callers;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/auth/register", this::register)
                .post("/auth/login", this::login)
                .post("/auth/device", this::device)
                .post("/auth/guest", this::guest)
                .post("/auth/refresh", this::refresh)
                .post("/auth/logout", this::logout)
                .get("/users/me", this::me)
                .post("/devices", this::createDevice)
                .post("/devices/enrol", this::enrol);
    }

    private void register(ServerRequest request, ServerResponse response) {
        RegisterRequest body = Ask.body(request, RegisterRequest.class);
        Answer.created(response, sessions.begin(users.register(body), Optional.empty()));
    }

    private void login(ServerRequest request, ServerResponse response) {
        LoginRequest body = Ask.body(request, LoginRequest.class);
        Answer.ok(response, sessions.begin(users.check(body), Optional.empty()));
    }

    private void device(ServerRequest request, ServerResponse response) {
        DeviceLogin body = Ask.body(request, DeviceLogin.class);
        Answer.ok(response, sessions.begin(devices.check(body), Optional.of(body.deviceId().value())));
    }

    private void guest(ServerRequest request, ServerResponse response) {
        Optional<UUID> vouchedBy = callers.find(request)
                .filter(caller -> caller.role() == Role.DEVICE)
                .flatMap(caller -> devices.of(caller.user()));
        Answer.created(response, sessions.begin(users.addGuest(), vouchedBy));
    }

    private void refresh(ServerRequest request, ServerResponse response) {
        Answer.ok(response, sessions.renew(Ask.body(request, RefreshRequest.class).refreshToken()));
    }

    private void logout(ServerRequest request, ServerResponse response) {
        sessions.end(Ask.body(request, RefreshRequest.class).refreshToken());
        Answer.nothing(response);
    }

    private void me(ServerRequest request, ServerResponse response) {
        Answer.ok(response, users.find(callers.require(request).user()));
    }

    private void createDevice(ServerRequest request, ServerResponse response) {
        Caller caller = callers.require(request);
        NewDevice device = Ask.body(request, NewDevice.class);
        caller.requireManagerOf(device.theaterId());
        Answer.created(response, devices.create(device, caller.user()));
    }

    private void enrol(ServerRequest request, ServerResponse response) {
        Answer.ok(response, devices.enrol(Ask.body(request, EnrolRequest.class).code()));
    }
}
