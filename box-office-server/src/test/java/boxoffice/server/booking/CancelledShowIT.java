package boxoffice.server.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import boxoffice.client.BoxOfficeClient;
import boxoffice.client.BoxOfficeException.Refused;
import boxoffice.model.Bookings.BookingStatus;
import boxoffice.model.Cancellations.CancelShowRequest;
import boxoffice.model.Cancellations.ShowCancellation;
import boxoffice.model.Locks.LockRequest;
import boxoffice.model.Locks.SeatLock;
import boxoffice.model.SeatId;
import boxoffice.model.SeatStatus;
import boxoffice.model.SeatType;
import boxoffice.model.ShowId;
import boxoffice.model.ShowStatus;
import boxoffice.server.testing.Foyer;
import boxoffice.server.testing.Phone;
import boxoffice.server.testing.TestBoxOffice;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// A show that does not take place (CANC-1).
class CancelledShowIT {
    private static final int BOOKINGS = 60;
    private static final Duration DAYS = Duration.ofDays(3);
    private static final String SLOW_CARD = "4000000000080004";
    private static final CancelShowRequest POWER_CUT = new CancelShowRequest("power cut");

    private final TestBoxOffice boxOffice = TestBoxOffice.shared();
    private final Foyer foyer = Foyer.of(boxOffice);
    private final OwnHouse house = OwnHouse.of(boxOffice);
    private final BoxOfficeClient manager = foyer.demo("manager");

    /// A new booking refers to its show's row, which is what the foreign key locks.
    @Test
    void bookingsThatBeginAtThatMomentAndTheCancellationDoNotWaitForEachOther() throws Exception {
        ShowId show = house.show(DAYS);
        SeatLock held = foyer.guest().lock(new LockRequest(show, freeSeats(show).subList(0, 1)));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<ShowCancellation> cancelling = boxOffice.database().transaction(booking -> {
                booking.sql("SELECT 1 AS one FROM seat_locks WHERE id = :lock FOR UPDATE")
                        .with("lock", held.lockId())
                        .list(Object::toString);
                Future<ShowCancellation> begun = threads.submit(() -> manager.cancelShow(show, POWER_CUT));
                await().until(this::somebodyWaitsForALock);
                booking.sql("SELECT 1 AS one FROM shows WHERE id = :show FOR KEY SHARE NOWAIT")
                        .with("show", show)
                        .list(Object::toString);
                return begun;
            });

            assertThat(cancelling.get().reason()).isEqualTo("power cut");
        }
    }

    private boolean somebodyWaitsForALock() {
        return boxOffice.database()
                .sql("""
                        SELECT EXISTS (SELECT FROM pg_stat_activity
                                        WHERE wait_event_type = 'Lock' AND query LIKE '%seat_locks%') AS waits""")
                .one(row -> row.flag("waits"))
                .orElseThrow();
    }

    @Test
    void everybodyGetsAllOfTheirMoneyBackAlsoWhoPaysAtThatMoment() throws Exception {
        ShowId show = house.show(Duration.ofHours(3));
        List<SeatId> free = freeSeats(show);
        SeatLock held = foyer.guest().lock(new LockRequest(show, free.subList(BOOKINGS, BOOKINGS + 2)));
        List<Sale> sales = sold(show, free.subList(0, BOOKINGS));
        BoxOfficeClient late = foyer.guest();
        SeatLock waiting = late.lock(new LockRequest(show, List.of(free.get(BOOKINGS + 2))));
        Sale paying = Sale.open(boxOffice, foyer.guest(), show, 1);
        Sale unpaid = Sale.open(boxOffice, foyer.guest(), show, 1);
        try (var phone = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> bank = phone.submit(() -> paying.pay(SLOW_CARD));
            await().pollInterval(Duration.ofMillis(10)).until(() -> paying.stateAtGateway().equals("processing"));

            ShowCancellation begun = manager.cancelShow(show, POWER_CUT);

            assertThat(begun.bookings()).isEqualTo(BOOKINGS + 2);
            assertThat(begun.reason()).isEqualTo("power cut");
            assertThat(code(() -> foyer.guest().lock(new LockRequest(show, List.of(free.getLast())))))
                    .isEqualTo("SALE_CLOSED");
            assertThat(code(() -> late.book(Sale.card(waiting), UUID.randomUUID()))).isIn(
                    "LOCK_EXPIRED", "SALE_CLOSED");
            assertThat(foyer.anyone().show(show).status()).isEqualTo(ShowStatus.CANCELLED);
            bank.get();
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            ShowCancellation now = manager.showCancellation(show);
            return now.isDone() && now.refundsSucceeded() == BOOKINGS + 1;
        });
        assertThat(paying.atGateway()).isEqualTo(new Sale.Money(OwnHouse.SEAT, OwnHouse.SEAT));

        ShowCancellation done = manager.showCancellation(show);
        assertThat(done.bookings()).isEqualTo(BOOKINGS + 2);
        assertThat(done.refundsSucceeded()).isEqualTo(BOOKINGS + 1);
        assertThat(done.amount()).isEqualTo(OwnHouse.euros((BOOKINGS + 1) * OwnHouse.SEAT));
        assertThat(done.amountRefunded()).isEqualTo(done.amount());
        assertThat(sales).allSatisfy(sale -> {
            assertThat(sale.booking().status()).isEqualTo(BookingStatus.CANCELLED);
            assertThat(sale.booking().tickets()).isEmpty();
            assertThat(sale.atGateway()).isEqualTo(new Sale.Money(OwnHouse.SEAT, OwnHouse.SEAT));
        });
        assertThat(unpaid.booking().status()).isEqualTo(BookingStatus.CANCELLED);
        assertThat(unpaid.atGateway()).isEqualTo(new Sale.Money(0, 0));
        assertThat(foyer.anyone().seats(show).seats()).allMatch(seat -> seat.status() == SeatStatus.AVAILABLE);
        assertThat(house.books()).isEqualTo(
                new OwnHouse.Books(
                        done.amount().movePointRight(2).longValueExact(), done.amount()
                                .movePointRight(2)
                                .longValueExact(), 0, 0));
        assertThat(held.seats()).hasSize(2);

        ShowCancellation again = manager.cancelShow(show, new CancelShowRequest("another reason"));
        assertThat(again).isEqualTo(done);
    }

    @Test
    void onlyPublishedShowsAreCancelledAndOnlyByThoseWhoPlanThem() {
        ShowId show = house.show(Duration.ofHours(3));

        assertThat(code(() -> foyer.demo("staff").cancelShow(show, POWER_CUT))).isEqualTo("FORBIDDEN");
        assertThat(code(() -> manager.cancelShow(new ShowId(UUID.randomUUID()), POWER_CUT))).isEqualTo(
                "SHOW_NOT_FOUND");
        assertThat(code(() -> manager.showCancellation(show))).isEqualTo("STATE_CONFLICT");
        boxOffice.database().sql("UPDATE shows SET status = 'DRAFT' WHERE id = :id").with("id", show).update();
        assertThat(code(() -> manager.cancelShow(show, POWER_CUT))).isEqualTo("STATE_CONFLICT");
        ShowId over = house.show(Duration.ofHours(-3));
        assertThat(code(() -> manager.cancelShow(over, POWER_CUT))).isEqualTo("SHOW_HAS_BEGUN");
    }

    private List<SeatId> freeSeats(ShowId show) {
        return foyer.anyone()
                .seats(show)
                .seats()
                .stream()
                .filter(seat -> seat.type() == SeatType.REGULAR)
                .map(seat -> seat.id())
                .toList();
    }

    /// One seat each.
    private List<Sale> sold(ShowId show, List<SeatId> seats) throws InterruptedException {
        try (var guests = Executors.newFixedThreadPool(6)) {
            return guests.invokeAll(
                    seats.stream().<Callable<Sale>>map(seat -> () -> {
                        BoxOfficeClient guest = foyer.guest();
                        SeatLock lock = guest.lock(new LockRequest(show, List.of(seat)));
                        var created = guest.book(Sale.card(lock), UUID.randomUUID());
                        Sale sale = new Sale(boxOffice, guest, show, List.of(seat), lock, created);
                        sale.pay(Phone.GOOD_CARD);
                        sale.await(BookingStatus.CONFIRMED);
                        return sale;
                    }).toList()).stream().map(Future::resultNow).toList();
        }
    }

    private static String code(Runnable request) {
        return catchThrowableOfType(Refused.class, request::run).problem().code();
    }
}
