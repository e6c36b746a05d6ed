package boxoffice.server.admission;

import boxoffice.model.CheckIns.Hours;
import boxoffice.model.ProblemCode;
import boxoffice.model.ShowId;
import boxoffice.model.TheaterId;
import boxoffice.model.TicketId;
import boxoffice.server.http.ProblemException;
import boxoffice.server.identity.Caller;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.Row;

/// Finds the door that leads to a show, for those who may stand there. Thread-safe.
final class Doors {
    private static final String SELECT = """
            SELECT s.id, sc.theater_id, s.starts_at - make_interval(mins => t.doors_minutes) AS opens_at, s.ends_at,
                   now() AS now
              FROM shows s
              JOIN screens sc ON sc.id = s.screen_id
              JOIN theaters t ON t.id = sc.theater_id
             WHERE s.status <> 'DRAFT'
               AND\s""";

    private final Database database;

    Doors(Database database) {
        this.database = database;
    }

    /// A show's door as it is now, by the database's clock.
    record Door(ShowId show, TheaterId theater, Hours hours, boolean early, boolean late) {
        private static Door of(Row row) {
            Hours hours = new Hours(row.instant("opens_at"), row.instant("ends_at"));
            return new Door(
                    new ShowId(row.uuid("id")),
                    new TheaterId(row.uuid("theater_id")),
                    hours,
                    row.instant("now").isBefore(hours.from()),
                    !row.instant("now").isBefore(hours.until()));
        }
    }

    /// The door of a show.
    ///
    /// @throws ProblemException `SHOW_NOT_FOUND`, or `FORBIDDEN` for those who are bound to another theater
    Door of(Caller caller, ShowId show) {
        Door door = database.sql(SELECT + "s.id = :show")
                .with("show", show)
                .one(Door::of)
                .orElseThrow(
                        () -> ProblemException.of(ProblemCode.SHOW_NOT_FOUND, "There is no show of that id."));
        caller.requireAt(door.theater());
        return door;
    }

    /// Refuses those who do not stand at the door of a ticket's show.
    ///
    /// @throws ProblemException `NOT_FOUND`, or `FORBIDDEN` for those who are bound to another theater
    void requireOf(Caller caller, TicketId ticket) {
        Door door = database.sql(SELECT + """
                s.id = (SELECT b.show_id FROM bookings b JOIN tickets k ON k.booking_id = b.id WHERE k.id = :ticket)""")
                .with("ticket", ticket)
                .one(Door::of)
                .orElseThrow(() -> ProblemException.of(ProblemCode.NOT_FOUND, "There is no ticket of that id."));
        caller.requireAt(door.theater());
    }
}
