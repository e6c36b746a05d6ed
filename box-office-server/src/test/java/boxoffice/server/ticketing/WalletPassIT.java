package boxoffice.server.ticketing;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import boxoffice.model.Accounts.Session;
import boxoffice.client.BoxOfficeClient;
import boxoffice.model.Bookings.Booking;
import boxoffice.model.Bookings.BookingCreated;
import boxoffice.model.Bookings.BookingRequest;
import boxoffice.model.Bookings.BookingStatus;
import boxoffice.model.Bookings.PaymentMethod;
import boxoffice.model.Locks.LockRequest;
import boxoffice.model.ShowId;
import boxoffice.model.Tickets.Ticket;
import boxoffice.model.Tickets.Verdict;
import boxoffice.server.BoxOffice;
import boxoffice.server.testing.Foyer;
import boxoffice.server.testing.Phone;
import boxoffice.server.testing.TestBoxOffice;
import boxoffice.server.testing.Wire;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Wallet passes of a server that has a certificate, and of one that has none.
class WalletPassIT {
    private final TestBoxOffice boxOffice = TestBoxOffice.shared();
    private final Foyer foyer = Foyer.of(boxOffice);
    private final Session session = foyer.anyone().guest();
    private final BoxOfficeClient guest = foyer.anyone().with(session);

    @TempDir private Path folder;

    @Test
    void aServerWithACertificateOffersAPassForEachTicket() throws Exception {
        Booking booking = paid();
        try (BoxOffice server = BoxOffice.start(boxOffice.settings(wallet(PassIssuer.PASSWORD)))) {
            Ticket ticket = BoxOfficeClient.at(server.uri()).with(session).booking(booking.id()).tickets().getFirst();

            String pass = requireNonNull(ticket.pass());
            HttpResponse<byte[]> answer = get(server.uri().resolve(pass));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/vnd.apple.pkpass");
            String token = WalletPassesTest.json(
                    WalletPassesTest.file(WalletPassesTest.files(answer.body()), "pass.json"))
                    .path("barcodes")
                    .path(0)
                    .path("message")
                    .textValue();
            assertThat(guest.verify(token).verdict()).isEqualTo(Verdict.VALID);
            assertThat(guest.verify(token).seatId()).isEqualTo(ticket.seatId());
            assertThat(BoxOfficeClient.at(server.uri()).with(session).walletPass(booking.id(), ticket)).isNotEmpty();
            Wire wire = Wire.to(server.uri()).as(session.accessToken());
            String elsewhere = pass.replace("/" + ticket.seatId() + "/", "/ZZ99/");
            assertThat(wire.get(elsewhere).problem().code()).isEqualTo("NOT_FOUND");
            assertThat(Wire.to(server.uri()).get(pass).problem().code()).isEqualTo("UNAUTHENTICATED");
            Wire stranger = Wire.to(server.uri()).as(foyer.anyone().guest().accessToken());
            assertThat(stranger.get(pass).problem().code()).isEqualTo("BOOKING_NOT_FOUND");
        }
    }

    @Test
    void aServerWithoutACertificateOffersNoneAndSaysSo() {
        Ticket ticket = paid().tickets().getFirst();
        Booking booking = guest.bookings().bookings().getFirst();

        assertThat(ticket.pass()).isNull();
        Wire.Answer answer = Wire.to(boxOffice.uri())
                .as(session.accessToken())
                .get(WalletPasses.address(booking.id(), ticket.seatId()));
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.problem().code()).isEqualTo("WALLET_UNAVAILABLE");
    }

    @Test
    void aWrongPasswordStopsTheStart() {
        Map<String, String> wrong = wallet("not it");
        assertThatIllegalStateException().isThrownBy(() -> BoxOffice.start(boxOffice.settings(wrong)))
                .withMessageStartingWith("tickets.wallet.certificate cannot be opened");
    }

    private Map<String, String> wallet(String password) {
        return Map.of(
                "demo.catalogue", "false",
                "tickets.wallet.certificate", new PassIssuer().file(folder).toString(),
                "tickets.wallet.password", password,
                "tickets.wallet.passtype", PassIssuer.PASS_TYPE,
                "tickets.wallet.team", PassIssuer.TEAM);
    }

    private Booking paid() {
        ShowId show = foyer.freshShow();
        var lock = guest.lock(new LockRequest(show, foyer.seats(show, 1)));
        BookingCreated created = guest.book(
                new BookingRequest(lock.lockId(), PaymentMethod.CARD, null, null), UUID.randomUUID());
        new Phone().pay(created.paymentUrl(), Phone.GOOD_CARD);
        return Awaitility.await()
                .until(
                        () -> guest.booking(created.bookingId()),
                        booking -> booking.status() == BookingStatus.CONFIRMED);
    }

    private HttpResponse<byte[]> get(URI address) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(address)
                    .header("Authorization", "Bearer " + session.accessToken())
                    .build();
            return client.send(request, BodyHandlers.ofByteArray());
        }
    }
}
