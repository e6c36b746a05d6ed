package boxoffice.server.notification;

import boxoffice.model.BookingId;
import boxoffice.model.Notifications.Channel;
import boxoffice.model.Notifications.Kind;
import boxoffice.model.Notifications.Notification;
import boxoffice.model.Notifications.Status;
import boxoffice.model.ProblemCode;
import boxoffice.model.UserId;
import boxoffice.server.http.ProblemException;
import boxoffice.server.operations.Records;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.Row;
import boxoffice.server.storage.Sql;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What the staff sees and does about messages that guests miss. Thread-safe.
final class StaffNotifications {
    private static final int MOST = 200;
    private static final String SELECT = """
            SELECT n.id, n.booking_id, n.kind, n.channel, n.status, n.attempts, n.created_at, n.next_try_at, n.done_at,
                   n.problem, CASE n.channel WHEN 'EMAIL' THEN c.email WHEN 'SMS' THEN c.phone END AS address
              FROM notifications n
              JOIN booking_contacts c ON c.booking_id = n.booking_id
             WHERE\s""";

    private final Database database;

    StaffNotifications(Database database) {
        this.database = database;
    }

    /// The newest messages, of one booking and in one state where these are given.
    List<Notification> list(Optional<BookingId> booking, Optional<Status> status) {
        return database.sql(SELECT + """
                (CAST(:booking AS uuid) IS NULL OR n.booking_id = CAST(:booking AS uuid))
                   AND (CAST(:status AS text) IS NULL OR n.status = CAST(:status AS text))
                 ORDER BY n.created_at DESC, n.id
                 LIMIT :most""")
                .with("booking", booking.map(BookingId::toString).orElse(null))
                .with("status", status.map(Status::name).orElse(null))
                .with("most", MOST)
                .list(StaffNotifications::notification);
    }

    /// Has a message sent once more.
    ///
    /// @throws ProblemException `STATE_CONFLICT` while it is still being tried, `NOT_FOUND`
    Notification resend(UserId actor, UUID id) {
        return database.transaction(sql -> {
            find(sql, id);
            long again = sql.sql("""
                    UPDATE notifications
                       SET status = 'PENDING', attempts = 0, resent = resent + 1, next_try_at = now(), done_at = NULL,
                           problem = NULL
                     WHERE id = :id
                       AND status <> 'PENDING'""").with("id", id).update();
            if (again == 0) {
                throw ProblemException.of(ProblemCode.STATE_CONFLICT, "The message is already waiting to be sent.");
            }
            Records.audit(sql, Optional.of(actor), "notification", id, "RESENT", Map.of());
            return find(sql, id);
        });
    }

    private static Notification find(Sql sql, UUID id) {
        return sql.sql(SELECT + "n.id = :id")
                .with("id", id)
                .one(StaffNotifications::notification)
                .orElseThrow(() -> ProblemException.of(ProblemCode.NOT_FOUND, "There is no message of that id."));
    }

    private static Notification notification(Row row) {
        Status status = row.constant("status", Status.class);
        return new Notification(
                row.uuid("id"),
                new BookingId(row.uuid("booking_id")),
                row.constant("kind", Kind.class),
                row.constant("channel", Channel.class),
                row.optionalText("address").map(Addresses::masked).orElse(null),
                status,
                row.integer("attempts"),
                row.instant("created_at"),
                status == Status.PENDING ? row.instant("next_try_at") : null,
                row.optionalInstant("done_at").orElse(null),
                row.optionalText("problem").orElse(null));
    }
}
