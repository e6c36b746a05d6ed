package boxoffice.server.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import boxoffice.client.BoxOfficeClient;
import boxoffice.client.BoxOfficeException.Refused;
import boxoffice.model.Bookings.BookingCreated;
import boxoffice.model.Bookings.BookingRequest;
import boxoffice.model.Bookings.BookingStatus;
import boxoffice.model.Bookings.Payment;
import boxoffice.model.Bookings.PaymentMethod;
import boxoffice.model.Bookings.PaymentRequest;
import boxoffice.model.Bookings.PaymentStatus;
import boxoffice.model.CardId;
import boxoffice.model.Cards.Card;
import boxoffice.model.Locks.LockRequest;
import boxoffice.model.Locks.SeatLock;
import boxoffice.model.Problem;
import boxoffice.model.ShowId;
import boxoffice.sandbox.common.Fault;
import boxoffice.sandbox.common.Operation;
import boxoffice.sandbox.common.Rule;
import boxoffice.sandbox.common.Script;
import boxoffice.server.BoxOffice;
import boxoffice.server.identity.Secrets;
import boxoffice.server.testing.Foyer;
import boxoffice.server.testing.Phone;
import boxoffice.server.testing.TestBoxOffice;
import boxoffice.server.testing.Wire;
import com.stripe.exception.StripeException;
import com.stripe.model.HasId;
import com.stripe.model.PaymentIntent;
import com.stripe.model.checkout.Session;
import com.stripe.param.EventListParams;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Cards that guests have asked us to remember, and the keys that keep them (PAY-4).
class KeptCardsIT {
    private final TestBoxOffice boxOffice = TestBoxOffice.shared();
    private final Foyer foyer = Foyer.of(boxOffice);
    private final BoxOfficeClient guest = foyer.guest();
    private final Script script = boxOffice.gateway().script();

    @Test
    void aCardIsRememberedForItsGuestAloneAndForgottenWhenTheySaySo() {
        paid(true);

        Card card = kept();

        assertThat(card.brand()).isEqualTo("visa");
        assertThat(card.last4()).isEqualTo("4242");
        BoxOfficeClient other = foyer.guest();
        assertThat(other.cards().cards()).isEmpty();
        assertThat(catchThrowableOfType(Refused.class, () -> other.forget(card.id())).problem().code())
                .isEqualTo("NOT_FOUND");
        guest.forget(card.id());
        assertThat(guest.cards().cards()).isEmpty();
        assertThat(catchThrowableOfType(Refused.class, () -> guest.forget(card.id())).problem().code())
                .isEqualTo("NOT_FOUND");
    }

    @Test
    void whoDoesNotAskForItIsNotRemembered() {
        BookingCreated booking = paid(null);

        assertThat(
                boxOffice.database()
                        .sql("SELECT card_for IS NULL AND card_at IS NULL AS nothing FROM payments WHERE id = :id")
                        .with("id", booking.paymentId())
                        .one(row -> row.flag("nothing"))).contains(true);
    }

    @Test
    void onlyACardIsRemembered() {
        SeatLock lock = lock();
        Wire wire = Wire.to(boxOffice.uri()).as(foyer.anyone().guest().accessToken());
        for (String wrong : List.of("\"UPI\",\"rememberCard\":true", "\"CARD\",\"rememberCard\":\"yes\"")) {
            Wire.Answer answer = wire.post(
                    "/api/v1/bookings", "{\"lockId\":\"" + lock.lockId() + "\",\"paymentMethod\":" + wrong + "}",
                    "Idempotency-Key", UUID.randomUUID().toString());
            assertThat(answer.status()).as(answer.body()).isEqualTo(400);
            assertThat(answer.problem().errors()).singleElement()
                    .satisfies(error -> assertThat(error.field()).isEqualTo("rememberCard"));
        }
    }

    @Test
    void aRememberedCardIsOfferedOnTheGatewaysPageAndPays() throws StripeException {
        BookingCreated first = paid(true);
        Card card = kept();

        BookingCreated second = by(card);

        assertThat(new Phone().payBySavedCard(second.paymentUrl())).isEqualTo(303);
        confirmed(second);
        PaymentIntent before = atGateway(first);
        PaymentIntent now = atGateway(second);
        assertThat(now.getPaymentMethod()).isEqualTo(before.getPaymentMethod());
        assertThat(now.getCustomer()).isNotNull().isEqualTo(before.getCustomer());
        assertThat(now.getAmountReceived())
                .isEqualTo(guest.booking(second.bookingId()).totalAmount().movePointRight(2).longValueExact());
        assertThat(now.getMetadata()).containsEntry("payment", second.paymentId().toString());
        assertThat(guest.cards().cards()).containsExactly(card);
    }

    @Test
    void aRememberedCardThatIsDeclinedLeavesTheBookingOpenForAnotherTry() throws StripeException {
        paid(true);
        BookingCreated booking = by(kept());
        String rule = script.add(noted(booking, new Fault.Decline(Fault.Reason.INSUFFICIENT_FUNDS))).id();
        try {
            assertThat(new Phone().payBySavedCard(booking.paymentUrl())).isEqualTo(402);
        } finally {
            script.remove(rule);
        }
        await().until(() -> "insufficient_funds".equals(guest.booking(booking.bookingId()).paymentFailure()));
        assertThat(guest.booking(booking.bookingId()).status()).isEqualTo(BookingStatus.PENDING);

        assertThat(new Phone().payBySavedCard(booking.paymentUrl())).isEqualTo(303);

        confirmed(booking);
        assertThat(atGateway(booking).getStatus()).isEqualTo("succeeded");
    }

    @Test
    void whoPaysAgainIsOfferedTheirCardAgainUnlessTheyHaveForgottenIt() throws StripeException {
        paid(true);
        Card card = kept();
        BookingCreated booking = by(card);
        Phone phone = new Phone();

        Payment second = payAgain(booking, booking.paymentUrl());
        assertThat(phone.seesSavedCard(second.gatewayUrl())).isTrue();
        guest.forget(card.id());
        Payment third = payAgain(booking, second.gatewayUrl());

        assertThat(phone.seesSavedCard(third.gatewayUrl())).isFalse();
        assertThat(phone.pay(third.gatewayUrl(), Phone.GOOD_CARD)).isEqualTo(303);
        confirmed(booking);
    }

    /// Closes a page at the gateway, and pays on another.
    private Payment payAgain(BookingCreated booking, @Nullable String page) throws StripeException {
        String session = Objects.requireNonNull(page).substring(page.lastIndexOf('/') + 1);
        boxOffice.stripe().v1().checkout().sessions().expire(session);
        await().until(() -> guest.booking(booking.bookingId()).paymentStatus() == PaymentStatus.FAILED);
        return guest.pay(new PaymentRequest(booking.bookingId(), PaymentMethod.CARD), UUID.randomUUID());
    }

    @Test
    void aCardThatCannotBeUsedIsNamedAndNothingIsBooked() {
        paid(true);
        Card card = kept();
        SeatLock lock = lock();
        Wire wire = Wire.to(boxOffice.uri()).as(foyer.anyone().guest().accessToken());
        for (String wrong : List.of(
                "\"UPI\",\"cardId\":\"" + card.id() + "\"",
                "\"CARD\",\"rememberCard\":true,\"cardId\":\"" + card.id() + "\"",
                "\"CARD\",\"cardId\":\"4242\"")) {
            Wire.Answer answer = wire.post(
                    "/api/v1/bookings", "{\"lockId\":\"" + lock.lockId() + "\",\"paymentMethod\":" + wrong + "}");
            assertThat(answer.status()).as(answer.body()).isEqualTo(400);
            assertThat(answer.problem().errors()).singleElement()
                    .satisfies(error -> assertThat(error.field()).isEqualTo("cardId"));
        }
        BoxOfficeClient other = foyer.guest();
        ShowId show = foyer.freshShow();
        SeatLock others = other.lock(new LockRequest(show, foyer.seats(show, 1)));
        Problem foreign = refusal(other, others, card.id());
        assertThat(foreign.errors()).singleElement()
                .satisfies(error -> assertThat(error.field()).isEqualTo("cardId"));
        assertThat(refusal(other, others, new CardId(UUID.randomUUID())).errors()).isEqualTo(foreign.errors());
        assertThat(other.bookings().bookings()).isEmpty();
        assertThat(guest.book(new BookingRequest(lock.lockId(), PaymentMethod.CARD, null, null), UUID.randomUUID()))
                .isNotNull();
    }

    @Test
    void aCardThatAnotherGatewayKeepsIsNamed() {
        paid(true);
        Card card = kept();
        ShowId show = foyer.freshShow("Mumbai");
        String offers = "/api/v1/theaters/" + foyer.anyone().show(show).theaterId() + "/payment-methods";
        Wire admin = Wire.to(boxOffice.uri()).as(foyer.anyone().signIn(Foyer.login("admin")).accessToken());
        SeatLock lock = guest.lock(new LockRequest(show, foyer.seats(show, 1)));
        offer(admin, offers, "{\"method\":\"CARD\",\"gateway\":\"RAZORPAY\"}");
        try {
            assertThat(refusal(guest, lock, card.id()).errors()).singleElement().satisfies(error -> {
                assertThat(error.field()).isEqualTo("cardId");
                assertThat(error.allowed()).contains("RAZORPAY");
            });
        } finally {
            offer(admin, offers, "");
        }
    }

    private static void offer(Wire admin, String path, String methods) {
        Wire.Answer chosen =
                admin.send("PUT", path, "{\"methods\":[" + methods + "]}", "Content-Type", "application/json");
        assertThat(chosen.status()).as(chosen.body()).isEqualTo(200);
    }

    private static Problem refusal(BoxOfficeClient who, SeatLock lock, CardId card) {
        var request = new BookingRequest(lock.lockId(), PaymentMethod.CARD, null, null, null, null, null, card);
        return catchThrowableOfType(Refused.class, () -> who.book(request, UUID.randomUUID())).problem();
    }

    @Test
    void aForgottenCardIsDetachedOnceThoughTheGatewayIsSilentAndTwoNodesTellIt() throws StripeException {
        BookingCreated first = paid(true);
        Card card = kept();
        String paymentMethod = atGateway(first).getPaymentMethod();
        // Stripe detaches the card at the first call, and nobody hears of it.
        String silent = script.add(
                noted(first, new Fault.LateAnswer(Set.of(Operation.FORGET), Duration.ofSeconds(30)))).id();
        try (BoxOffice _ = BoxOffice.start(boxOffice.settings(Map.of("demo.catalogue", "false")))) {
            try {
                guest.forget(card.id());

                assertThat(guest.cards().cards()).isEmpty();
                assertThat(refusal(guest, lock(), card.id()).errors()).singleElement()
                        .satisfies(error -> assertThat(error.field()).isEqualTo("cardId"));
                await().until(() -> {
                    hurry();
                    return count("kept_cards WHERE id = :id AND tries > 1", card) == 1;
                });
                assertThat(detached(paymentMethod)).isEqualTo(1);
            } finally {
                script.remove(silent);
            }
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                hurry();
                assertThat(count("kept_cards WHERE id = :id", card)).isZero();
            });
        }
        assertThat(detached(paymentMethod)).isEqualTo(1);
        assertThat(boxOffice.stripe().v1().paymentMethods().retrieve(paymentMethod).getCustomer()).isNull();
        assertThat(count("audit_log WHERE subject = 'card' AND subject_id = :id AND change = 'ERASED'", card))
                .isEqualTo(1);
    }

    @Test
    void aCardThatTheGatewayHasLostKeepsNobodyFromPayingAndIsForgottenAllTheSame() {
        paid(true);
        Card card = kept();
        CardKeys keys = CardKeys.open(boxOffice.database(), new Secrets(new byte[32]));
        boxOffice.database().transaction(sql -> {
            CardKeys.Sealed lost = keys.seal(sql, "cus_lost/pm_lost", "card " + card.id());
            return sql.sql("UPDATE kept_cards SET key_id = :key, sealed_token = :token WHERE id = :id")
                    .with("key", lost.key())
                    .with("token", lost.token())
                    .with("id", card.id())
                    .update();
        });

        BookingCreated booking = by(card);

        assertThat(new Phone().seesSavedCard(booking.paymentUrl())).isFalse();
        assertThat(new Phone().pay(booking.paymentUrl(), Phone.GOOD_CARD)).isEqualTo(303);
        confirmed(booking);
        guest.forget(card.id());
        await().atMost(Duration.ofSeconds(20)).until(() -> count("kept_cards WHERE id = :id", card) == 0);
    }

    private static Rule noted(BookingCreated booking, Fault fault) {
        return Rule.noted("payment", booking.paymentId().toString(), fault);
    }

    @Test
    void anAgedKeyIsFollowedByAnotherAndErasedWhenItSealsNothing() {
        paid(true);
        Card card = kept();
        Stored before = stored(card);
        assertThat(new String(before.token(), StandardCharsets.ISO_8859_1)).doesNotContain("pm_", "cus_");

        boxOffice.database()
                .sql("UPDATE card_keys SET created_at = now() - interval '91 days' WHERE retired_at IS NULL")
                .update();

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(stored(card).key()).isNotEqualTo(before.key());
            assertThat(erased(before.key())).isTrue();
        });
        assertThat(stored(card).token()).isNotEqualTo(before.token());
        assertThat(guest.cards().cards()).containsExactly(card);
    }

    @Test
    void anotherMasterKeyIsNoticedWhenTheKeysAreOpened() {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) 7);
        Secrets other = new Secrets(key);

        assertThatThrownBy(() -> CardKeys.open(boxOffice.database(), other))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("master key");
    }

    private record Stored(UUID key, byte[] token) {}

    private Stored stored(Card card) {
        return boxOffice.database()
                .sql("SELECT key_id, sealed_token FROM kept_cards WHERE id = :id")
                .with("id", card.id())
                .one(row -> new Stored(row.uuid("key_id"), row.bytes("sealed_token")))
                .orElseThrow();
    }

    private boolean erased(UUID key) {
        return boxOffice.database()
                .sql("SELECT sealed_key IS NULL AS erased FROM card_keys WHERE id = :id")
                .with("id", key)
                .one(row -> row.flag("erased"))
                .orElseThrow();
    }

    private Card kept() {
        return await().atMost(Duration.ofSeconds(20))
                .until(() -> guest.cards().cards(), cards -> !cards.isEmpty())
                .getFirst();
    }

    private SeatLock lock() {
        ShowId show = foyer.freshShow();
        return guest.lock(new LockRequest(show, foyer.seats(show, 1)));
    }

    private BookingCreated paid(@Nullable Boolean remember) {
        BookingCreated booking = guest.book(request(remember, null), UUID.randomUUID());
        new Phone().pay(Objects.requireNonNull(booking.paymentUrl()), Phone.GOOD_CARD);
        confirmed(booking);
        return booking;
    }

    private void confirmed(BookingCreated booking) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> guest.booking(booking.bookingId()).status() == BookingStatus.CONFIRMED);
    }

    private BookingRequest request(@Nullable Boolean remember, @Nullable CardId card) {
        return new BookingRequest(lock().lockId(), PaymentMethod.CARD, null, null, null, null, remember, card);
    }

    private BookingCreated by(Card card) {
        return guest.book(request(null, card.id()), UUID.randomUUID());
    }

    /// What the gateway knows of a payment.
    private PaymentIntent atGateway(BookingCreated booking) throws StripeException {
        return boxOffice.stripe().v1().paymentIntents().retrieve(sessionOf(booking).getPaymentIntent());
    }

    private Session sessionOf(BookingCreated booking) throws StripeException {
        String page = Objects.requireNonNull(booking.paymentUrl());
        return boxOffice.stripe().v1().checkout().sessions().retrieve(page.substring(page.lastIndexOf('/') + 1));
    }

    /// How often the gateway has detached a card.
    private long detached(String paymentMethod) throws StripeException {
        return boxOffice.stripe()
                .v1()
                .events()
                .list(EventListParams.builder().setType("payment_method.detached").setLimit(100L).build())
                .getData()
                .stream()
                .filter(
                        event -> event.getDataObjectDeserializer().getObject().orElseThrow() instanceof HasId object
                                && object.getId().equals(paymentMethod))
                .count();
    }

    private long count(String from, Card card) {
        return boxOffice.database()
                .sql("SELECT count(*) AS n FROM " + from)
                .with("id", card.id())
                .one(row -> row.number("n"))
                .orElseThrow();
    }

    /// Makes due now what would be tried again later.
    private void hurry() {
        boxOffice.database().sql("UPDATE kept_cards SET forget_at = now() WHERE forget_at > now()").update();
    }
}
