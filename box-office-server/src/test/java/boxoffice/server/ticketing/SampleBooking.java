package boxoffice.server.ticketing;

import boxoffice.model.BookingId;
import boxoffice.model.Bookings.Booking;
import boxoffice.model.Bookings.BookingStatus;
import boxoffice.model.Bookings.PaymentStatus;
import boxoffice.model.Locks.PricedSeat;
import boxoffice.model.MovieId;
import boxoffice.model.Movies.ShowDetails;
import boxoffice.model.PaymentId;
import boxoffice.model.SeatId;
import boxoffice.model.SeatType;
import boxoffice.model.ShowId;
import boxoffice.model.ShowStatus;
import boxoffice.model.TheaterId;
import boxoffice.model.TicketId;
import boxoffice.model.TicketToken;
import boxoffice.model.Tickets.Ticket;
import java.math.BigDecimal;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A paid booking for a film in Berlin, put together in memory with a signing key of its own.
record SampleBooking(
        KeyPair key,
        BookingId id,
        ShowId show,
        Instant startsAt,
        String title,
        @Nullable String originalTitle,
        String theater,
        String address,
        String zone,
        String currency,
        List<Place> places) {
    static final String KEY_ID = "0123abcd";

    record Place(String section, String row, String number, SeatType type, String price) {
        SeatId seat() {
            return new SeatId(row + number);
        }
    }

    static SampleBooking of(Place... places) {
        return new SampleBooking(
                newKey(),
                new BookingId(new UUID(1, 2)),
                new ShowId(new UUID(3, 4)),
                Instant.parse("2026-11-22T19:15:00Z"),
                "Nosferatu: A Symphony of Horror",
                "Nosferatu, eine Symphonie des Grauens",
                "Kanal-Lichtspiele",
                "Paul-Lincke-Ufer 21, 10999 Berlin",
                "Europe/Berlin",
                "EUR",
                List.of(places));
    }

    static SampleBooking ofThree() {
        return of(
                new Place("Parkett", "C", "7", SeatType.REGULAR, "13.50"),
                new Place("Parkett", "C", "8", SeatType.REGULAR, "13.50"),
                new Place("VIP Loge", "AA", "12", SeatType.VIP, "21.00"));
    }

    SampleBooking titled(String newTitle, @Nullable String newOriginalTitle) {
        return new SampleBooking(
                key, id, show, startsAt, newTitle, newOriginalTitle, theater, address, zone, currency, places);
    }

    SampleBooking in(String newTheater, String newAddress, String newZone, String newCurrency) {
        return new SampleBooking(
                key,
                id,
                show,
                startsAt,
                title,
                originalTitle,
                newTheater,
                newAddress,
                newZone,
                newCurrency,
                places);
    }

    Booking booking() {
        List<PricedSeat> seats = new ArrayList<>();
        List<Ticket> tickets = new ArrayList<>();
        BigDecimal total = BigDecimal.ZERO;
        for (Place place : places) {
            BigDecimal price = new BigDecimal(place.price());
            total = total.add(price);
            seats.add(new PricedSeat(place.seat(), place.type(), price));
            tickets.add(
                    new Ticket(
                            new TicketId(new UUID(5, tickets.size())),
                            place.seat(),
                            place.section(),
                            place.row(),
                            place.number(),
                            1,
                            token(place),
                            null));
        }
        return new Booking(
                id,
                "K7QD2M4X",
                BookingStatus.CONFIRMED,
                details(),
                seats,
                List.of(),
                total,
                currency,
                PaymentStatus.SUCCESS,
                new PaymentId(new UUID(7, 8)),
                null,
                null,
                null,
                null,
                startsAt.minusSeconds(7200),
                null,
                startsAt.minusSeconds(7100),
                tickets);
    }

    private ShowDetails details() {
        OffsetDateTime time = startsAt.atZone(ZoneId.of(zone)).toOffsetDateTime();
        return new ShowDetails(
                show,
                new MovieId(new UUID(9, 10)),
                title,
                originalTitle,
                List.of("#5B2A86", "#1B1035"),
                "FSK 12",
                new TheaterId(new UUID(11, 12)),
                theater,
                address,
                "Berlin",
                zone,
                "Saal 1",
                time,
                time.plusMinutes(115),
                "2D",
                "de",
                "en",
                new BigDecimal("13.50"),
                currency,
                ShowStatus.PUBLISHED);
    }

    private String token(Place place) {
        return new TicketToken(KEY_ID, id, show, startsAt, place.seat(), 1).sign(key.getPrivate());
    }

    private static KeyPair newKey() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
