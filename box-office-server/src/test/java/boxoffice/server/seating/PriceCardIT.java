package boxoffice.server.seating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import boxoffice.client.BoxOfficeClient;
import boxoffice.client.BoxOfficeException.Refused;
import boxoffice.model.Locks.LockRequest;
import boxoffice.model.Locks.PriceLine;
import boxoffice.model.Locks.SeatLock;
import boxoffice.model.PriceCard;
import boxoffice.model.Prices.ShowPrices;
import boxoffice.model.SeatId;
import boxoffice.model.SeatType;
import boxoffice.model.ShowId;
import boxoffice.server.testing.Foyer;
import boxoffice.server.testing.TestBoxOffice;
import boxoffice.server.testing.Wire;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Prices for children, seniors and members, over real HTTP and PostgreSQL (SEAT-12).
class PriceCardIT {
    private final TestBoxOffice boxOffice = TestBoxOffice.shared();
    private final Foyer foyer = Foyer.of(boxOffice);
    private final ShowId show = foyer.freshShow();
    private final List<SeatId> seats = foyer.seats(show, 2);

    @Test
    void aSeatIsPricedByItsCardAsThePriceListSays() {
        ShowPrices prices = foyer.anyone().prices(show);
        assertThat(prices.cards()).first().matches(card -> card.card() == PriceCard.ADULT);

        SeatLock lock = foyer.guest().lock(new LockRequest(show, seats, Map.of(seats.getFirst(), PriceCard.CHILD)));

        BigDecimal child = price(prices, PriceCard.CHILD);
        BigDecimal adult = price(prices, PriceCard.ADULT);
        assertThat(child).isLessThan(adult);
        assertThat(lock.lines()).filteredOn(line -> line.kind() == PriceLine.Kind.SEAT)
                .containsExactly(
                        new PriceLine(PriceLine.Kind.SEAT, "REGULAR", 1, adult, false),
                        new PriceLine(PriceLine.Kind.SEAT, "REGULAR", 1, child, false, PriceCard.CHILD));
        assertThat(lock.seats()).filteredOn(seat -> seat.id().equals(seats.getFirst()))
                .allMatch(seat -> seat.price().compareTo(child) == 0);
    }

    @Test
    void aPriceThatChangesLaterChangesNothingForSeatsThatAreHeld() {
        BoxOfficeClient guest = foyer.guest();
        SeatLock lock = guest.lock(new LockRequest(show, seats));
        BigDecimal before = price(foyer.anyone().prices(show), PriceCard.ADULT);

        boxOffice.database()
                .sql("UPDATE shows SET base_price = base_price * 2 WHERE id = :show")
                .with("show", show)
                .update();
        await().untilAsserted(
                () -> assertThat(price(foyer.anyone().prices(show), PriceCard.ADULT)).isGreaterThan(before));

        assertThat(guest.extend(lock.lockId()).expiresAt()).isAfter(lock.expiresAt());
        String held = boxOffice.database()
                .sql("SELECT CAST(total AS text) AS total FROM seat_locks WHERE id = :lock")
                .with("lock", lock.lockId())
                .one(row -> row.text("total"))
                .orElseThrow();
        assertThat(new BigDecimal(held).movePointLeft(2)).isEqualByComparingTo(lock.totalAmount());
    }

    @Test
    void aCardThatIsNotGoodOrNotKnownOrForAnotherSeatIsRefusedAndNothingIsHeld() {
        boxOffice.database().sql("""
                DELETE FROM price_rules r
                 USING screens sc, shows s
                 WHERE r.theater_id = sc.theater_id
                   AND s.screen_id = sc.id
                   AND s.id = :show
                   AND r.card = 'MEMBER'""").with("show", show).update();
        await().untilAsserted(
                () -> assertThat(foyer.anyone().prices(show).cards())
                        .noneMatch(card -> card.card() == PriceCard.MEMBER));
        Refused refused = catchThrowableOfType(
                Refused.class,
                () -> foyer.guest().lock(new LockRequest(show, seats, Map.of(seats.getFirst(), PriceCard.MEMBER))));
        assertThat(refused.problem().status()).isEqualTo(400);
        assertThat(refused.problem().errors()).first().matches(error -> error.field().equals("cards"));

        Wire wire = Wire.to(boxOffice.uri()).as(foyer.anyone().guest().accessToken());
        for (String cards : List.of("{\"%s\":\"DOG\"}", "{\"%s\":null}", "{\"Z99\":\"CHILD\"}", "{\"-\":\"CHILD\"}")) {
            Wire.Answer answer = wire.post(
                    "/api/v1/bookings/lock",
                    "{\"showId\":\"%s\",\"seatIds\":[\"%s\"],\"cards\":%s}"
                            .formatted(show, seats.getFirst(), cards.formatted(seats.getFirst())));
            assertThat(answer.status()).as(cards + answer.body()).isEqualTo(400);
            assertThat(answer.problem().errors()).as(cards)
                    .first()
                    .matches(error -> error.field().startsWith("cards"), "names the field");
        }
        assertThat(foyer.guest().lock(new LockRequest(show, seats)).seats()).hasSize(2);
    }

    private static BigDecimal price(ShowPrices prices, PriceCard card) {
        return prices.cards()
                .stream()
                .filter(some -> some.card() == card)
                .flatMap(some -> some.prices().stream())
                .filter(some -> some.seatType() == SeatType.REGULAR)
                .map(some -> some.price())
                .findFirst()
                .orElseThrow();
    }
}
