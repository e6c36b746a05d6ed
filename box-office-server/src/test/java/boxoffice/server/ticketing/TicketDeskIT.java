package boxoffice.server.ticketing;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.client.BoxOfficeClient;
import boxoffice.model.BookingId;
import boxoffice.model.Bookings.Booking;
import boxoffice.model.Bookings.BookingCreated;
import boxoffice.model.Bookings.BookingRequest;
import boxoffice.model.Bookings.BookingStatus;
import boxoffice.model.Bookings.PaymentMethod;
import boxoffice.model.Locks.LockRequest;
import boxoffice.model.Locks.SeatLock;
import boxoffice.model.SeatId;
import boxoffice.model.ShowId;
import boxoffice.model.TicketToken;
import boxoffice.model.Tickets.Key;
import boxoffice.model.Tickets.Ticket;
import boxoffice.model.Tickets.Verdict;
import boxoffice.model.Tickets.Verification;
import boxoffice.server.catalog.ShowsForSale;
import boxoffice.server.identity.Secrets;
import boxoffice.server.storage.Database;
import boxoffice.server.testing.Foyer;
import boxoffice.server.testing.Phone;
import boxoffice.server.testing.TestBoxOffice;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tickets of bookings that were paid for on the real server, and what a door is told of them.
class TicketDeskIT {
    private final TestBoxOffice boxOffice = TestBoxOffice.shared();
    private final Foyer foyer = Foyer.of(boxOffice);
    private final BoxOfficeClient door = foyer.anyone();
    private final Database database = boxOffice.database();
    private final TicketKeys keys = TicketKeys.open(database, new Secrets(new byte[32]));
    private final TicketDesk desk = new TicketDesk(database, keys, new ShowsForSale(database), Optional.empty());

    @Test
    void aPaidBookingHasATicketForEachSeatInTheOrderOfThePlan() {
        ShowId show = foyer.freshShow();
        List<SeatId> seats = foyer.seats(show, 3);
        Booking booking = paid(show, seats.reversed());

        assertThat(booking.tickets()).extracting(Ticket::seatId).containsExactlyElementsOf(seats);
        assertThat(booking.tickets()).extracting(Ticket::issue).containsOnly(1);
        assertThat(booking.tickets()).allSatisfy(ticket -> {
            assertThat(ticket.section()).isNotBlank();
            assertThat(ticket.row() + ticket.number()).isNotBlank();
            Verification verification = door.verify(ticket.token());
            assertThat(verification.verdict()).isEqualTo(Verdict.VALID);
            assertThat(verification.bookingId()).isEqualTo(booking.id());
            assertThat(verification.showId()).isEqualTo(show);
            assertThat(verification.startsAt()).isEqualTo(booking.show().time().toInstant());
            assertThat(verification.seatId()).isEqualTo(ticket.seatId());
            assertThat(verification.issue()).isEqualTo(1);
        });
    }

    @Test
    void aTicketThatWasChangedIsForgedAndTellsNothing() {
        byte[] token = Base64.getUrlDecoder().decode(paidTicket().token());
        token[40] ^= 1;
        Verification verification = door.verify(Base64.getUrlEncoder().withoutPadding().encodeToString(token));
        assertThat(verification)
                .isEqualTo(new Verification(Verdict.FORGED, null, null, null, null, null));
    }

    @Test
    void whatIsNoTicketIsForged() {
        assertThat(door.verify("https://example.com/").verdict()).isEqualTo(Verdict.FORGED);
        assertThat(door.verify("AA").verdict()).isEqualTo(Verdict.FORGED);
    }

    @Test
    void aLaterPrintVoidsThisOne() {
        Ticket ticket = paidTicket();
        database.sql("UPDATE tickets SET issue = 2 WHERE id = :id").with("id", ticket.id()).update();
        assertThat(door.verify(ticket.token()).verdict()).isEqualTo(Verdict.REISSUED);
    }

    @Test
    void aCancelledTicketIsSaidToBe() {
        ShowId show = foyer.freshShow();
        Booking booking = paid(show, foyer.seats(show, 2));
        for (int time = 0; time < 2; time++) {
            database.transaction(sql -> {
                desk.cancel(sql, booking.id());
                return true;
            });
        }
        assertThat(booking.tickets())
                .allSatisfy(
                        ticket -> assertThat(door.verify(ticket.token()).verdict()).isEqualTo(Verdict.CANCELLED));
        assertThat(desk.of(booking.id(), show)).isEmpty();
    }

    @Test
    void aWellSignedTicketOfNoBookingIsUnknown() {
        TicketToken stranger = new TicketToken(
                keys.active().id(),
                new BookingId(UUID.randomUUID()),
                new ShowId(UUID.randomUUID()),
                Instant.parse("2026-11-22T19:15:00Z"),
                new SeatId("C7"),
                1);
        assertThat(door.verify(keys.active().sign(stranger)).verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void issuingAgainChangesNothing() {
        ShowId show = foyer.freshShow();
        Booking booking = paid(show, foyer.seats(show, 2));
        List<SeatId> seats = booking.tickets().stream().map(Ticket::seatId).toList();
        database.transaction(sql -> {
            desk.issue(sql, booking.id(), show, booking.show().time().toInstant().plusSeconds(60), seats);
            return true;
        });
        assertThat(desk.of(booking.id(), show)).isEqualTo(booking.tickets());
    }

    @Test
    void anUnpaidBookingHasNoTickets() {
        ShowId show = foyer.freshShow();
        BoxOfficeClient guest = foyer.guest();
        BookingCreated created = book(guest, show, foyer.seats(show, 1));
        assertThat(guest.booking(created.bookingId()).tickets()).isEmpty();
    }

    @Test
    void theKeysMayBeKeptForAnHour() throws Exception {
        assertThat(door.ticketKeys().keys()).extracting(Key::kid).contains(keys.active().id());
        HttpResponse<String> response = send(request("keys").build());
        assertThat(response.headers().firstValue("Cache-Control")).contains("public, max-age=3600");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"token\":\"\"}", "{\"token\":[]}"})
    void aRequestWithoutATokenIsRefusedByName(String body) throws Exception {
        HttpRequest request = request("verify").header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = send(request);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("INVALID_FIELD", "token");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(boxOffice.uri().resolve("/api/v1/tickets/" + path));
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString());
        }
    }

    private Ticket paidTicket() {
        ShowId show = foyer.freshShow();
        return paid(show, foyer.seats(show, 1)).tickets().getFirst();
    }

    private Booking paid(ShowId show, List<SeatId> seats) {
        BoxOfficeClient guest = foyer.guest();
        BookingCreated created = book(guest, show, seats);
        assertThat(new Phone().pay(created.paymentUrl(), Phone.GOOD_CARD)).isEqualTo(303);
        return Awaitility.await()
                .until(
                        () -> guest.booking(created.bookingId()),
                        booking -> booking.status() == BookingStatus.CONFIRMED);
    }

    private static BookingCreated book(BoxOfficeClient guest, ShowId show, List<SeatId> seats) {
        SeatLock lock = guest.lock(new LockRequest(show, seats));
        return guest.book(new BookingRequest(lock.lockId(), PaymentMethod.CARD, null, null), UUID.randomUUID());
    }
}
