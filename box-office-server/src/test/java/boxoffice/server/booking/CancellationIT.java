package boxoffice.server.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import boxoffice.client.BoxOfficeClient;
import boxoffice.client.BoxOfficeException.Refused;
import boxoffice.model.Bookings.Booking;
import boxoffice.model.Bookings.BookingStatus;
import boxoffice.model.Bookings.RefundStatus;
import boxoffice.model.Cancellations.BookingCancellation;
import boxoffice.model.Cancellations.CancelRequest;
import boxoffice.model.Cancellations.Cancellation;
import boxoffice.model.Cancellations.Quote;
import boxoffice.model.Cancellations.SeatQuote;
import boxoffice.model.CheckIns;
import boxoffice.model.CheckIns.ScanRequest;
import boxoffice.model.Locks.LockRequest;
import boxoffice.model.RefundId;
import boxoffice.model.SeatId;
import boxoffice.model.SeatStatus;
import boxoffice.model.ShowId;
import boxoffice.model.Tickets.Ticket;
import boxoffice.model.Tickets.Verdict;
import boxoffice.server.testing.Foyer;
import boxoffice.server.testing.TestBoxOffice;
import boxoffice.server.testing.Wire;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Guests who change their minds, and what comes back (CANC-1).
class CancellationIT {
    private static final Duration DAYS = Duration.ofDays(3);
    private static final Duration HOURS = Duration.ofHours(10);
    private static final Duration SOON = Duration.ofMinutes(90);

    private final TestBoxOffice boxOffice = TestBoxOffice.shared();
    private final Foyer foyer = Foyer.of(boxOffice);
    private final OwnHouse house = OwnHouse.of(boxOffice);

    /// Whatever a test has done: the money that is here is the value of what is sold, or kept on purpose.
    @AfterEach
    void everyCentIsAccountedFor() {
        assertThat(house.books()).matches(OwnHouse.Books::balance, "captured - refunded - retained = value");
    }

    @Test
    void aDayBeforeTheShowAllComesBack() {
        Sale sale = house.sold(DAYS, 2);
        String token = sale.booking().tickets().getFirst().token();
        Quote before = offer(sale);
        assertThat(before.percent()).isEqualTo(100);
        assertThat(before.amount()).isEqualTo(sale.lock().totalAmount());
        assertThat(before.seats()).extracting(SeatQuote::refund).containsOnly(OwnHouse.euros(OwnHouse.SEAT));
        assertThat(before.validUntil())
                .isEqualTo(sale.booking().show().time().toInstant().minus(Duration.ofHours(24)));

        Cancellation done = cancel(sale, CancelRequest.accepting(before.amount()));

        assertThat(done.status()).isEqualTo(BookingStatus.CANCELLED);
        assertThat(done.refundAmount()).isEqualTo(sale.lock().totalAmount());
        assertThat(done.refundId()).isNotNull();
        assertThat(sale.booking().tickets()).isEmpty();
        assertThat(foyer.anyone().verify(token).verdict()).isEqualTo(Verdict.CANCELLED);
        assertThat(sale.seatStatuses()).containsOnly(SeatStatus.AVAILABLE);
        assertThat(foyer.guest().lock(new LockRequest(sale.show(), sale.seats())).seats()).hasSize(2);
        awaitRefunded(sale, sale.total());
        BookingCancellation after = sale.guest().cancellation(sale.created().bookingId());
        assertThat(after.quote()).isNull();
        assertThat(after.closed()).isEqualTo("STATE_CONFLICT");
        assertThat(after.cancellations()).singleElement()
                .satisfies(only -> assertThat(only.refundId()).isEqualTo(done.refundId()));
    }

    @Test
    void onTheDayHalfComesBackAndTheRestIsKept() {
        Sale sale = house.sold(HOURS, 1);

        Cancellation done = cancel(sale, CancelRequest.ALL);

        assertThat(done.refundAmount()).isEqualTo(OwnHouse.euros(OwnHouse.SEAT / 2));
        assertThat(done.retainedAmount()).isEqualTo(OwnHouse.euros(OwnHouse.SEAT / 2));
        awaitRefunded(sale, OwnHouse.SEAT / 2);
        assertThat(house.books()).isEqualTo(new OwnHouse.Books(OwnHouse.SEAT, OwnHouse.SEAT / 2, OwnHouse.SEAT / 2, 0));
    }

    @Test
    void whereNothingComesBackTheGuestHasToKnowIt() {
        Sale sale = house.sold(SOON, 1);

        Refused asked = refusal(() -> cancel(sale, CancelRequest.ALL));
        assertThat(asked.problem().code()).isEqualTo("CANCELLATION_NOT_CONFIRMED");
        assertThat(asked.problem().more()).containsKey("quote");
        assertThat(sale.booking().status()).isEqualTo(BookingStatus.CONFIRMED);

        Cancellation done = cancel(sale, CancelRequest.accepting(BigDecimal.ZERO));
        assertThat(done.status()).isEqualTo(BookingStatus.CANCELLED);
        assertThat(done.refundId()).isNull();
        assertThat(done.refundAmount()).isEqualByComparingTo("0");
        assertThat(done.retainedAmount()).isEqualTo(OwnHouse.euros(OwnHouse.SEAT));
        assertThat(sale.atGateway()).isEqualTo(new Sale.Money(OwnHouse.SEAT, 0));
    }

    @Test
    void whoeverAcceptedAnotherAmountIsAskedAgain() {
        Sale sale = house.sold(DAYS, 1);
        BigDecimal offered = offer(sale).amount();
        house.move(sale.show(), HOURS);

        Refused refused = refusal(() -> cancel(sale, CancelRequest.accepting(offered)));

        assertThat(refused.problem().code()).isEqualTo("CANCELLATION_QUOTE_CHANGED");
        assertThat(refused.problem().more().get("quote")).asString().contains("7.75");
        assertThat(sale.booking().status()).isEqualTo(BookingStatus.CONFIRMED);
        assertThat(sale.seatStatuses()).containsOnly(SeatStatus.BOOKED);
        assertThat(cancel(sale, CancelRequest.accepting(new BigDecimal("7.75"))).status())
                .isEqualTo(BookingStatus.CANCELLED);
    }

    @Test
    void cancellingAgainAnswersTheFirstRefund() {
        Sale sale = house.sold(DAYS, 1);
        String path = "/api/v1/bookings/" + sale.created().bookingId();
        Wire customer = Wire.to(boxOffice.uri()).as(staffToken());
        String key = UUID.randomUUID().toString();

        Wire.Answer first = customer.send("DELETE", path, "", "Idempotency-Key", key);
        assertThat(first.status()).as(first.body()).isEqualTo(200);

        assertThat(customer.send("DELETE", path, "", "Idempotency-Key", key).body()).isEqualTo(first.body());
        assertThat(cancel(sale, CancelRequest.ALL).refundId())
                .isEqualTo(RefundId.of(first.json().path("refundId").asText()));
        assertThat(customer.send("DELETE", path, "").json().path("refundId")).isEqualTo(first.json().path("refundId"));
        awaitRefunded(sale, OwnHouse.SEAT);
    }

    @Test
    void tenWhoCancelAtOnceAreAllAnsweredWithTheOneRefund() throws Exception {
        Sale sale = house.sold(DAYS, 2);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = threads.invokeAll(
                    IntStream.range(0, 10)
                            .<Callable<Cancellation>>mapToObj(i -> () -> cancel(sale, CancelRequest.ALL))
                            .toList());
            assertThat(answers.stream().map(answer -> answer.resultNow().refundId()).distinct()).hasSize(1);
        }
        awaitRefunded(sale, sale.total());
        assertThat(
                boxOffice.database()
                        .sql("SELECT count(*) AS n FROM cancellations WHERE booking_id = :id")
                        .with("id", sale.created().bookingId())
                        .one(row -> row.number("n"))).contains(1L);
    }

    @Test
    void aShowThatHasBegunIsNotCancelledAnyMore() {
        Sale sale = house.sold(DAYS, 1);
        house.move(sale.show(), Duration.ofSeconds(-1));

        assertThat(refusal(() -> cancel(sale, CancelRequest.accepting(BigDecimal.ZERO))).problem().code())
                .isEqualTo("SHOW_HAS_BEGUN");
        assertThat(sale.guest().cancellation(sale.created().bookingId()).closed()).isEqualTo("SHOW_HAS_BEGUN");
        assertThat(sale.booking().status()).isEqualTo(BookingStatus.CONFIRMED);
    }

    @Test
    void whoHasBeenLetInDoesNotCancelAnyMore() {
        Sale sale = house.sold(Duration.ofMinutes(30), 2);
        Ticket used = sale.booking().tickets().getFirst();
        foyer.demo("staff").checkIn(new ScanRequest(UUID.randomUUID(), used.token(), sale.show(), null));

        assertThat(refusal(() -> cancel(sale, CancelRequest.accepting(BigDecimal.ZERO))).problem().code())
                .isEqualTo("TICKET_USED");
        SeatId other = sale.booking().tickets().getLast().seatId();
        assertThat(cancel(sale, new CancelRequest(List.of(other), BigDecimal.ZERO, null, null, null)).status())
                .isEqualTo(BookingStatus.CONFIRMED);
        assertThat(sale.booking().tickets()).containsExactly(used);
    }

    /// A guest at the door while somebody at home cancels: either the one or the other.
    @Test
    void aTicketIsUsedOrCancelledButNeverBoth() throws Exception {
        BoxOfficeClient staff = foyer.demo("staff");
        ShowId show = house.show(Duration.ofMinutes(30));
        for (int i = 0; i < 4; i++) {
            Sale sale = house.sold(show, 1);
            String token = sale.booking().tickets().getFirst().token();
            try (var both = Executors.newVirtualThreadPerTaskExecutor()) {
                var entering = both.submit(
                        () -> staff.checkIn(new ScanRequest(UUID.randomUUID(), token, show, null)).verdict());
                var leaving = both.submit(() -> {
                    try {
                        return cancel(sale, CancelRequest.accepting(BigDecimal.ZERO)).status();
                    } catch (Refused refused) {
                        return BookingStatus.CONFIRMED;
                    }
                });
                boolean in = entering.get() == CheckIns.Verdict.ADMITTED;
                assertThat(leaving.get()).isEqualTo(in ? BookingStatus.CONFIRMED : BookingStatus.CANCELLED);
            }
        }
    }

    @Test
    void someSeatsAreCancelledAndTheOthersStay() {
        Sale sale = house.sold(HOURS, 3);
        List<SeatId> two = sale.seats().subList(0, 2);
        SeatId third = sale.seats().getLast();
        List<Ticket> tickets = sale.booking().tickets();

        Cancellation done = cancel(sale, some(two));

        assertThat(done.status()).isEqualTo(BookingStatus.CONFIRMED);
        assertThat(done.refundAmount()).isEqualTo(OwnHouse.euros(OwnHouse.SEAT));
        Booking rest = sale.booking();
        assertThat(rest.seats()).singleElement().satisfies(seat -> assertThat(seat.id()).isEqualTo(third));
        assertThat(rest.totalAmount()).isEqualTo(OwnHouse.euros(OwnHouse.SEAT));
        assertThat(rest.lines().getFirst().quantity()).isEqualTo(1);
        assertThat(rest.tickets()).extracting(Ticket::seatId).containsExactly(third);
        for (Ticket ticket : tickets) {
            assertThat(foyer.anyone().verify(ticket.token()).verdict())
                    .isEqualTo(ticket.seatId().equals(third) ? Verdict.VALID : Verdict.CANCELLED);
        }
        assertThat(foyer.guest().lock(new LockRequest(sale.show(), two)).seats()).hasSize(2);
        assertThat(house.books().balance()).isTrue();
        assertThat(cancel(sale, some(two)).refundId()).isEqualTo(done.refundId());
        assertThat(refusal(() -> cancel(sale, some(List.of(sale.seats().getFirst(), third)))).problem().errors())
                .singleElement()
                .satisfies(error -> assertThat(error.field()).isEqualTo("seatIds"));

        assertThat(cancel(sale, CancelRequest.ALL).status()).isEqualTo(BookingStatus.CANCELLED);
        assertThat(sale.seatStatuses()).containsExactly(SeatStatus.LOCKED, SeatStatus.LOCKED, SeatStatus.AVAILABLE);
        awaitRefunded(sale, 3 * OwnHouse.SEAT / 2);
    }

    @Test
    void staffMayGiveBackAnotherAmountAndSayWhy() {
        Sale sale = house.sold(SOON, 1);
        BigDecimal five = new BigDecimal("5.00");
        CancelRequest kind = new CancelRequest(List.of(), null, null, five, "a broken seat");
        BoxOfficeClient staff = foyer.demo("staff");

        assertThat(refusal(() -> cancel(sale, kind)).problem().code()).isEqualTo("FORBIDDEN");
        CancelRequest tooKind = new CancelRequest(List.of(), null, null, new BigDecimal("15.51"), "a broken seat");
        assertThat(refusal(() -> staff.cancel(sale.created().bookingId(), tooKind)).problem().errors())
                .singleElement()
                .satisfies(error -> assertThat(error.field()).isEqualTo("amount"));

        assertThat(staff.cancel(sale.created().bookingId(), kind).refundAmount()).isEqualTo(five);

        awaitRefunded(sale, 500);
        assertThat(
                boxOffice.database()
                        .sql("""
                                SELECT details ->> 'reason' AS why
                                  FROM audit_log
                                 WHERE subject = 'booking'
                                   AND subject_id = :id
                                   AND change = 'CANCELLED'
                                   AND actor_id IS NOT NULL""")
                        .with("id", sale.created().bookingId())
                        .one(row -> row.text("why"))).contains("a broken seat");
    }

    @Test
    void allThatIsLeftMayComeBackAfterAPartWasKept() {
        Sale sale = house.sold(HOURS, 2);
        cancel(sale, some(sale.seats().subList(0, 1)));
        Wire staff = Wire.to(boxOffice.uri()).as(staffToken());

        Wire.Answer answer = staff.post(
                "/api/v1/payments/" + sale.payment() + "/refund", "{\"reason\":\"goodwill\"}", "Idempotency-Key",
                UUID.randomUUID().toString());

        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(sale.booking().status()).isEqualTo(BookingStatus.CANCELLED);
        assertThat(house.books()).isEqualTo(new OwnHouse.Books(sale.total(), sale.total(), 0, 0));
        awaitRefunded(sale, sale.total());
    }

    @Test
    void whatStaffGaveBackBeforeIsNotGivenBackAgain() {
        Sale sale = house.sold(DAYS, 1);
        Wire.to(boxOffice.uri())
                .as(staffToken())
                .post(
                        "/api/v1/payments/" + sale.payment() + "/refund", "{\"amount\":4.00,\"reason\":\"noise\"}",
                        "Idempotency-Key", UUID.randomUUID().toString());

        Cancellation done = cancel(sale, CancelRequest.ALL);

        assertThat(done.refundAmount()).isEqualTo(OwnHouse.euros(OwnHouse.SEAT - 400));
        awaitRefunded(sale, OwnHouse.SEAT);
    }

    @Test
    void aBookingThatIsExpectedToBeUnpaidIsLeftAloneWhenItIsNot() {
        Sale paid = house.sold(DAYS, 1);

        assertThat(refusal(() -> paid.guest().giveUp(paid.created().bookingId())).problem().code())
                .isEqualTo("STATE_CONFLICT");

        assertThat(paid.booking().status()).isEqualTo(BookingStatus.CONFIRMED);
        assertThat(refusal(() -> foyer.guest().cancel(paid.created().bookingId(), CancelRequest.ALL)).problem().code())
                .isEqualTo("BOOKING_NOT_FOUND");
    }

    @Test
    void aBookingKeepsThePolicyUnderWhichItWasMade() {
        ShowId show = house.show(DAYS);
        Sale before = house.sold(show, 1);
        Wire admin = Wire.to(boxOffice.uri()).as(foyer.anyone().signIn(Foyer.login("admin")).accessToken());
        String path = "/api/v1/theaters/" + house.theater() + "/cancellation-policy";
        String harsh = """
                {"tiers":[{"hoursBefore":48,"percent":80},{"hoursBefore":0,"percent":10}],"feesRefunded":false,
                 "taxesRefunded":true,"feePerSeat":2.00,
                 "exchange":{"hoursBefore":6,"feePerSeat":1.00,"difference":"KEPT"}}""";

        Wire.Answer set = admin.send("PUT", path, harsh, "Content-Type", "application/json");

        assertThat(set.status()).as(set.body()).isEqualTo(200);
        assertThat(admin.get(path).json()).isEqualTo(set.json());
        Sale after = house.sold(show, 1);
        assertThat(cancel(before, CancelRequest.ALL).refundAmount()).isEqualTo(OwnHouse.euros(OwnHouse.SEAT));
        // 80 % of 14.00, without the fee of 1.50, less 2.00
        assertThat(cancel(after, CancelRequest.ALL).refundAmount()).isEqualTo(new BigDecimal("9.20"));
        assertThat(
                boxOffice.database()
                        .sql(
                                "SELECT count(*) AS n FROM audit_log WHERE subject_id = :id AND change = 'CANCELLATION_POLICY'")
                        .with("id", house.theater())
                        .one(row -> row.number("n"))).contains(1L);
    }

    @Test
    void aPolicyWithFaultsIsRefusedFieldByField() {
        Wire admin = Wire.to(boxOffice.uri()).as(foyer.anyone().signIn(Foyer.login("admin")).accessToken());
        String path = "/api/v1/theaters/" + house.theater() + "/cancellation-policy";
        String form = """
                {"tiers":%s,"feesRefunded":true,"taxesRefunded":true,"feePerSeat":%s,
                 "exchange":{"hoursBefore":2,"feePerSeat":0,"difference":"REFUNDED"}}""";
        String good = "[{\"hoursBefore\":0,\"percent\":100}]";

        record Wrong(String tiers, String fee, String field) {}
        for (Wrong wrong : List.of(
                new Wrong("[]", "0", "tiers"),
                new Wrong("[{\"hoursBefore\":2,\"percent\":50}]", "0", "tiers"),
                new Wrong("[{\"hoursBefore\":0,\"percent\":101}]", "0", "tiers[0]"),
                new Wrong("[{\"hoursBefore\":-1,\"percent\":1}]", "0", "tiers[0]"),
                new Wrong("[{\"hoursBefore\":2}]", "0", "tiers[0]"),
                new Wrong(
                        "[{\"hoursBefore\":2,\"percent\":50},{\"hoursBefore\":24,\"percent\":50}]", "0",
                        "tiers[1].hoursBefore"),
                new Wrong(
                        "[{\"hoursBefore\":2,\"percent\":50},{\"hoursBefore\":0,\"percent\":60}]", "0",
                        "tiers[1].percent"),
                new Wrong(good, "-1", "feePerSeat"),
                new Wrong(good, "0.001", "feePerSeat"))) {
            Wire.Answer answer =
                    admin.send(
                            "PUT", path, form.formatted(wrong.tiers(), wrong.fee()), "Content-Type",
                            "application/json");
            assertThat(answer.status()).as(answer.body()).isEqualTo(400);
            assertThat(answer.problem().errors().getFirst().field()).as(answer.body()).isEqualTo(wrong.field());
        }
        Wire staff = Wire.to(boxOffice.uri()).as(staffToken());
        assertThat(staff.get(path).problem().code()).isEqualTo("FORBIDDEN");
        assertThat(admin.get(path).json().has("since")).isFalse();
    }

    private static CancelRequest some(List<SeatId> seats) {
        return new CancelRequest(seats, null, null, null, null);
    }

    private static Quote offer(Sale sale) {
        return Objects.requireNonNull(sale.guest().cancellation(sale.created().bookingId()).quote());
    }

    private static Cancellation cancel(Sale sale, CancelRequest request) {
        return sale.guest().cancel(sale.created().bookingId(), request);
    }

    private String staffToken() {
        return foyer.anyone().signIn(Foyer.login("staff")).accessToken();
    }

    private static void awaitRefunded(Sale sale, long minor) {
        await().untilAsserted(() -> assertThat(sale.atGateway()).isEqualTo(new Sale.Money(sale.total(), minor)));
        await().untilAsserted(
                () -> assertThat(sale.guest().cancellation(sale.created().bookingId()).cancellations())
                        .extracting(Cancellation::refundStatus)
                        .doesNotContain(RefundStatus.PENDING, RefundStatus.PROCESSING));
    }

    private static Refused refusal(Runnable request) {
        return catchThrowableOfType(Refused.class, request::run);
    }
}
