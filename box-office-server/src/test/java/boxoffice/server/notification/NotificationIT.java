package boxoffice.server.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import boxoffice.client.BoxOfficeClient;
import boxoffice.model.Accounts.RegisterRequest;
import boxoffice.model.Accounts.Session;
import boxoffice.model.BookingId;
import boxoffice.model.Bookings.Booking;
import boxoffice.model.Bookings.BookingStatus;
import boxoffice.model.Json;
import boxoffice.model.Locks.LockRequest;
import boxoffice.model.Money;
import boxoffice.model.Notifications.Channel;
import boxoffice.model.Notifications.Kind;
import boxoffice.model.SeatId;
import boxoffice.model.ShowId;
import boxoffice.model.Tickets.Verdict;
import boxoffice.sandbox.common.Fault;
import boxoffice.sandbox.common.Rule;
import boxoffice.sandbox.common.Script;
import boxoffice.server.BoxOffice;
import boxoffice.server.events.Event;
import boxoffice.server.operations.Records;
import boxoffice.server.testing.Foyer;
import boxoffice.server.testing.Phone;
import boxoffice.server.testing.TestBoxOffice;
import boxoffice.server.testing.Wire;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Guests buy, and find out in their mailboxes and on their phones; two nodes send, and nothing twice (NOTIF-1).
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NotificationIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final PostOffice sms = PostOffice.open();
    private final PostOffice push = PostOffice.open();
    private Inbox inbox = Inbox.open();
    private TestBoxOffice boxOffice;
    private BoxOffice other;
    private Foyer foyer;
    private Guest staff;
    private ShowId show;

    @BeforeAll
    void open() {
        Map<String, String> settings = new HashMap<>(inbox.settings());
        settings.put("notification.sms.url", sms.uri().toString());
        settings.put("notification.sms.user", "AC1");
        settings.put("notification.sms.password", "secret");
        settings.put("notification.sms.from", "+15005550006");
        settings.put("notification.push.url", push.uri().toString());
        settings.put("notification.push.token", "secret");
        boxOffice = TestBoxOffice.start(settings);
        other = BoxOffice.start(boxOffice.settings(Map.of()));
        foyer = Foyer.of(boxOffice);
        staff = guest(foyer.anyone().signIn(Foyer.login("staff")));
        show = foyer.freshShow();
    }

    @AfterAll
    void close() {
        other.close();
        boxOffice.close();
        inbox.close();
        sms.close();
        push.close();
    }

    @ParameterizedTest
    @CsvSource({"ar, ar", "'ja-JP,en;q=0.5', ja", "'de, es;q=0.9, en;q=0.8', es", "'', en"})
    void aPurchaseBringsItsTicketsByMailInTheGuestsLanguage(String accepted, String language) {
        String address = "reader-" + language + "@example.org";
        Purchase bought = buy(guest(), 2, "\"email\":\"%s\"".formatted(address), accepted);

        Inbox.Mail mail = awaitMail(address);

        Story story = storyOf(bought, language);
        assertThat(mail.subject()).isEqualTo(story.subject());
        assertThat(mail.html()).contains("<html lang=\"" + story.words().locale().toLanguageTag() + "\"");
        assertThat(mail.text()).contains(story.headline());
        assertThat(mail.codesPrinted()).hasSize(2).containsExactlyInAnyOrderElementsOf(mail.codesShown());
        for (String code : mail.codesShown()) {
            assertThat(foyer.anyone().verify(code).verdict()).isEqualTo(Verdict.VALID);
        }
        assertThat(rows(bought)).containsExactly("CONFIRMED EMAIL SENT");
        assertThat(inbox.of(address)).hasSize(1);
    }

    @Test
    void aMailServerThatIsAwayHoldsUpNoSaleAndGetsEveryMailOnceItIsBack() {
        inbox.close();
        Purchase bought;
        try {
            bought = buy(guest(), 1, "\"email\":\"late@example.org\"", "en");
            await().atMost(PATIENCE).until(() -> attempts(bought) >= 2);
            assertThat(rows(bought)).containsExactly("CONFIRMED EMAIL PENDING");
        } finally {
            inbox = inbox.reopen();
        }

        awaitMail("late@example.org");
        await().atMost(PATIENCE).until(() -> rows(bought), List.of("CONFIRMED EMAIL SENT")::equals);
        assertThat(inbox.of("late@example.org")).hasSize(1);
    }

    @Test
    void ticketsOfABookingThatHasEndedMeanwhileAreNotSent() {
        inbox.close();
        Purchase bought;
        try {
            bought = buy(guest(), 1, "\"email\":\"rash@example.org\"", "en");
            await().atMost(PATIENCE).until(() -> attempts(bought) >= 1);
            giveBack(bought);
            tryNow(bought);
            await().atMost(PATIENCE).until(() -> rows(bought).contains("CONFIRMED EMAIL SKIPPED"));
        } finally {
            inbox = inbox.reopen();
        }

        tryNow(bought);
        await().atMost(PATIENCE).until(() -> rows(bought).contains("CANCELLED EMAIL SENT"));
        assertThat(inbox.of("rash@example.org")).extracting(Inbox.Mail::subject)
                .noneMatch(subject -> subject.startsWith("Your ticket"));
    }

    @Test
    void moneyThatGoesBackIsToldOfTwiceWhenItIsOwedAndWhenItIsSent() {
        Purchase bought = buy(guest(), 1, "\"email\":\"back@example.org\"", "en-IE");
        giveBack(bought);
        await().atMost(PATIENCE).until(() -> rows(bought).contains("CANCELLED EMAIL SENT"));
        refunded(bought);
        await().atMost(PATIENCE).until(() -> rows(bought).contains("REFUNDED EMAIL SENT"));

        String amount = storyOf(bought, "en-IE").words()
                .money(Money.of(bought.booking().totalAmount(), Money.currency("EUR")));
        assertThat(inbox.of("back@example.org")).extracting(Inbox.Mail::subject)
                .contains(
                        "Your booking for " + bought.booking().show().title() + " is cancelled",
                        amount + " is on its way back to you");
        assertThat(inbox.of("back@example.org")).filteredOn(mail -> mail.subject().endsWith("is cancelled"))
                .allSatisfy(mail -> assertThat(mail.text()).contains("We will pay " + amount + " back"));
    }

    /// A bank sends it back days later, for the fourth time, and no webhook tells us; so the gateway is asked.
    @Test
    void moneyThatDidNotArriveAfterAllIsToldOf() {
        Purchase bought = buy(guest(), 1, "\"email\":\"bounced@example.org\"", "en");
        String payment = String.valueOf(bought.booking().paymentId());
        Script script = boxOffice.gateway().script();
        script.add(Rule.noted("payment", payment, new Fault.FailedRefund(Duration.ofMillis(1))));
        script.add(Rule.noted("payment", payment, new Fault.LostWebhook(Set.of())));
        giveBack(bought);
        await().atMost(PATIENCE).until(() -> rows(bought).contains("REFUNDED EMAIL SENT"));

        boxOffice.database()
                .sql("UPDATE refunds SET look_at = now(), failures = 3 WHERE payment_id = CAST(:payment AS uuid)")
                .with("payment", payment)
                .update();

        await().atMost(PATIENCE).until(() -> rows(bought).contains("REFUND_DELAYED EMAIL SENT"));
    }

    @Test
    void whoeverWantedToSeeAShowThatIsCancelledIsToldThatItIsTheShow() {
        ShowId doomed = foyer.freshShow();
        Purchase bought = buy(guest(), doomed, 1, "\"email\":\"doomed@example.org\"", "es");
        boxOffice.database()
                .sql("UPDATE shows SET status = 'CANCELLED' WHERE id = :show")
                .with("show", doomed)
                .update();
        giveBack(bought);

        await().atMost(PATIENCE).until(() -> rows(bought).contains("SHOW_CANCELLED EMAIL SENT"));
        assertThat(inbox.of("doomed@example.org")).extracting(Inbox.Mail::subject)
                .anySatisfy(subject -> assertThat(subject).startsWith("Sesión cancelada: "));
    }

    @Test
    void aPaymentThatIsLookedIntoIsToldOf() {
        Purchase bought = buy(guest(), 1, "\"name\":\"No Body\"", "en");
        boxOffice.database().transaction(sql -> {
            sql.sql("UPDATE bookings SET status = 'PENDING_REVIEW', email = 'wait@example.org' WHERE id = :id")
                    .with("id", bought.id())
                    .update();
            Records.event(sql, "booking.review", bought.id().value(), Map.of());
            return true;
        });

        // That the booking was confirmed may have been heard before it had an address, or after.
        await().atMost(PATIENCE).until(() -> rows(bought).contains("IN_REVIEW EMAIL PENDING"));
        tryNow(bought);

        assertThat(awaitMail("wait@example.org").text()).contains("We are processing your booking", "Hello No Body,");
    }

    @Test
    void aCustomerIsWrittenToAtTheAccountsAddressAndByThePhoneAndOnTheDevice() {
        Session account = foyer.anyone()
                .register(
                        new RegisterRequest(
                                "account@example.org", "a long enough one", "Ada <b>", "+49 (30) 901820-99"));
        Guest customer = guest(account);
        Wire.Answer subscribed =
                customer.wire().post("/api/v1/users/me/push-subscriptions", "{\"token\":\"device-of-ada\"}");
        assertThat(subscribed.status()).as(subscribed.body()).isEqualTo(201);

        Purchase bought = buy(customer, 1, "\"phone\":null", "hi");

        Inbox.Mail mail = awaitMail("account@example.org");
        assertThat(mail.html()).contains("Ada &lt;b&gt;").doesNotContain("Ada <b>");
        await().atMost(PATIENCE).until(() -> push.posted("device-of-ada").size() == 1);
        await().atMost(PATIENCE).until(() -> sms.posted("To=%2B493090182099").size() == 1);
        await().atMost(PATIENCE)
                .until(
                        () -> rows(bought), List.of(
                                "CONFIRMED EMAIL SENT", "CONFIRMED PUSH SENT", "CONFIRMED SMS SENT")::equals);
    }

    @Test
    void aDeviceThatIsNoMoreIsForgotten() {
        Guest guest = guest();
        guest.wire().post("/api/v1/users/me/push-subscriptions", "{\"token\":\"a-lost-device\"}");
        push.replyTo(
                "a-lost-device", 404,
                "{\"error\":{\"code\":404,\"status\":\"NOT_FOUND\",\"details\":[{\"errorCode\":\"UNREGISTERED\"}]}}");

        Purchase bought = buy(guest, 1, "\"name\":\"x\"", "en");

        await().atMost(PATIENCE).until(() -> rows(bought), List.of("CONFIRMED PUSH FAILED")::equals);
        await().atMost(PATIENCE).until(() -> subscriptions("a-lost-device") == 0);
    }

    @Test
    void whoLeavesNoAddressGetsNothing() {
        Purchase walkIn = buy(guest(), 1, "\"name\":\"Walk In\"", "en");
        Purchase counter = buy(staff, 1, "\"name\":\"At The Counter\"", "en");
        Purchase told = buy(guest(), 1, "\"email\":\"after@example.org\"", "en");

        awaitMail("after@example.org");
        await().atMost(PATIENCE).until(() -> consumed(walkIn) && consumed(counter));
        assertThat(rows(walkIn)).isEmpty();
        assertThat(rows(counter)).isEmpty();
        assertThat(rows(told)).hasSize(1);
    }

    @Test
    void anEventThatComesTwiceIsToldOfOnce() {
        Purchase bought = buy(guest(), 1, "\"email\":\"twice@example.org\"", "en");
        awaitMail("twice@example.org");
        Event again = new Event(
                eventOf(bought), "booking.confirmed", bought.id().value(), Json.strict().createObjectNode(),
                Instant.now());

        new NotificationConsumer(Set.of(Channel.EMAIL)).accept(boxOffice.database(), again);

        assertThat(rows(bought)).hasSize(1);
    }

    @Test
    void theStaffSeesWhatBecameOfAMessageAndSendsItAgain() {
        Purchase bought = buy(guest(), 1, "\"email\":\"lost@example.org\"", "en");
        String first = awaitMail("lost@example.org").header("Message-ID");
        await().atMost(PATIENCE).until(() -> rows(bought), List.of("CONFIRMED EMAIL SENT")::equals);

        JsonNode message = staff.wire()
                .get("/api/v1/notifications?bookingId=" + bought.id())
                .json()
                .at("/notifications/0");
        assertThat(message.path("recipient").asText()).isEqualTo("l…@example.org");
        assertThat(message.path("status").asText()).isEqualTo("SENT");
        Wire.Answer resent = staff.wire()
                .post("/api/v1/notifications/" + message.path("id").asText() + "/resend", "{}");
        assertThat(resent.status()).as(resent.body()).isEqualTo(200);

        await().atMost(PATIENCE).until(() -> inbox.of("lost@example.org").size() == 2);
        assertThat(inbox.of("lost@example.org")).extracting(mail -> mail.header("Message-ID"))
                .contains(first)
                .doesNotHaveDuplicates();
    }

    @Test
    void onlyTheStaffLooksIntoMessages() {
        Guest guest = guest();
        String nothing = "/" + UUID.randomUUID();

        assertThat(guest.wire().get("/api/v1/notifications").problem().code()).isEqualTo("FORBIDDEN");
        assertThat(guest.wire().post("/api/v1/notifications" + nothing + "/resend", "{}").problem().code())
                .isEqualTo("FORBIDDEN");
        assertThat(staff.wire().post("/api/v1/notifications" + nothing + "/resend", "{}").problem().code())
                .isEqualTo("NOT_FOUND");
        assertThat(staff.wire().get("/api/v1/notifications?status=LOST").problem().errors().getFirst().field())
                .isEqualTo("status");
        assertThat(staff.wire().get("/api/v1/notifications?bookingId=x").problem().errors().getFirst().field())
                .isEqualTo("bookingId");
        assertThat(guest.wire().send("DELETE", "/api/v1/users/me/push-subscriptions" + nothing, "").problem().code())
                .isEqualTo("NOT_FOUND");
        assertThat(
                guest.wire()
                        .post("/api/v1/users/me/push-subscriptions", "{\"token\":\"\"}")
                        .problem()
                        .errors()
                        .getFirst()
                        .field()).isEqualTo("token");
    }

    /// Somebody who signed in, at the client that apps use and at the bare wire.
    private record Guest(BoxOfficeClient client, Wire wire) {}

    /// A booking, paid with a card.
    private record Purchase(BoxOfficeClient guest, BookingId id) {
        Booking booking() {
            return guest.booking(id);
        }
    }

    private Purchase buy(Guest guest, int count, String about, String accepted) {
        return buy(guest, show, count, about, accepted);
    }

    /// @param about members of the request beside its lock and method of payment
    /// @param accepted the languages that the browser asks for
    private Purchase buy(Guest guest, ShowId wanted, int count, String about, String accepted) {
        List<SeatId> seats = foyer.seats(wanted, count);
        String body = "{\"lockId\":\"%s\",\"paymentMethod\":\"CARD\",%s}"
                .formatted(guest.client().lock(new LockRequest(wanted, seats)).lockId(), about);
        Wire.Answer created = accepted.isEmpty()
                ? guest.wire().post("/api/v1/bookings", body)
                : guest.wire().post("/api/v1/bookings", body, "Accept-Language", accepted);
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        Purchase purchase = new Purchase(guest.client(), BookingId.of(created.json().path("bookingId").asText()));
        assertThat(new Phone().pay(created.json().path("paymentUrl").asText(), Phone.GOOD_CARD)).isEqualTo(303);
        await().atMost(PATIENCE).until(() -> purchase.booking().status() == BookingStatus.CONFIRMED);
        return purchase;
    }

    private Guest guest() {
        return guest(foyer.anyone().guest());
    }

    private Guest guest(Session session) {
        return new Guest(foyer.anyone().with(session), Wire.to(boxOffice.uri()).as(session.accessToken()));
    }

    private void giveBack(Purchase bought) {
        Wire.Answer answer = staff.wire()
                .post(
                        "/api/v1/payments/" + bought.booking().paymentId() + "/refund",
                        "{\"reason\":\"test\"}",
                        "Idempotency-Key",
                        UUID.randomUUID().toString());
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    }

    /// Tells of the booking's refund.
    private void refunded(Purchase bought) {
        boxOffice.database().transaction(sql -> {
            UUID refund = sql.sql("SELECT id FROM refunds WHERE payment_id = :payment")
                    .with("payment", bought.booking().paymentId())
                    .one(row -> row.uuid("id"))
                    .orElseThrow();
            Records.event(sql, "refund.success", refund, Map.of("payment", bought.booking().paymentId()));
            return refund;
        });
    }

    private Story storyOf(Purchase bought, String language) {
        Booking booking = bought.booking();
        return new Story(
                Kind.CONFIRMED,
                booking,
                Optional.empty(),
                Optional.empty(),
                Words.of(List.of(language.equals("ja") ? "ja-JP" : language), booking.show().zone()));
    }

    private Inbox.Mail awaitMail(String address) {
        return await().atMost(PATIENCE).until(() -> inbox.of(address), mails -> !mails.isEmpty()).getFirst();
    }

    private List<String> rows(Purchase bought) {
        return boxOffice.database()
                .sql(
                        "SELECT kind, channel, status FROM notifications WHERE booking_id = :booking ORDER BY created_at, channel")
                .with("booking", bought.id())
                .list(row -> row.text("kind") + " " + row.text("channel") + " " + row.text("status"));
    }

    /// Lets nobody wait for the next try.
    private void tryNow(Purchase bought) {
        boxOffice.database()
                .sql("UPDATE notifications SET next_try_at = now() WHERE booking_id = :booking AND status = 'PENDING'")
                .with("booking", bought.id())
                .update();
    }

    private int attempts(Purchase bought) {
        return boxOffice.database()
                .sql("SELECT coalesce(max(attempts), 0) AS most FROM notifications WHERE booking_id = :booking")
                .with("booking", bought.id())
                .one(row -> row.integer("most"))
                .orElseThrow();
    }

    private int subscriptions(String token) {
        return boxOffice.database()
                .sql("SELECT count(*) AS count FROM push_subscriptions WHERE token = :token")
                .with("token", token)
                .one(row -> row.integer("count"))
                .orElseThrow();
    }

    private long eventOf(Purchase bought) {
        return boxOffice.database()
                .sql("SELECT id FROM outbox WHERE key = :booking AND topic = 'booking.confirmed'")
                .with("booking", bought.id())
                .one(row -> row.number("id"))
                .orElseThrow();
    }

    /// Whether the room has heard of the purchase.
    private boolean consumed(Purchase bought) {
        return boxOffice.database()
                .sql("SELECT 1 AS one FROM consumed_events WHERE event_id = :event AND consumer = 'notifications'")
                .with("event", eventOf(bought))
                .one(row -> row.integer("one"))
                .isPresent();
    }
}
