package boxoffice.launcher.torture;

import boxoffice.model.BookingId;
import boxoffice.model.Bookings.BookingStatus;
import boxoffice.model.LockId;
import boxoffice.model.SeatId;
import boxoffice.model.SeatStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/// A history written by hand. Times are in milliseconds; each request takes ten.
final class Script {
    private static final long MILLI = 1_000_000;
    private static final long TAKES = 10;

    private final List<Operation> operations = new ArrayList<>();
    private final List<History.Outage> outages = new ArrayList<>();
    private long settledAt = 1_000_000 * MILLI;

    static LockId lock(int number) {
        return new LockId(new UUID(1, number));
    }

    static BookingId booking(int number) {
        return new BookingId(new UUID(2, number));
    }

    Script add(int guest, Act act, long sent, Answer answer) {
        return add(guest, act, sent, sent + TAKES, answer);
    }

    Script add(int guest, Act act, long sent, long answered, Answer answer) {
        operations.add(new Operation(guest, 0, act, sent * MILLI, answered * MILLI, answer));
        return this;
    }

    /// A guest gets lock `guest` on the seats until `expires`.
    Script locks(int guest, long sent, long expires, String... seats) {
        return add(guest, new Act.Lock(seats(seats)), sent, new Answer.Held(lock(guest), expires * MILLI));
    }

    Script refused(int guest, long sent, String... seats) {
        return add(
                guest, new Act.Lock(seats(seats)), sent, new Answer.Refused(409, "SEAT_UNAVAILABLE", seats(seats)));
    }

    Script prolongs(int guest, long sent, long expires) {
        return add(guest, new Act.Extend(lock(guest)), sent, new Answer.Until(expires * MILLI));
    }

    Script beats(int guest, long sent, long expires) {
        return add(guest, new Act.Heartbeat(lock(guest)), sent, new Answer.Until(expires * MILLI));
    }

    Script releases(int guest, long sent) {
        return add(guest, new Act.Release(lock(guest)), sent, new Answer.Done());
    }

    Script books(int guest, long sent, long expires) {
        return add(guest, new Act.Book(lock(guest)), sent, new Answer.Booked(booking(guest), expires * MILLI));
    }

    Script stands(int guest, long sent, BookingStatus status) {
        return add(guest, new Act.Ask(booking(guest)), sent, new Answer.Stands(status));
    }

    Script sees(int guest, long sent, String seat, SeatStatus status) {
        return add(guest, new Act.Look(), sent, new Answer.Seen(Map.of(new SeatId(seat), status)));
    }

    Script fault(long at) {
        outages.add(new History.Outage(at * MILLI, (at + 50) * MILLI));
        return this;
    }

    Script settled(long at) {
        settledAt = at * MILLI;
        return this;
    }

    History history() {
        return new History(operations, outages, settledAt);
    }

    static List<SeatId> seats(String... ids) {
        return Arrays.stream(ids).map(SeatId::new).collect(Collectors.toList());
    }
}
