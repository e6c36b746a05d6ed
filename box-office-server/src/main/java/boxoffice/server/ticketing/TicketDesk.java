package boxoffice.server.ticketing;

import boxoffice.model.BookingId;
import boxoffice.model.Bookings.Booking;
import boxoffice.model.ProblemCode;
import boxoffice.model.Seat;
import boxoffice.model.SeatId;
import boxoffice.model.SeatPlan;
import boxoffice.model.SeatPlan.SectionName;
import boxoffice.model.ShowId;
import boxoffice.model.TicketId;
import boxoffice.model.TicketToken;
import boxoffice.model.Tickets.KeySet;
import boxoffice.model.Tickets.Ticket;
import boxoffice.model.Tickets.Verdict;
import boxoffice.model.Tickets.Verification;
import boxoffice.server.catalog.ShowForSale;
import boxoffice.server.catalog.ShowsForSale;
import boxoffice.server.http.ProblemException;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.Row;
import boxoffice.server.storage.Sql;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Issues tickets, tells what a booking's tickets are, and whether one lets somebody in (TIX-1). Thread-safe.
public final class TicketDesk {
    private static final int FIRST_ISSUE = 1;

    private final Database database;
    private final TicketKeys keys;
    private final ShowsForSale shows;
    private final Optional<WalletPasses> wallet;

    TicketDesk(Database database, TicketKeys keys, ShowsForSale shows, Optional<WalletPasses> wallet) {
        this.database = database;
        this.keys = keys;
        this.shows = shows;
        this.wallet = wallet;
    }

    /// Issues one ticket for each seat, within the booking's transaction. Tickets that are there already stay as they
    /// are, so it may be called again.
    ///
    /// @param startsAt when the show starts; the ticket says it to the second
    /// @param seats seats of the booking
    public void issue(Sql sql, BookingId booking, ShowId show, Instant startsAt, List<SeatId> seats) {
        TicketKeys.SigningKey key = keys.active();
        String[] tokens = seats.stream()
                .map(seat -> key.sign(new TicketToken(key.id(), booking, show, startsAt, seat, FIRST_ISSUE)))
                .toArray(String[]::new);
        sql.sql("""
                INSERT INTO tickets (booking_id, seat_id, issue, token)
                SELECT CAST(:booking AS uuid), seat, CAST(:issue AS int), token
                  FROM unnest(CAST(:seats AS text[]), CAST(:tokens AS text[])) AS wanted (seat, token)
                ON CONFLICT (booking_id, seat_id) DO NOTHING""")
                .with("booking", booking)
                .with("issue", FIRST_ISSUE)
                .with("seats", seats.stream().map(SeatId::value).toArray(String[]::new))
                .with("tokens", tokens)
                .update();
    }

    /// Voids all of a booking's tickets, within the transaction that cancels it. May be called again.
    public void cancel(Sql sql, BookingId booking) {
        sql.sql("UPDATE tickets SET status = 'CANCELLED' WHERE booking_id = :booking AND status = 'VALID'")
                .with("booking", booking)
                .update();
    }

    /// Voids the tickets of some of a booking's seats. May be called again.
    public void cancel(Sql sql, BookingId booking, List<SeatId> seats) {
        sql.sql("""
                UPDATE tickets
                   SET status = 'CANCELLED'
                 WHERE booking_id = :booking
                   AND seat_id = ANY (:seats)
                   AND status = 'VALID'""")
                .with("booking", booking)
                .with("seats", seats.stream().map(SeatId::value).toArray(String[]::new))
                .update();
    }

    /// The tickets of a booking that let somebody in, in the order of the seat plan; none before it is confirmed and
    /// after it was cancelled.
    ///
    /// @param show the booking's show
    public List<Ticket> of(BookingId booking, ShowId show) {
        return of(database, booking, show);
    }

    /// The same, as a transaction that is under way sees them.
    public List<Ticket> of(Sql sql, BookingId booking, ShowId show) {
        Map<SeatId, Issued> issued = new HashMap<>();
        for (Issued ticket : sql.sql("""
                SELECT id, seat_id, issue, token
                  FROM tickets
                 WHERE booking_id = :booking
                   AND status = 'VALID'""").with("booking", booking).list(Issued::of)) {
            issued.put(ticket.seat(), ticket);
        }
        if (issued.isEmpty()) {
            return List.of();
        }
        boolean passes = wallet.filter(WalletPasses::offered).isPresent();
        SeatPlan plan = shows.find(show).map(ShowForSale::plan).orElseThrow();
        Map<String, String> sections =
                plan.layout().sections().stream().collect(Collectors.toMap(SectionName::id, SectionName::name));
        return plan.seats()
                .stream()
                .flatMap(
                        seat -> Stream.ofNullable(issued.get(seat.id()))
                                .map(
                                        ticket -> ticket.at(
                                                seat, sections, passes ? WalletPasses.address(booking, seat.id())
                                                        : null)))
                .toList();
    }

    /// A ticket for Apple Wallet.
    ///
    /// @param ticket one of the booking's
    /// @throws ProblemException `WALLET_UNAVAILABLE` when no certificate was given, or it has ended
    public byte[] pass(Booking booking, Ticket ticket) {
        return wallet.filter(WalletPasses::offered)
                .orElseThrow(
                        () -> ProblemException.of(
                                ProblemCode.WALLET_UNAVAILABLE,
                                "This box office offers no wallet passes; tickets.pdf and qr.png are there."))
                .pass(booking, ticket);
    }

    /// What doors need to verify tickets without us.
    public KeySet keys() {
        return keys.published();
    }

    /// Reads a QR's text: first its signature, then what has become of the ticket since.
    public Verification verify(String text) {
        return genuine(text).map(token -> verification(judge(database, token, "").verdict(), token))
                .orElseGet(() -> new Verification(Verdict.FORGED, null, null, null, null, null));
    }

    /// Reads a QR's text, if it is one of our tokens and unchanged.
    public Optional<TicketToken> genuine(String text) {
        TicketToken.Reading reading = TicketToken.read(text, keys.publicKeys());
        // Another node may have made its key after we read them.
        if (reading instanceof TicketToken.Reading.UnknownKey) {
            reading = TicketToken.read(text, keys.refreshed());
        }
        return reading instanceof TicketToken.Reading.Genuine(TicketToken token) ? Optional.of(token)
                : Optional.empty();
    }

    /// What has become of a ticket.
    ///
    /// @param ticket empty when it is unknown
    public record Judgement(Verdict verdict, Optional<TicketId> ticket) {}

    /// Tells what [#verify] would, and keeps it so until the transaction ends: a refund or a reprint waits.
    public Judgement judge(Sql sql, TicketToken token) {
        return judge(sql, token, " FOR SHARE OF t");
    }

    private static Judgement judge(Sql sql, TicketToken token, String hold) {
        return sql.sql("""
                SELECT t.id, t.issue, t.status = 'CANCELLED' OR s.status = 'CANCELLED' AS cancelled
                  FROM tickets t
                  JOIN bookings b ON b.id = t.booking_id
                  JOIN shows s ON s.id = b.show_id
                 WHERE t.booking_id = :booking
                   AND t.seat_id = :seat
                   AND b.show_id = :show""" + hold)
                .with("booking", token.bookingId())
                .with("seat", token.seatId())
                .with("show", token.showId())
                .one(
                        row -> new Judgement(
                                verdict(row.flag("cancelled"), row.integer("issue"), token.issue()),
                                Optional.of(new TicketId(row.uuid("id")))))
                .orElseGet(() -> new Judgement(Verdict.UNKNOWN, Optional.empty()));
    }

    private static Verdict verdict(boolean cancelled, int issue, int shown) {
        if (cancelled) {
            return Verdict.CANCELLED;
        }
        if (shown > issue) {
            return Verdict.UNKNOWN;
        }
        return shown < issue ? Verdict.REISSUED : Verdict.VALID;
    }

    private static Verification verification(Verdict verdict, TicketToken token) {
        return new Verification(
                verdict, token.bookingId(), token.showId(), token.startsAt(), token.seatId(), token.issue());
    }

    private record Issued(TicketId id, SeatId seat, int issue, String token) {
        static Issued of(Row row) {
            return new Issued(
                    new TicketId(row.uuid("id")),
                    new SeatId(row.text("seat_id")),
                    row.integer("issue"),
                    row.text("token"));
        }

        Ticket at(Seat place, Map<String, String> sections, @Nullable String pass) {
            String section = Objects.requireNonNull(sections.get(place.section()), place.section());
            return new Ticket(id, seat, section, place.row(), place.number(), issue, token, pass);
        }
    }
}
