package boxoffice.launcher.torture;

import boxoffice.launcher.BookingRows;
import boxoffice.launcher.torture.Violation.Rule;
import boxoffice.model.BookingId;
import boxoffice.model.ShowId;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// What the database itself says once all is quiet.
final class Books {
    private final BookingRows rows;

    /// @param shows those the guests have been to
    Books(String url, List<ShowId> shows) {
        this.rows = new BookingRows(url, shows);
    }

    /// Whether a database answers.
    static boolean reachable(String url) {
        try (Connection connection = DriverManager.getConnection(url + "&connectTimeout=2&socketTimeout=2")) {
            return connection.isValid(2);
        } catch (SQLException notYet) {
            return false;
        }
    }

    /// Bookings and locks that are neither one thing nor the other; empty when all is settled.
    List<String> unsettled() {
        return rows.unsettled();
    }

    /// What does not add up.
    ///
    /// @param confirmed bookings whose owners were told that they are confirmed
    List<Violation> violations(Set<BookingId> confirmed) {
        List<Violation> found = new ArrayList<>();
        rows.lacking().forEach(line -> found.add(new Violation(Rule.LOST_BOOKING, "booking " + line)));
        rows.nobodys().forEach(line -> found.add(new Violation(Rule.LEFT_BEHIND, line)));
        Set<UUID> kept = rows.confirmed();
        confirmed.stream()
                .filter(booking -> !kept.contains(booking.value()))
                .forEach(
                        booking -> found.add(
                                new Violation(Rule.LOST_BOOKING, "booking " + booking + " is not confirmed any more")));
        return found;
    }
}
