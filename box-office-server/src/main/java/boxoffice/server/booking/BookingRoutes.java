package boxoffice.server.booking;

import boxoffice.model.BookingId;
import boxoffice.model.Bookings.Booking;
import boxoffice.model.Bookings.BookingList;
import boxoffice.model.Bookings.BookingRequest;
import boxoffice.model.Bookings.BookingStatus;
import boxoffice.model.Bookings.SeatsRequest;
import boxoffice.model.Cancellations.CancelRequest;
import boxoffice.model.Cancellations.ExchangeRequest;
import boxoffice.model.InvalidField;
import boxoffice.model.ProblemCode;
import boxoffice.model.SeatId;
import boxoffice.model.Tickets.Ticket;
import boxoffice.server.abuse.RateLimits;
import boxoffice.server.http.Answer;
import boxoffice.server.http.Ask;
import boxoffice.server.http.ProblemException;
import boxoffice.server.identity.Caller;
import boxoffice.server.identity.Callers;
import boxoffice.server.payment.Idempotency;
import boxoffice.server.ticketing.QrImage;
import boxoffice.server.ticketing.TicketPdf;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Bookings and their tickets over HTTP (BOOK-1, TIX-1).
final class BookingRoutes implements HttpService {
    private static final int QR_PIXELS = 480;

    private final Bookings bookings;
    private final Settlement settlement;
    private final Cancellations cancellations;
    private final Exchanges exchanges;
    private final Idempotency idempotency;
    private final Callers callers;
    private final RateLimits limits;

    BookingRoutes(
            Bookings bookings,
            Settlement settlement,
            Cancellations cancellations,
            Exchanges exchanges,
            Idempotency idempotency,
            Callers callers,
            RateLimits limits) {
        this.bookings = bookings;
        this.settlement = settlement;
        this.cancellations = cancellations;
        this.exchanges = exchanges;
        this.idempotency = idempotency;
        this.callers = callers;
        this.limits = limits;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/bookings", limits.paying(this::create))
                .get("/bookings/{id}", this::find)
                .get("/bookings/{id}/cancellation", this::quote)
                .delete("/bookings/{id}", this::cancel)
                .post("/bookings/{id}/cancel", this::cancel)
                .post("/bookings/{id}/exchange", limits.paying(this::exchange))
                .post("/bookings/{id}/seats", this::chooseSeats)
                .get("/bookings/{id}/tickets.pdf", this::pdf)
                .get("/bookings/{id}/tickets/{seat}/qr.png", this::qr)
                .get("/bookings/{id}/tickets/{seat}/pass.pkpass", this::pass)
                .get("/users/me/bookings", this::mine);
    }

    /// With an `Idempotency-Key`, the booking's id follows from it, so that work which was cut off finds what it has done.
    private void create(ServerRequest request, ServerResponse response, Caller caller) {
        List<String> languages = Ask.languages(request);
        byte[] body = Ask.json(request);
        BookingRequest wanted = Ask.parse(body, BookingRequest.class);
        Optional<String> key = Idempotency.key(request);
        if (key.isEmpty()) {
            Answer.created(response, settlement.create(caller, new BookingId(UUID.randomUUID()), wanted, languages));
            return;
        }
        Idempotency.Once once = new Idempotency.Once(caller.user(), "/bookings", key.get(), body);
        idempotency.answer(
                response, once, Status.CREATED_201, () -> settlement.create(
                        caller, new BookingId(once.id()), wanted, languages));
    }

    private void chooseSeats(ServerRequest request, ServerResponse response) {
        Caller caller = callers.require(request);
        BookingId id = id(request);
        byte[] body = Ask.json(request);
        SeatsRequest wanted = Ask.parse(body, SeatsRequest.class);
        idempotency.answerWithOrWithout(request, response, caller.user(), body, Status.OK_200, () -> {
            bookings.chooseSeats(caller, id, wanted);
            return bookings.find(caller, id);
        });
    }

    private void find(ServerRequest request, ServerResponse response) {
        Answer.ok(response, bookings.find(callers.require(request), id(request)));
    }

    private void mine(ServerRequest request, ServerResponse response) {
        Answer.ok(response, new BookingList(bookings.of(callers.require(request))));
    }

    private void quote(ServerRequest request, ServerResponse response) {
        Caller caller = callers.require(request);
        Answer.ok(response, cancellations.look(caller, id(request), seats(request)));
    }

    /// The body may be left out, and the key too: whoever cancels twice is answered with what was done the first time.
    private void cancel(ServerRequest request, ServerResponse response) {
        Caller caller = callers.require(request);
        BookingId id = id(request);
        byte[] body = request.content().hasEntity() ? Ask.json(request) : new byte[0];
        CancelRequest wanted = body.length == 0 ? CancelRequest.ALL : Ask.parse(body, CancelRequest.class);
        idempotency.answerWithOrWithout(
                request, response, caller.user(), body, Status.OK_200, () -> cancellations.cancel(caller, id, wanted));
    }

    private void exchange(ServerRequest request, ServerResponse response, Caller caller) {
        BookingId id = id(request);
        byte[] body = Ask.json(request);
        ExchangeRequest wanted = Ask.parse(body, ExchangeRequest.class);
        idempotency.answerWithOrWithout(
                request, response, caller.user(), body, Status.OK_200, () -> exchanges.exchange(caller, id, wanted));
    }

    private static List<SeatId> seats(ServerRequest request) {
        Optional<String> named = Ask.optionalQuery(request, "seatIds");
        try {
            return named.map(text -> InvalidField.distinct(List.of(text.split(",", -1)), "seatIds"))
                    .orElse(List.of())
                    .stream()
                    .map(SeatId::new)
                    .toList();
        } catch (InvalidField wrong) {
            throw ProblemException.of(wrong.named("seatIds"));
        }
    }

    private void pdf(ServerRequest request, ServerResponse response) {
        Booking booking = confirmed(request);
        response.header(
                HeaderNames.CONTENT_DISPOSITION,
                "inline; filename=\"tickets-" + booking.reference() + ".pdf\"");
        Answer.bytes(response, "application/pdf", TicketPdf.render(booking));
    }

    private void qr(ServerRequest request, ServerResponse response) {
        Ticket ticket = ticket(request, confirmed(request));
        Answer.bytes(response, "image/png", QrImage.png(ticket.token(), QR_PIXELS));
    }

    private void pass(ServerRequest request, ServerResponse response) {
        Booking booking = confirmed(request);
        Ticket ticket = ticket(request, booking);
        byte[] pass = bookings.pass(booking, ticket);
        response.header(
                HeaderNames.CONTENT_DISPOSITION,
                "attachment; filename=\"ticket-%s-%s.pkpass\"".formatted(booking.reference(), ticket.id()));
        Answer.bytes(response, "application/vnd.apple.pkpass", pass);
    }

    private static Ticket ticket(ServerRequest request, Booking booking) {
        String seat = request.path().pathParameters().get("seat");
        return booking.tickets()
                .stream()
                .filter(candidate -> candidate.seatId().value().equals(seat))
                .findFirst()
                .orElseThrow(() -> ProblemException.of(ProblemCode.NOT_FOUND, "The booking has no such seat."));
    }

    private Booking confirmed(ServerRequest request) {
        Booking booking = bookings.find(callers.require(request), id(request));
        if (booking.status() != BookingStatus.CONFIRMED) {
            throw ProblemException.of(
                    ProblemCode.STATE_CONFLICT, "There are no tickets; the booking is not confirmed.");
        }
        return booking;
    }

    private static BookingId id(ServerRequest request) {
        return Ask.id(request, "id", BookingId::of, ProblemCode.BOOKING_NOT_FOUND);
    }
}
