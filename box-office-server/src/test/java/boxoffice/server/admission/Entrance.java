package boxoffice.server.admission;

import boxoffice.client.BoxOfficeClient;
import boxoffice.model.Accounts.DeviceKey;
import boxoffice.model.Accounts.DeviceLogin;
import boxoffice.model.Accounts.EnrolRequest;
import boxoffice.model.Accounts.NewDevice;
import boxoffice.model.Bookings.Booking;
import boxoffice.model.Bookings.BookingCreated;
import boxoffice.model.Bookings.BookingRequest;
import boxoffice.model.Bookings.BookingStatus;
import boxoffice.model.Bookings.PaymentMethod;
import boxoffice.model.CheckIns.OfflineScan;
import boxoffice.model.CheckIns.Scan;
import boxoffice.model.CheckIns.ScanRequest;
import boxoffice.model.Locks.LockRequest;
import boxoffice.model.ShowId;
import boxoffice.model.TheaterId;
import boxoffice.model.Tickets.Ticket;
import boxoffice.server.testing.Foyer;
import boxoffice.server.testing.Phone;
import boxoffice.server.testing.TestBoxOffice;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.awaitility.Awaitility;

/// The door of a show for which one booking was paid, and which begins when a test wants it to.
final class Entrance implements AutoCloseable {
    private final TestBoxOffice boxOffice;
    private final Foyer foyer;
    private final Booking booking;
    private final BoxOfficeClient staff;
    private final UUID usualScreen;

    private Entrance(TestBoxOffice boxOffice, Foyer foyer, Booking booking) {
        this.boxOffice = boxOffice;
        this.foyer = foyer;
        this.booking = booking;
        this.staff = foyer.demo("staff");
        this.usualScreen = ownScreen();
    }

    /// A show that begins in half an hour; doors open an hour before.
    static Entrance open(TestBoxOffice boxOffice, int tickets) {
        Foyer foyer = Foyer.of(boxOffice);
        BoxOfficeClient guest = foyer.guest();
        ShowId show = foyer.freshShow();
        var lock = guest.lock(new LockRequest(show, foyer.seats(show, tickets)));
        BookingCreated created = guest.book(
                new BookingRequest(lock.lockId(), PaymentMethod.CARD, null, null), UUID.randomUUID());
        new Phone().pay(created.paymentUrl(), Phone.GOOD_CARD);
        Booking paid = Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> guest.booking(created.bookingId()),
                        booking -> booking.status() == BookingStatus.CONFIRMED);
        Entrance entrance = new Entrance(boxOffice, foyer, paid);
        entrance.startsIn(Duration.ofMinutes(30));
        return entrance;
    }

    ShowId show() {
        return booking.show().id();
    }

    Booking booking() {
        return booking;
    }

    TheaterId theater() {
        return booking.show().theaterId();
    }

    Ticket ticket(int index) {
        return booking.tickets().get(index);
    }

    BoxOfficeClient staff() {
        return staff;
    }

    /// A scanner that stands in a theater.
    BoxOfficeClient scanner(TheaterId theater) {
        var enrolment = foyer.demo("admin").createDevice(new NewDevice("Scanner", theater));
        DeviceKey key = foyer.anyone().enrol(new EnrolRequest(enrolment.code()));
        return foyer.anyone().with(foyer.anyone().signIn(new DeviceLogin(key.deviceId(), key.key())));
    }

    /// Moves the show: it lasts two hours from then on.
    void startsIn(Duration time) {
        boxOffice.database().sql("""
                UPDATE shows
                   SET starts_at = now() + CAST(:time AS interval),
                       sale_ends_at = now() + CAST(:time AS interval) + interval '15 minutes',
                       ends_at = now() + CAST(:time AS interval) + interval '2 hours',
                       cleared_at = now() + CAST(:time AS interval) + interval '2 hours'
                 WHERE id = :show""").with("time", time.toString()).with("show", show()).update();
    }

    ScanRequest request(Ticket ticket, String gate) {
        return new ScanRequest(UUID.randomUUID(), ticket.token(), show(), gate);
    }

    Scan scan(Ticket ticket, String gate) {
        return staff.checkIn(request(ticket, gate));
    }

    OfflineScan offline(Ticket ticket, String gate, Instant at) {
        return new OfflineScan(UUID.randomUUID(), ticket.token(), show(), gate, at);
    }

    /// Gives the show back to the calendar, where other tests do not meet it.
    @Override
    public void close() {
        startsIn(Duration.ofDays(2_000));
        UUID own = screen();
        boxOffice.database()
                .sql("UPDATE shows SET screen_id = :screen, status = 'CANCELLED' WHERE id = :show")
                .with("screen", usualScreen)
                .with("show", show())
                .update();
        boxOffice.database().sql("DELETE FROM screens WHERE id = :own").with("own", own).update();
    }

    /// Shows of the demo programme run on all screens at this hour.
    private UUID ownScreen() {
        UUID before = screen();
        boxOffice.database()
                .sql(
                        """
                                WITH own AS (
                                    INSERT INTO screens (slug, theater_id, seat_plan_id, position, name, formats, cleaning_minutes)
                                    SELECT 'door-' || :show, theater_id, seat_plan_id, position + 100, 'Door ' || :show, formats, 0
                                      FROM screens
                                     WHERE id = :screen
                                    RETURNING id)
                                UPDATE shows SET screen_id = own.id FROM own WHERE shows.id = CAST(:show AS uuid)""")
                .with("show", show())
                .with("screen", before)
                .update();
        return before;
    }

    private UUID screen() {
        return boxOffice.database()
                .sql("SELECT screen_id FROM shows WHERE id = :show")
                .with("show", show())
                .one(row -> row.uuid("screen_id"))
                .orElseThrow();
    }
}
