package boxoffice.server.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import boxoffice.client.BoxOfficeClient;
import boxoffice.model.Bookings.BookingRequest;
import boxoffice.model.Bookings.BookingStatus;
import boxoffice.model.Bookings.PaymentMethod;
import boxoffice.model.Cancellations.CancelRequest;
import boxoffice.model.GatewayStatements.AccountDay;
import boxoffice.model.GatewayStatements.Check;
import boxoffice.model.GatewayStatements.CurrencySums;
import boxoffice.model.GatewayStatements.Difference;
import boxoffice.model.GatewayStatements.DifferenceKind;
import boxoffice.model.GatewayStatements.Entry;
import boxoffice.model.GatewayStatements.Found;
import boxoffice.model.GatewayStatements.GatewayDay;
import boxoffice.model.GatewayStatements.MovementKind;
import boxoffice.model.GatewayStatements.Sums;
import boxoffice.model.Locks.LockRequest;
import boxoffice.model.Locks.SeatLock;
import boxoffice.model.PaymentId;
import boxoffice.model.RefundId;
import boxoffice.model.SeatId;
import boxoffice.model.Settlements.Sum;
import boxoffice.model.ShowId;
import boxoffice.sandbox.Customer;
import boxoffice.sandbox.MovableTime;
import boxoffice.sandbox.RazorpayShop;
import boxoffice.sandbox.SandboxConfig;
import boxoffice.sandbox.SandboxGateway;
import boxoffice.server.BoxOffice;
import boxoffice.server.bookkeeping.GatewayChecks;
import boxoffice.server.http.ProblemException;
import boxoffice.server.payment.GatewayBooks;
import boxoffice.server.payment.Gateways;
import boxoffice.server.payment.RazorpayAccount;
import boxoffice.server.testing.Foyer;
import boxoffice.server.testing.TestBoxOffice;
import boxoffice.server.testing.Wire;
import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.RefundCreateParams;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Our books of a day and the gateways' own say the same; where they do not, it is named (PAY-5).
///
/// An account knows no theaters, so the box office is these tests' own; each looks at what was not there before it.
class GatewayChecksIT {
    private static final Duration DAYS = Duration.ofDays(3);
    private static final long SEAT = OwnHouse.SEAT;
    private static final String STRIPE = "STRIPE";
    private static final String RAZORPAY = "RAZORPAY";
    private static final int MORE_THAN_A_PAGE = 105;

    private static final TestBoxOffice boxOffice = TestBoxOffice.start();

    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
    private final Foyer foyer = Foyer.of(boxOffice);
    private final OwnHouse house = OwnHouse.of(boxOffice);
    private final BoxOfficeClient admin = foyer.demo("admin");
    private final StripeClient stripe = boxOffice.stripe();
    private final RazorpayAccount account = boxOffice.settings(Map.of()).razorpay().orElseThrow();
    private final RazorpayShop razorpay = new RazorpayShop(
            boxOffice.gateway(),
            SandboxConfig.builder()
                    .razorpayKeyId(account.keyId())
                    .razorpayKeySecret(account.keySecret())
                    .build());
    private final Customer phone = new Customer();
    private final GatewayDay before = admin.gatewayStatements(today);

    @AfterAll
    static void shut() {
        boxOffice.close();
    }

    @AfterEach
    void close() {
        razorpay.close();
        phone.close();
    }

    @Test
    void aDayOfSalesAndRefundsAtBothGatewaysFits() throws Exception {
        Sale card = house.sold(DAYS, 2);
        Sale atReader = house.sold(DAYS, 1);
        change("UPDATE payments SET gateway = 'STRIPE_TERMINAL' WHERE id = :id", atReader.payment().value());
        Sale upi = byUpi();
        Sale netbanking = byNetbanking();
        cancel(card, new CancelRequest(card.seats().subList(0, 1), null, null, null, null));
        cancel(upi);

        GatewayDay day = admin.gatewayStatements(today);

        assertThat(found(day)).isEmpty();
        for (boolean atGateway : List.of(true, false)) {
            Sums euros = sums(before, STRIPE, "EUR", atGateway);
            Sums rupees = sums(before, RAZORPAY, "INR", atGateway);
            assertThat(sums(day, STRIPE, "EUR", atGateway)).isEqualTo(
                    new Sums(
                            more(euros.captures(), 2, OwnHouse.euros(3 * SEAT)),
                            more(euros.refunds(), 1, OwnHouse.euros(SEAT))));
            assertThat(sums(day, RAZORPAY, "INR", atGateway)).isEqualTo(
                    new Sums(
                            more(rupees.captures(), 2, upi.lock().totalAmount().add(netbanking.lock().totalAmount())),
                            more(rupees.refunds(), 1, upi.lock().totalAmount())));
        }
        assertThat(day.accounts()).extracting(AccountDay::gateway, AccountDay::gateways)
                .containsExactly(
                        tuple(STRIPE, List.of(STRIPE, "STRIPE_TERMINAL")), tuple(RAZORPAY, List.of(RAZORPAY)));
        assertThat(wire("admin").get(path(today.toString())).body()).doesNotContain("Ada", "4242", "guest@", "+91");
    }

    @Test
    void whatAGatewayTookOrGaveBackByItselfIsFound() throws Exception {
        Sale sale = house.sold(DAYS, 2);
        Sale upi = byUpi();
        String byHand = pay(1_234, "pm_card_visa").getId();
        String atRazorpay = razorpay.sell();
        stripe.v1().paymentIntents().create(euros(500).build());
        assertThatThrownBy(() -> pay(600, "pm_card_visa_chargeDeclined")).isInstanceOf(StripeException.class);
        stripe.v1()
                .paymentIntents()
                .create(
                        euros(700).setPaymentMethod("pm_card_visa")
                                .setCaptureMethod(PaymentIntentCreateParams.CaptureMethod.MANUAL)
                                .setConfirm(true)
                                .build());
        Refund given = stripe.v1()
                .refunds()
                .create(RefundCreateParams.builder().setPaymentIntent(charge(sale)).setAmount(200L).build());
        String givenInRupees = razorpay.refund(charge(upi), 100);

        assertThat(found()).allSatisfy(difference -> {
            assertThat(difference.kind()).isEqualTo(DifferenceKind.AT_GATEWAY_ONLY);
            assertThat(difference.paymentId()).isNull();
            assertThat(difference.here()).isNull();
            Entry there = Objects.requireNonNull(difference.atGateway());
            assertThat(there.status()).isEqualTo("DONE");
            assertThat(there.at()).isBetween(before.asOf().minusSeconds(2), Instant.now().plusSeconds(2));
        })
                .extracting(
                        Difference::movement, Difference::gatewayRef,
                        difference -> Objects.requireNonNull(difference.atGateway()).amount(),
                        difference -> Objects.requireNonNull(difference.atGateway()).currency())
                .containsExactlyInAnyOrder(
                        tuple(MovementKind.CAPTURE, byHand, new BigDecimal("12.34"), "EUR"),
                        tuple(MovementKind.REFUND, given.getId(), new BigDecimal("2.00"), "EUR"),
                        tuple(MovementKind.CAPTURE, atRazorpay, new BigDecimal("530.00"), "INR"),
                        tuple(MovementKind.REFUND, givenInRupees, new BigDecimal("1.00"), "INR"));
    }

    @Test
    void whatOurRowsHaveLostOrSayOtherwiseIsFound() throws Exception {
        Sale lost = house.sold(DAYS, 1);
        Sale lostInRupees = byUpi();
        Sale dearer = house.sold(DAYS, 1);
        Sale failed = house.sold(DAYS, 1);
        Sale another = house.sold(DAYS, 1);
        Sale halved = house.sold(DAYS, 1);
        Sale denied = house.sold(DAYS, 1);
        Sale under = house.sold(DAYS, 1);
        RefundId half = cancel(halved);
        RefundId given = cancel(denied);
        RefundId slow = cancel(under);
        assertThat(found()).isEmpty();

        change("DELETE FROM payments WHERE id = :id", lost.payment().value());
        change("DELETE FROM payments WHERE id = :id", lostInRupees.payment().value());
        change("UPDATE payments SET amount = amount + 1 WHERE id = :id", dearer.payment().value());
        change("UPDATE payments SET status = 'FAILED' WHERE id = :id", failed.payment().value());
        String ownCharge = charge(another);
        change("UPDATE payments SET charge_ref = 'pi_nobody' WHERE id = :id", another.payment().value());
        change("UPDATE refunds SET amount = amount - 50 WHERE id = :id", half.value());
        change("UPDATE refunds SET status = 'FAILED' WHERE id = :id", given.value());
        change(
                "UPDATE refunds SET status = 'PROCESSING', next_try_at = now() + interval '1 day' WHERE id = :id",
                slow.value());

        assertThat(found()).extracting(
                Difference::kind, Difference::movement, Difference::paymentId, Difference::refundId,
                difference -> amount(difference.atGateway()), difference -> amount(difference.here()))
                .containsExactlyInAnyOrder(
                        capture(DifferenceKind.AT_GATEWAY_ONLY, lost.payment(), "15.50", ""),
                        capture(
                                DifferenceKind.AT_GATEWAY_ONLY, null, lostInRupees.lock().totalAmount().toPlainString(),
                                ""),
                        capture(DifferenceKind.AMOUNT_DIFFERS, dearer.payment(), "15.50", "15.51"),
                        capture(DifferenceKind.STATE_DIFFERS, failed.payment(), "15.50", "15.50"),
                        capture(DifferenceKind.AT_GATEWAY_ONLY, another.payment(), "15.50", ""),
                        capture(DifferenceKind.HERE_ONLY, another.payment(), "", "15.50"),
                        tuple(
                                DifferenceKind.AMOUNT_DIFFERS, MovementKind.REFUND, halved.payment(), half, "15.50",
                                "15.00"),
                        tuple(
                                DifferenceKind.STATE_DIFFERS, MovementKind.REFUND, denied.payment(), given, "15.50",
                                "15.50"));
        assertThat(found()).filteredOn(difference -> another.payment().equals(difference.paymentId()))
                .extracting(Difference::gatewayRef)
                .containsExactlyInAnyOrder(ownCharge, "pi_nobody");
    }

    @Test
    void listsLongerThanAPageAreReadToTheirEnd() throws Exception {
        for (int i = 0; i < MORE_THAN_A_PAGE; i++) {
            pay(100, "pm_card_visa");
            razorpay.sell();
        }

        GatewayDay day = admin.gatewayStatements(today);

        for (String gateway : List.of(STRIPE, RAZORPAY)) {
            assertThat(account(day, gateway).differenceCount())
                    .isEqualTo(account(before, gateway).differenceCount() + MORE_THAN_A_PAGE);
        }
        assertThat(sums(day, STRIPE, "EUR", true).captures()).isEqualTo(
                more(
                        sums(before, STRIPE, "EUR", true).captures(), MORE_THAN_A_PAGE,
                        OwnHouse.euros(100L * MORE_THAN_A_PAGE)));
        assertThat(sums(day, STRIPE, "EUR", false)).isEqualTo(sums(before, STRIPE, "EUR", false));
    }

    @Test
    void aGatewayThatDoesNotAnswerIsToldAndNothingIsCompared() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Map<String, String> nobody = Map.of(
                    "payment.gateway.url", "http://127.0.0.1:1", "payment.razorpay.url",
                    "http://127.0.0.1:" + silent.getLocalPort());
            for (String url : nobody.keySet()) {
                Map<String, String> one = Map.of(url, Objects.requireNonNull(nobody.get(url)));
                try (BoxOffice server = BoxOffice.start(boxOffice.settings(one))) {
                    Wire.Answer answer = Wire.to(server.uri()).as(token("admin")).get(path(today.toString()));
                    assertThat(answer.status()).as(answer.body()).isEqualTo(504);
                    assertThat(answer.problem().code()).isEqualTo("PAYMENT_GATEWAY_TIMEOUT");
                    assertThat(answer.retryAfter()).hasValue("5");
                }
            }
        }
        assertThat(found()).isEmpty();
    }

    @Test
    void onlyAdministratorsSeeItAndOnlyOfDaysThatHaveBegun() {
        assertThat(Wire.to(boxOffice.uri()).get(path(today.toString())).status()).isEqualTo(401);
        for (String role : List.of("customer", "staff", "manager")) {
            assertThat(wire(role).get(path(today.toString())).problem().code()).as(role).isEqualTo("FORBIDDEN");
        }
        for (String date : List.of("", "yesterday", "2026-02-30", "1999-12-31", today.plusDays(1).toString())) {
            Wire.Answer answer = wire("admin").get(path(date));
            assertThat(answer.status()).as(answer.body()).isEqualTo(400);
            assertThat(answer.problem().errors()).singleElement()
                    .satisfies(error -> assertThat(error.field()).isEqualTo("date"));
        }
        assertThat(admin.gatewayStatements(LocalDate.of(2001, 1, 1)).isMatched()).isTrue();
    }

    @Test
    void aDayThatIsOverIsCheckedOnceAndWhatDiffersIsKept() throws Exception {
        Sale sale = house.sold(DAYS, 1);
        LocalDate day = lastDay();
        changeAt("UPDATE payments SET completed_at = :at WHERE id = :id", sale, noon(day));
        forgetChecks();
        assertThat(admin.gatewayStatements(day).check()).isNull();
        GatewayChecks cut = checks(URI.create("http://127.0.0.1:1"));
        assertThatThrownBy(cut::work).isInstanceOf(ProblemException.class);
        assertThat(admin.gatewayStatements(day).check()).isNull();
        assertThat(checks(boxOffice.gateway().uri()).work()).as("somebody may still be at it").isZero();
        boxOffice.database().sql("UPDATE gateway_checks SET try_at = now()").update();

        List<Future<Integer>> nodes = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 4; i++) {
                nodes.add(threads.submit(checks(boxOffice.gateway().uri())::work));
            }
        }

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(admin.gatewayStatements(day).check()).isNotNull());
        Check check = Objects.requireNonNull(admin.gatewayStatements(day).check());
        assertThat(nodes.stream().mapToInt(Future::resultNow).sum()).isLessThanOrEqualTo(1);
        assertThat(check.found()).containsExactly(new Found(STRIPE, DifferenceKind.HERE_ONLY, 1));
        assertThat(check.checkedAt()).isAfter(before.asOf());
        assertThat(checks(boxOffice.gateway().uri()).work()).isZero();
        changeAt("UPDATE payments SET completed_at = :at WHERE id = :id", sale, Instant.now());
    }

    @Test
    void daysInWhichNoNodeRanAreCheckedLater() {
        LocalDate day = lastDay();
        forgetChecks();
        boxOffice.database()
                .sql("INSERT INTO gateway_checks (day, try_at, checked_at) VALUES (CAST(:day AS date), now(), now())")
                .with("day", day.minusDays(3).toString())
                .update();

        await().until(() -> checks(boxOffice.gateway().uri()).work() == 0);

        await().untilAsserted(
                () -> assertThat(List.of(day.minusDays(2), day.minusDays(1), day)).allSatisfy(
                        one -> assertThat(admin.gatewayStatements(one).check()).isNotNull()));
        assertThat(admin.gatewayStatements(day.minusDays(4)).check()).isNull();
    }

    /// A refund can be under way for days, and a statement has the day on which it was made.
    @Test
    void whatTookTheGatewayDaysIsNotMissing() throws Exception {
        Sale sale = house.sold(DAYS, 1);
        LocalDate day = lastDay();
        Instant longAgo = noon(day).minus(Duration.ofDays(4));
        MovableTime time = new MovableTime(longAgo);
        try (SandboxGateway old = SandboxGateway.start(
                SandboxConfig.builder().secretKey(boxOffice.settings(Map.of()).gateway().key()).build(), time)) {
            StripeClient thereThen = StripeClient.builder()
                    .setApiKey(boxOffice.settings(Map.of()).gateway().key())
                    .setApiBase(old.uri().toString())
                    .build();
            PaymentIntent paid = thereThen.v1()
                    .paymentIntents()
                    .create(euros(SEAT).setPaymentMethod("pm_card_visa").setConfirm(true).build());
            boxOffice.database()
                    .sql("""
                            UPDATE payments
                               SET charge_ref = :charge, created_at = :made, completed_at = :done
                             WHERE id = :id""")
                    .with("charge", paid.getId())
                    .with("made", longAgo)
                    .with("done", noon(day))
                    .with("id", sale.payment())
                    .update();
            forgetChecks();

            assertThat(checks(old.uri()).work()).isOne();
        }

        assertThat(
                boxOffice.database()
                        .sql("SELECT gateway || kind || count AS found FROM gateway_differences")
                        .list(row -> row.text("found"))).isEmpty();
        changeAt("UPDATE payments SET completed_at = :at WHERE id = :id", sale, Instant.now());
    }

    private static GatewayChecks checks(URI gateway) {
        return new GatewayChecks(
                boxOffice.database(),
                new GatewayBooks(Gateways.of(gateway, boxOffice.settings(Map.of()).gateway().key(), "unused")));
    }

    /// The day that is checked now.
    private static LocalDate lastDay() {
        return LocalDate.ofInstant(Instant.now().minus(Duration.ofHours(26)), ZoneOffset.UTC);
    }

    private static Instant noon(LocalDate day) {
        return day.atTime(12, 0).toInstant(ZoneOffset.UTC);
    }

    private static void forgetChecks() {
        boxOffice.database().sql("DELETE FROM gateway_differences").update();
        boxOffice.database().sql("DELETE FROM gateway_checks").update();
    }

    private static String path(String date) {
        return "/api/v1/settlements/gateways?date=" + date;
    }

    private Wire wire(String role) {
        return Wire.to(boxOffice.uri()).as(token(role));
    }

    private String token(String role) {
        return foyer.anyone().signIn(Foyer.login(role)).accessToken();
    }

    private List<Difference> found() {
        return found(admin.gatewayStatements(today));
    }

    /// What differs and did not before this test.
    private List<Difference> found(GatewayDay day) {
        List<Difference> known =
                before.accounts().stream().flatMap(account -> account.differences().stream()).toList();
        return day.accounts()
                .stream()
                .flatMap(account -> account.differences().stream())
                .filter(difference -> !known.contains(difference))
                .toList();
    }

    private static AccountDay account(GatewayDay day, String gateway) {
        return day.accounts().stream().filter(account -> account.gateway().equals(gateway)).findFirst().orElseThrow();
    }

    private static Sums sums(GatewayDay day, String gateway, String currency, boolean atGateway) {
        Sum none = new Sum(0, new BigDecimal("0.00"));
        return account(day, gateway).currencies()
                .stream()
                .filter(sums -> sums.currency().equals(currency))
                .map(atGateway ? CurrencySums::atGateway : CurrencySums::here)
                .findFirst()
                .orElse(new Sums(none, none));
    }

    private static Sum more(Sum sum, int count, BigDecimal amount) {
        return new Sum(sum.count() + count, sum.amount().add(amount));
    }

    private static Tuple capture(
            DifferenceKind kind, @Nullable PaymentId payment, String there, String here) {
        return tuple(kind, MovementKind.CAPTURE, payment, null, there, here);
    }

    private static String amount(@Nullable Entry entry) {
        return entry == null ? "" : entry.amount().toPlainString();
    }

    private static PaymentIntentCreateParams.Builder euros(long minor) {
        return PaymentIntentCreateParams.builder().setAmount(minor).setCurrency("eur");
    }

    /// Somebody pays in the gateway's dashboard.
    private PaymentIntent pay(long minor, String card) throws StripeException {
        return stripe.v1().paymentIntents().create(euros(minor).setPaymentMethod(card).setConfirm(true).build());
    }

    private Sale byUpi() throws Exception {
        Sale sale = inMumbai(PaymentMethod.UPI);
        phone.submit(
                boxOffice.gateway().uri().resolve("/sandbox/upi"),
                Map.of("code", String.valueOf(sale.created().paymentCode()), "answer", "pay"));
        sale.await(BookingStatus.CONFIRMED);
        return sale;
    }

    private Sale byNetbanking() throws Exception {
        Sale sale = inMumbai(PaymentMethod.NETBANKING);
        String page = phone.look(URI.create(String.valueOf(sale.created().paymentUrl()))).body();
        HttpResponse<String> begun = phone.submit(
                account.url().resolve("/v1/checkout/embedded"), RazorpayShop.hidden(page));
        URI checkout = account.url().resolve(begun.headers().firstValue("Location").orElseThrow());
        phone.submit(checkout, Map.of("method", "netbanking", "bank", "HDFC"));
        sale.await(BookingStatus.CONFIRMED);
        return sale;
    }

    private Sale inMumbai(PaymentMethod method) {
        BoxOfficeClient guest = foyer.guest();
        ShowId show = foyer.freshShow("Mumbai");
        List<SeatId> seats = foyer.seats(show, 1);
        SeatLock lock = guest.lock(new LockRequest(show, seats));
        return new Sale(
                boxOffice, guest, show, seats, lock,
                guest.book(new BookingRequest(lock.lockId(), method, null, null), UUID.randomUUID()));
    }

    /// Gives a sale up, and waits until the money is back.
    private RefundId cancel(Sale sale) {
        return cancel(sale, CancelRequest.ALL);
    }

    private RefundId cancel(Sale sale, CancelRequest request) {
        RefundId refund = Objects.requireNonNull(
                sale.guest().cancel(sale.created().bookingId(), request).refundId());
        await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> text("SELECT status AS text FROM refunds WHERE id = :id", refund.value()).equals(
                                "SUCCESS"));
        return refund;
    }

    /// The gateway's name for what was paid.
    private String charge(Sale sale) {
        return text("SELECT charge_ref AS text FROM payments WHERE id = :id", sale.payment().value());
    }

    private String text(String sql, UUID id) {
        return boxOffice.database().sql(sql).with("id", id).one(row -> row.text("text")).orElseThrow();
    }

    /// Writes past the server.
    private void change(String sql, UUID id) {
        assertThat(boxOffice.database().sql(sql).with("id", id).update()).isEqualTo(1);
    }

    private void changeAt(String sql, Sale sale, Instant at) {
        assertThat(boxOffice.database().sql(sql).with("id", sale.payment()).with("at", at).update()).isEqualTo(1);
    }
}
