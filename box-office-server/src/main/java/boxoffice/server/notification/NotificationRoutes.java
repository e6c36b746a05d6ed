package boxoffice.server.notification;

import boxoffice.model.BookingId;
import boxoffice.model.InvalidField;
import boxoffice.model.Notifications.NotificationList;
import boxoffice.model.Notifications.PushSubscriptionRequest;
import boxoffice.model.Notifications.Status;
import boxoffice.model.ProblemCode;
import boxoffice.server.http.Answer;
import boxoffice.server.http.Ask;
import boxoffice.server.http.ProblemException;
import boxoffice.server.identity.Caller;
import boxoffice.server.identity.Callers;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;

/// Messages to guests over HTTP: devices that want them, and the staff's look at what became of them (NOTIF-1).
final class NotificationRoutes implements HttpService {
    private final StaffNotifications notifications;
    private final PushSubscriptions subscriptions;
    private final Callers callers;

    NotificationRoutes(StaffNotifications notifications, PushSubscriptions subscriptions, Callers callers) {
        this.notifications = notifications;
        this.subscriptions = subscriptions;
        this.callers = callers;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/notifications", this::list)
                .post("/notifications/{id}/resend", this::resend)
                .post("/users/me/push-subscriptions", this::subscribe)
                .delete("/users/me/push-subscriptions/{id}", this::unsubscribe);
    }

    private void list(ServerRequest request, ServerResponse response) {
        callers.require(request).requireStaff();
        Answer.ok(
                response,
                new NotificationList(
                        notifications.list(
                                Ask.optionalQuery(request, "bookingId").map(NotificationRoutes::booking),
                                Ask.optionalQuery(request, "status").map(NotificationRoutes::status))));
    }

    private void resend(ServerRequest request, ServerResponse response) {
        Caller caller = callers.require(request);
        caller.requireStaff();
        Answer.ok(response, notifications.resend(caller.user(), id(request)));
    }

    private void subscribe(ServerRequest request, ServerResponse response) {
        Caller caller = callers.require(request);
        String token = Ask.body(request, PushSubscriptionRequest.class).token();
        Answer.created(response, subscriptions.add(caller.user(), token));
    }

    private void unsubscribe(ServerRequest request, ServerResponse response) {
        subscriptions.remove(callers.require(request).user(), id(request));
        Answer.nothing(response);
    }

    private static BookingId booking(String text) {
        try {
            return BookingId.of(text);
        } catch (InvalidField noId) {
            throw ProblemException.of(noId.named("bookingId"));
        }
    }

    private static Status status(String text) {
        return Arrays.stream(Status.values())
                .filter(status -> status.name().equals(text))
                .findFirst()
                .orElseThrow(
                        () -> ProblemException.of(
                                new InvalidField(
                                        "status",
                                        "is none of a message",
                                        Arrays.stream(Status.values())
                                                .map(Status::name)
                                                .collect(Collectors.joining(", ")))));
    }

    private static UUID id(ServerRequest request) {
        return Ask.id(request, "id", text -> BookingId.of(text).value(), ProblemCode.NOT_FOUND);
    }
}
