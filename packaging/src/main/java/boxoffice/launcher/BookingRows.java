package boxoffice.launcher;

import boxoffice.model.ShowId;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// What the database itself says of the bookings of some shows, looked at from outside the servers. Thread-safe.
///
/// Every method throws [IllegalStateException] when the database does not answer.
public final class BookingRows {
    private static final String NOT_KEPT = """
            SELECT b.reference || ' lacks seat ' || bs.seat_id
              FROM bookings b
              JOIN booking_seats bs ON bs.booking_id = b.id
              LEFT JOIN show_seats s
                ON s.show_id = b.show_id AND s.seat_id = bs.seat_id AND s.status = 'BOOKED' AND s.booking_id = b.id
             WHERE b.status = 'CONFIRMED'
               AND b.show_id = ANY (?)
               AND bs.cancelled_at IS NULL
               AND s.seat_id IS NULL
            UNION ALL
            SELECT b.reference || ' lacks the ticket of seat ' || bs.seat_id
              FROM bookings b
              JOIN booking_seats bs ON bs.booking_id = b.id
              LEFT JOIN tickets t ON t.booking_id = b.id AND t.seat_id = bs.seat_id AND t.status = 'VALID'
             WHERE b.status = 'CONFIRMED'
               AND b.show_id = ANY (?)
               AND bs.cancelled_at IS NULL
               AND t.id IS NULL""";
    private static final String NOBODYS =
            """
                    SELECT 'seat ' || s.seat_id || ' is booked by no confirmed booking'
                      FROM show_seats s
                      LEFT JOIN bookings b ON b.id = s.booking_id AND b.status = 'CONFIRMED'
                     WHERE s.status = 'BOOKED'
                       AND s.show_id = ANY (?)
                       AND b.id IS NULL
                    UNION ALL
                    SELECT 'payment ' || p.id || ' was taken for a booking that is ' || b.status || ', and is neither paid back nor under review'
                      FROM payments p
                      JOIN bookings b ON b.id = p.booking_id
                     WHERE p.status = 'SUCCESS'
                       AND b.status <> 'CONFIRMED'
                       AND b.show_id = ANY (?)
                       AND NOT EXISTS (SELECT FROM refunds r WHERE r.payment_id = p.id)
                       AND NOT EXISTS (SELECT FROM booking_reviews v WHERE v.payment_id = p.id AND v.closed_at IS NULL)""";
    private static final String UNSETTLED = """
            SELECT 'booking ' || reference || ' is ' || status
              FROM bookings
             WHERE status = 'PENDING'
               AND show_id = ANY (?)
            UNION ALL
            SELECT 'lock ' || id || ' is ' || status || ', and should be over since ' || expires_at
              FROM seat_locks
             WHERE closed_at IS NULL
               AND show_id = ANY (?)""";

    private final String url;
    private final List<ShowId> shows;

    /// @param url a JDBC URL
    public BookingRows(String url, List<ShowId> shows) {
        this.url = url;
        this.shows = List.copyOf(shows);
    }

    /// Bookings and locks that are neither one thing nor the other, a line each; empty when all is settled.
    public List<String> unsettled() {
        return lines(UNSETTLED);
    }

    /// Confirmed bookings that lack a seat or a ticket, a line for each of these.
    public List<String> lacking() {
        return lines(NOT_KEPT);
    }

    /// Seats and money that no confirmed booking accounts for, a line each.
    public List<String> nobodys() {
        return lines(NOBODYS);
    }

    /// The bookings that are confirmed.
    public Set<UUID> confirmed() {
        return lines("""
                SELECT id
                  FROM bookings
                 WHERE status = 'CONFIRMED'
                   AND show_id = ANY (?)""").stream().map(UUID::fromString).collect(Collectors.toSet());
    }

    /// The answer's only column, with the shows in each place that asks for a parameter.
    private List<String> lines(String query) {
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement statement = connection.prepareStatement(query)) {
            var ids = connection.createArrayOf("uuid", shows.stream().map(ShowId::value).toArray());
            for (int i = 1; i <= statement.getParameterMetaData().getParameterCount(); i++) {
                statement.setArray(i, ids);
            }
            List<String> lines = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    lines.add(rows.getString(1));
                }
            }
            return lines;
        } catch (SQLException failed) {
            throw new IllegalStateException("the books cannot be read: " + failed.getMessage(), failed);
        }
    }
}
