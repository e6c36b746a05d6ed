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
import boxoffice.model.Bookings.PaymentMethod;
import boxoffice.model.Cards.Card;
import boxoffice.model.Locks.LockRequest;
import boxoffice.model.Locks.SeatLock;
import boxoffice.model.ShowId;
import boxoffice.server.identity.Secrets;
import boxoffice.server.testing.Foyer;
import boxoffice.server.testing.Phone;
import boxoffice.server.testing.TestBoxOffice;
import boxoffice.server.testing.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Cards that guests have asked us to remember, and the keys that keep them (PAY-4).
class KeptCardsIT {
    private final TestBoxOffice boxOffice = TestBoxOffice.shared();
    private final Foyer foyer = Foyer.of(boxOffice);
    private final BoxOfficeClient guest = foyer.guest();

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
    void anAgedKeyIsFollowedByAnotherAndErasedWhenItSealsNothing() {
        paid(true);
        Card card = kept();
        Stored before = stored(card);
        assertThat(new String(before.token(), StandardCharsets.ISO_8859_1)).doesNotContain("pm_");

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
        BookingCreated booking = guest.book(
                new BookingRequest(lock().lockId(), PaymentMethod.CARD, null, null, null, null, remember),
                UUID.randomUUID());
        new Phone().pay(Objects.requireNonNull(booking.paymentUrl()), Phone.GOOD_CARD);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> guest.booking(booking.bookingId()).status() == BookingStatus.CONFIRMED);
        return booking;
    }
}
