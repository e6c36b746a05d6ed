package boxoffice.server.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import boxoffice.client.BoxOfficeClient;
import boxoffice.client.BoxOfficeException.Refused;
import boxoffice.model.BookingId;
import boxoffice.model.Bookings.Booking;
import boxoffice.model.Bookings.BookingCreated;
import boxoffice.model.Bookings.BookingStatus;
import boxoffice.model.Bookings.PaymentMethod;
import boxoffice.model.Bookings.PaymentRequest;
import boxoffice.model.Bookings.RefundRequest;
import boxoffice.model.Cancellations.CancelRequest;
import boxoffice.model.Cancellations.Exchange;
import boxoffice.model.Cancellations.ExchangeRequest;
import boxoffice.model.LockId;
import boxoffice.model.Locks.LockRequest;
import boxoffice.model.Locks.PricedSeat;
import boxoffice.model.Locks.SeatLock;
import boxoffice.model.SeatId;
import boxoffice.model.ShowId;
import boxoffice.server.testing.Foyer;
import boxoffice.server.testing.Phone;
import boxoffice.server.testing.TestBoxOffice;
import boxoffice.server.testing.Wire;
import com.stripe.exception.StripeException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/// A theater's evening, with guests, staff and a gateway that do one [Step] after the other, at two nodes.
///
/// What the server refuses is part of the evening; only answers that say it has failed are not.
final class Evening implements AutoCloseable {
    private static final int TRIES_OF_A_REFUND = 8;

    private final TestBoxOffice boxOffice;
    private final OwnHouse house;
    private final HouseAudit audit;
    private final Foyer foyer;
    private final List<Wire> nodes;
    private final BoxOfficeClient staff;
    private final Wire staffWire;
    private final List<BoxOfficeClient> guests;
    private final List<ShowId> shows;
    private final List<Stay> stays = new ArrayList<>();
    private final ExecutorService phones = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> paying = new ArrayList<>();

    /// A booking and whose it is.
    private record Stay(BoxOfficeClient guest, BookingId booking) {}

    /// @param nodes where two servers on the same stores are
    Evening(TestBoxOffice boxOffice, List<URI> nodes) {
        this.boxOffice = boxOffice;
        this.house = OwnHouse.of(boxOffice);
        this.audit = new HouseAudit(boxOffice, house.theater());
        this.foyer = Foyer.of(boxOffice);
        this.nodes = nodes.stream().map(Wire::to).toList();
        var session = foyer.anyone().signIn(Foyer.login("staff"));
        this.staff = foyer.anyone().with(session);
        this.staffWire = Wire.to(boxOffice.uri()).as(session.accessToken());
        this.guests = nodes.stream().map(BoxOfficeClient::at).map(node -> node.with(node.guest())).toList();
        this.shows = List.of(
                house.show(Duration.ofDays(3)),
                house.show(Duration.ofHours(10), 900),
                house.show(Duration.ofDays(4), 2_000));
    }

    HouseAudit audit() {
        return audit;
    }

    void go(Step step) {
        try {
            follow(step);
        } catch (Refused refused) {
            assertThat(refused.problem().code()).as(step.toString()).isNotEqualTo("INTERNAL_ERROR");
        }
        assertThat(audit.always(boxOffice.database())).as("after " + step).isEmpty();
    }

    private void follow(Step step) {
        switch (step) {
            case Step.Buy buy -> buy(buy);
            case Step.Snatch(int pick) -> of(pick).ifPresent(this::snatch);
            case Step.Pay(int pick, Step.Card card) -> of(pick).ifPresent(stay -> pay(stay, card));
            case Step.PayAgain(int pick) -> of(pick).ifPresent(
                    stay -> stay.guest.pay(
                            new PaymentRequest(stay.booking, PaymentMethod.CARD), UUID.randomUUID()));
            case Step.GiveUp(int pick) -> of(pick).ifPresent(stay -> stay.guest.giveUp(stay.booking));
            case Step.Cancel(int pick) -> of(pick).ifPresent(
                    stay -> stay.guest.cancel(stay.booking, CancelRequest.ALL));
            case Step.CancelOne(int pick) -> of(pick).ifPresent(this::cancelOne);
            case Step.RefundPart(int pick, int minor) -> of(pick).ifPresent(
                    stay -> refund(stay, new RefundRequest(OwnHouse.euros(minor), "a gift")));
            case Step.RefundAll(int pick) -> of(pick).ifPresent(stay -> refund(stay, new RefundRequest(null, "all")));
            case Step.Exchange(int pick, int show) -> of(pick).ifPresent(stay -> exchange(stay, show));
            case Step.Wait(int minutes) -> pass(Duration.ofMinutes(minutes));
            case Step.Redeliver(int pick, int node, boolean anew) -> {
                List<String> told = told();
                if (!told.isEmpty()) {
                    tell(node, told.get(pick % told.size()), anew);
                }
            }
            case Step.RedeliverAll(boolean anew) -> tellAll(anew);
            case Step.Break(Step.Trouble trouble) -> boxOffice.gateway().script().add(trouble.rule());
            case Step.Mend() -> boxOffice.gateway().script().replace(List.of());
        }
    }

    private Optional<Stay> of(int pick) {
        return stays.isEmpty() ? Optional.empty() : Optional.of(stays.get(pick % stays.size()));
    }

    private ShowId show(int number) {
        return shows.get(number % shows.size());
    }

    private void buy(Step.Buy buy) {
        BoxOfficeClient guest = guests.get(buy.guest() % guests.size());
        ShowId show = show(buy.show());
        SeatLock lock = guest.lock(new LockRequest(show, foyer.seats(show, buy.seats())));
        UUID key = UUID.randomUUID();
        Set<BookingId> made = new HashSet<>();
        try {
            for (int i = 0; i < buy.times(); i++) {
                BookingCreated created = guest.book(Sale.card(lock), key);
                made.add(created.bookingId());
            }
        } catch (Refused refused) {
            // The gateway did not open the payment, and the booking waits for another try.
            Object id = refused.problem().more().get("bookingId");
            if (id == null) {
                throw refused;
            }
            made.add(BookingId.of(id.toString()));
        }
        assertThat(made).as("bookings of one request").hasSize(1);
        made.forEach(booking -> stays.add(new Stay(guest, booking)));
    }

    private void snatch(Stay stay) {
        Booking booking = stay.guest.booking(stay.booking);
        List<SeatId> seats = booking.seats().stream().map(PricedSeat::id).toList();
        foyer.guest().lock(new LockRequest(booking.show().id(), seats));
    }

    private void pay(Stay stay, Step.Card card) {
        String page = stay.guest.booking(stay.booking).paymentUrl();
        if (page == null) {
            return;
        }
        Future<?> done = phones.submit(() -> {
            try {
                new Phone().pay(page, card.number());
            } catch (IllegalStateException closed) {
                // The page takes no money any more.
            }
        });
        paying.add(done);
        if (card != Step.Card.SLOW) {
            join(done);
        }
    }

    private void cancelOne(Stay stay) {
        Booking booking = stay.guest.booking(stay.booking);
        if (booking.status() == BookingStatus.CONFIRMED) {
            List<SeatId> first = List.of(booking.seats().getFirst().id());
            stay.guest.cancel(stay.booking, new CancelRequest(first, null, null, null, null));
        }
    }

    private void refund(Stay stay, RefundRequest request) {
        UUID key = UUID.randomUUID();
        var payment = stay.guest.booking(stay.booking).paymentId();
        var first = staff.refund(payment, request, key);
        assertThat(staff.refund(payment, request, key).refundId()).isEqualTo(first.refundId());
    }

    private void exchange(Stay stay, int number) {
        Booking old = stay.guest.booking(stay.booking);
        if (old.status() != BookingStatus.CONFIRMED) {
            return;
        }
        ShowId other = show(number);
        SeatLock lock = stay.guest.lock(new LockRequest(other, foyer.seats(other, old.seats().size())));
        Exchange exchange = stay.guest.exchange(stay.booking, new ExchangeRequest(lock.lockId(), null));
        stays.add(new Stay(stay.guest, exchange.bookingId()));
    }

    /// Moves all of the house's clocks: of locks, and of what is to be looked at or tried again.
    private void pass(Duration by) {
        locks().forEach(lock -> boxOffice.age(lock, by));
        for (String moved : List.of(
                "payments SET look_at = look_at - CAST(:by AS interval) WHERE booking_id IN (SELECT id FROM mine)",
                """
                        -- A bank thinks for days where others do for hours.
                        refunds SET next_try_at = next_try_at - CAST(:by AS interval),
                                    look_at = look_at - 24 * CAST(:by AS interval)
                         WHERE payment_id IN (SELECT id FROM paid)""",
                """
                        gateway_events SET next_try_at = next_try_at - CAST(:by AS interval)
                         WHERE handled_at IS NULL AND payment_id IN (SELECT id FROM paid)""",
                """
                        booking_reviews
                           SET next_try_at = next_try_at - CAST(:by AS interval),
                               refund_at = refund_at - CAST(:by AS interval)
                         WHERE closed_at IS NULL AND booking_id IN (SELECT id FROM mine)""")) {
            boxOffice.database()
                    .sql("""
                            WITH mine AS (
                                SELECT b.id
                                  FROM bookings b
                                  JOIN shows s ON s.id = b.show_id
                                  JOIN screens sc ON sc.id = s.screen_id
                                 WHERE sc.theater_id = :theater),
                            paid AS (SELECT p.id FROM payments p JOIN mine b ON b.id = p.booking_id)
                            UPDATE\s""" + moved)
                    .with("theater", house.theater())
                    .with("by", by.toString())
                    .update();
        }
    }

    private List<LockId> locks() {
        return boxOffice.database()
                .sql("""
                        SELECT l.id
                          FROM seat_locks l
                          JOIN shows s ON s.id = l.show_id
                          JOIN screens sc ON sc.id = s.screen_id
                         WHERE sc.theater_id = :theater
                           AND l.closed_at IS NULL""")
                .with("theater", house.theater())
                .list(row -> new LockId(row.uuid("id")));
    }

    /// The words of all that the gateway has told of this house, the first thing first; without what we have told in its
    /// name.
    private List<String> told() {
        return boxOffice.database()
                .sql("""
                        SELECT e.event_id
                          FROM gateway_events e
                          JOIN payments p ON p.id = e.payment_id
                            OR p.id = (SELECT r.payment_id FROM refunds r WHERE r.id = e.refund_id)
                          JOIN bookings b ON b.id = p.booking_id
                          JOIN shows s ON s.id = b.show_id
                          JOIN screens sc ON sc.id = s.screen_id
                         WHERE sc.theater_id = :theater
                           AND e.event_id NOT LIKE '%-%'
                         ORDER BY e.received_at, e.event_id""")
                .with("theater", house.theater())
                .list(row -> words(row.text("event_id")));
    }

    private String words(String event) {
        try {
            return boxOffice.stripe().v1().events().retrieve(event).getLastResponse().body();
        } catch (StripeException unknown) {
            throw new IllegalStateException(unknown);
        }
    }

    private void tellAll(boolean anew) {
        List<String> told = new ArrayList<>(told());
        Collections.reverse(told);
        List<Future<?>> telling = new ArrayList<>();
        for (String event : told) {
            IntStream.range(0, nodes.size()).forEach(node -> telling.add(phones.submit(() -> tell(node, event, anew))));
        }
        telling.forEach(Evening::join);
    }

    private void tell(int node, String body, boolean anew) {
        String event = anew
                ? body.replaceFirst("\"id\":\"evt_[^\"]+\"", "\"id\":\"evt_" + UUID.randomUUID() + "\"")
                : body;
        String secret = boxOffice.settings(Map.of()).gateway().webhookSecret();
        Wire.Answer answer = nodes.get(node % nodes.size())
                .post(
                        "/api/v1/payments/webhook", event, "Stripe-Signature",
                        Sale.signature(secret, Instant.now(), event));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    /// Ends the evening: nothing goes wrong any more, nobody does anything new, and all that is unfinished is finished.
    ///
    /// @param patient whether unpaid bookings are left until their time is over; else their guests give them up
    void end(boolean patient) {
        boxOffice.gateway().script().replace(List.of());
        paying.forEach(Evening::join);
        if (!patient) {
            for (Stay stay : stays) {
                try {
                    stay.guest.giveUp(stay.booking);
                } catch (Refused paid) {
                    // Then there is nothing to give up.
                }
            }
        }
        await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(400)).untilAsserted(() -> {
            pass(Duration.ofHours(2));
            seeToFailedRefunds();
            assertThat(audit.atRest(boxOffice.database())).isEmpty();
        });
    }

    /// Staff have refunds tried again, and at last hand the money over the counter.
    private void seeToFailedRefunds() {
        boxOffice.database()
                .sql("""
                        SELECT r.id, r.number
                          FROM refunds r
                          JOIN payments p ON p.id = r.payment_id
                          JOIN bookings b ON b.id = p.booking_id
                          JOIN shows s ON s.id = b.show_id
                          JOIN screens sc ON sc.id = s.screen_id
                         WHERE sc.theater_id = :theater
                           AND r.status = 'FAILED'""")
                .with("theater", house.theater())
                .list(
                        row -> "/api/v1/refunds/" + row.uuid("id")
                                + (row.integer("number") > TRIES_OF_A_REFUND ? "/paid-out" : "/retry"))
                .forEach(path -> assertThat(staffWire.post(path, "").status()).as(path).isIn(200, 409));
    }

    private static void join(Future<?> work) {
        try {
            work.get();
        } catch (ExecutionException failed) {
            throw new AssertionError(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        boxOffice.gateway().script().replace(List.of());
        phones.close();
    }
}
