package boxoffice.kiosk.sale;

import boxoffice.model.Bookings;
import boxoffice.model.SeatId;
import boxoffice.model.SeatMap;
import boxoffice.model.SeatPlan;
import boxoffice.model.Tickets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Where a seat is, as it is printed on it.
///
/// @param section its section's name; an empty text where the house has only one
public record SeatPlace(String section, String row, String number) {

    /// The places of some seats of a map, in the map's order.
    public static List<SeatPlace> of(SeatMap map, Collection<SeatId> ids) {
        Set<SeatId> wanted = Set.copyOf(ids);
        Map<String, String> sections = map.layout()
                .sections()
                .stream()
                .collect(Collectors.toMap(SeatPlan.SectionName::id, SeatPlan.SectionName::name));
        boolean one = sections.size() < 2;
        return map.seats()
                .stream()
                .filter(seat -> wanted.contains(seat.id()))
                .map(
                        seat -> new SeatPlace(
                                one ? "" : sections.getOrDefault(seat.section(), seat.section()), seat.row(), seat
                                        .number()))
                .toList();
    }

    /// The place on a ticket.
    public static SeatPlace of(Tickets.Ticket ticket) {
        return new SeatPlace(ticket.section(), ticket.row(), ticket.number());
    }

    /// The booking as guests want to read it: where the house has one section only, its name is left out.
    ///
    /// @param held where its seats are, as they were chosen on the map
    static Bookings.Booking named(Bookings.Booking booking, List<SeatPlace> held) {
        if (held.stream().anyMatch(place -> !place.section().isEmpty())) {
            return booking;
        }
        List<Tickets.Ticket> tickets = booking.tickets()
                .stream()
                .map(
                        ticket -> new Tickets.Ticket(
                                ticket.id(), ticket.seatId(), "", ticket.row(), ticket.number(), ticket.issue(),
                                ticket.token(), ticket.pass()))
                .toList();
        return new Bookings.Booking(
                booking.id(),
                booking.reference(),
                booking.status(),
                booking.show(),
                booking.seats(),
                booking.lines(),
                booking.totalAmount(),
                booking.currency(),
                booking.paymentStatus(),
                booking.paymentId(),
                booking.paymentUrl(),
                booking.paymentCode(),
                booking.paymentFailure(),
                booking.review(),
                booking.createdAt(),
                booking.expiresAt(),
                booking.confirmedAt(),
                tickets);
    }

    /// The places of a confirmed booking, in the order of its tickets.
    public static List<SeatPlace> of(Bookings.Booking booking) {
        return booking.tickets().stream().map(SeatPlace::of).toList();
    }
}
