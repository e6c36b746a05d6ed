package boxoffice.kiosk.testing;

import boxoffice.model.BookingId;
import boxoffice.model.Bookings;
import boxoffice.model.Locks;
import boxoffice.model.MovieId;
import boxoffice.model.Movies;
import boxoffice.model.PaymentId;
import boxoffice.model.SeatId;
import boxoffice.model.SeatType;
import boxoffice.model.ShowId;
import boxoffice.model.ShowStatus;
import boxoffice.model.TheaterId;
import boxoffice.model.TicketId;
import boxoffice.model.Tickets;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// Bookings as a server would have confirmed them.
public final class Sold {
    private Sold() {}

    /// A confirmed booking of seats C7 and C8.
    public static Bookings.Booking booking(String reference, OffsetDateTime starts) {
        Movies.ShowDetails show = new Movies.ShowDetails(
                new ShowId(id(1)),
                new MovieId(id(2)),
                "Metropolis",
                null,
                List.of("#101010", "#303030"),
                "FSK 6",
                new TheaterId(id(3)),
                "Kanal-Lichtspiele",
                "Ufer 21",
                "Berlin",
                "Europe/Berlin",
                "Saal 1",
                starts,
                starts.plusHours(3),
                "2D",
                "de",
                null,
                new BigDecimal("11.50"),
                "EUR",
                ShowStatus.PUBLISHED);
        BigDecimal total = new BigDecimal("23.00");
        return new Bookings.Booking(
                new BookingId(id(4)),
                reference,
                Bookings.BookingStatus.CONFIRMED,
                show,
                Stream.of("C7", "C8")
                        .map(seat -> new Locks.PricedSeat(new SeatId(seat), SeatType.REGULAR, new BigDecimal("11.50")))
                        .toList(),
                List.of(new Locks.PriceLine(Locks.PriceLine.Kind.SEAT, "REGULAR", 2, total, false)),
                total,
                "EUR",
                Bookings.PaymentStatus.SUCCESS,
                new PaymentId(id(5)),
                null,
                null,
                null,
                null,
                starts.minusHours(2).toInstant(),
                null,
                starts.minusHours(2).toInstant(),
                Stream.of("7", "8")
                        .map(
                                number -> new Tickets.Ticket(
                                        new TicketId(id(100 + Integer.parseInt(number))),
                                        new SeatId("C" + number),
                                        "Parkett",
                                        "C",
                                        number,
                                        1,
                                        "token-of-seat-" + number + "-" + "x".repeat(150),
                                        null))
                        .toList());
    }

    private static UUID id(int number) {
        return new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L + number);
    }
}
