package boxoffice.server.notification;

import boxoffice.model.BookingId;
import boxoffice.model.Bookings.Booking;
import boxoffice.model.Bookings.BookingStatus;
import boxoffice.model.Bookings.PaymentStatus;
import boxoffice.model.Locks.PricedSeat;
import boxoffice.model.Money;
import boxoffice.model.MovieId;
import boxoffice.model.Movies.ShowDetails;
import boxoffice.model.Notifications.Kind;
import boxoffice.model.PaymentId;
import boxoffice.model.SeatId;
import boxoffice.model.SeatType;
import boxoffice.model.ShowId;
import boxoffice.model.ShowStatus;
import boxoffice.model.TheaterId;
import boxoffice.model.TicketId;
import boxoffice.model.Tickets.Ticket;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/// A booking of seats side by side in Mumbai, put together in memory, and what its guest is told.
record SampleStory(Kind kind, String title, String theater, String name, int seats, String... languages) {
    static final String LONG_TITLE = "Nosferatu, eine Symphonie des Grauens";

    static SampleStory of(Kind kind, String... languages) {
        return new SampleStory(kind, LONG_TITLE, "Mayura Multiplex", "Ada Guest", 2, languages);
    }

    SampleStory titled(String newTitle) {
        return new SampleStory(kind, newTitle, theater, name, seats, languages);
    }

    SampleStory by(String newName, String newTheater) {
        return new SampleStory(kind, title, newTheater, newName, seats, languages);
    }

    SampleStory ofSeats(int newSeats) {
        return new SampleStory(kind, title, theater, name, newSeats, languages);
    }

    Story story() {
        Booking booking = booking();
        Optional<Money> refund = kind == Kind.CONFIRMED || kind == Kind.IN_REVIEW
                ? Optional.empty()
                : Optional.of(Money.of(booking.totalAmount(), Money.currency("INR")));
        Words words = Words.of(List.of(languages), booking.show().zone());
        return new Story(kind, booking, Optional.of(name).filter(text -> !text.isEmpty()), refund, words);
    }

    private Booking booking() {
        OffsetDateTime time = OffsetDateTime.parse("2026-11-22T20:15:00+05:30");
        ShowDetails show = new ShowDetails(
                new ShowId(new UUID(3, 4)),
                new MovieId(new UUID(9, 10)),
                title,
                null,
                List.of("#5B2A86", "#1B1035"),
                "UA",
                new TheaterId(new UUID(11, 12)),
                theater,
                "3rd Floor, Veera Desai Road, Andheri West, Mumbai 400053",
                "Mumbai",
                "Asia/Kolkata",
                "Audi 1 IMAX",
                time,
                time.plusMinutes(115),
                "IMAX",
                "de",
                "en",
                new BigDecimal("61728.39"),
                "INR",
                ShowStatus.PUBLISHED);
        List<PricedSeat> priced = IntStream.range(0, seats)
                .mapToObj(i -> new PricedSeat(seat(i), SeatType.REGULAR, new BigDecimal("61728.39")))
                .toList();
        List<Ticket> tickets = IntStream.range(0, seats)
                .mapToObj(
                        i -> new Ticket(
                                new TicketId(new UUID(5, i)), seat(i), "Stalls", "C", "" + (7 + i), 1, token(i), null))
                .toList();
        return new Booking(
                new BookingId(new UUID(1, 2)),
                "K7QD2M4X",
                BookingStatus.CONFIRMED,
                show,
                priced,
                List.of(),
                new BigDecimal("61728.39").multiply(BigDecimal.valueOf(seats)),
                "INR",
                PaymentStatus.SUCCESS,
                new PaymentId(new UUID(7, 8)),
                null,
                null,
                null,
                null,
                time.minusHours(2).toInstant(),
                null,
                time.minusHours(1).toInstant(),
                tickets);
    }

    static String token(int seat) {
        return "BO1.0123abcd." + "x".repeat(90) + seat;
    }

    private static SeatId seat(int index) {
        return new SeatId("C" + (7 + index));
    }
}
