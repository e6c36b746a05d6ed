package boxoffice.server.bookkeeping;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.model.GatewayStatements.AccountDay;
import boxoffice.model.GatewayStatements.CurrencySums;
import boxoffice.model.GatewayStatements.Difference;
import boxoffice.model.GatewayStatements.DifferenceKind;
import boxoffice.model.GatewayStatements.Found;
import boxoffice.model.GatewayStatements.MovementKind;
import boxoffice.model.Money;
import boxoffice.model.PaymentId;
import boxoffice.model.Settlements.Sum;
import boxoffice.server.payment.GatewayBooks.Account;
import boxoffice.server.payment.Movement;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Which movement is which row, without a gateway.
class AccountBooksTest {
    private static final Account ACCOUNT = new Account("STRIPE", Set.of("STRIPE", "STRIPE_TERMINAL"));
    private static final Instant BEGIN = Instant.parse("2026-11-26T00:00:00Z");
    private static final Instant END = Instant.parse("2026-11-27T00:00:00Z");
    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
    private static final AccountBooks.Day OVER = new AccountBooks.Day(BEGIN, END, END.plus(Duration.ofHours(2)));
    private static final UUID ID = UUID.randomUUID();

    private static Movement capture(@Nullable UUID ours, String name, Instant at) {
        return moved(MovementKind.CAPTURE, ours, name, at, true);
    }

    private static Movement moved(MovementKind kind, @Nullable UUID ours, String name, Instant at, boolean done) {
        return new Movement(kind, name, Optional.ofNullable(ours), euros(1_550), at, done);
    }

    private static OurMovement paid(UUID id, String name, Instant at) {
        return row(MovementKind.CAPTURE, id, name, "SUCCESS", at);
    }

    private static OurMovement row(
            MovementKind kind, UUID id, @Nullable String name, String status, @Nullable Instant completed) {
        return new OurMovement(
                kind, id, new PaymentId(id), Optional.ofNullable(name), status, euros(1_550), NOON,
                Optional.ofNullable(completed));
    }

    private static Money euros(long minor) {
        return new Money(minor, Money.currency("EUR"));
    }

    private static List<DifferenceKind> differences(
            AccountBooks.Day day, List<Movement> moved, List<OurMovement> rows) {
        return new AccountBooks(ACCOUNT, day, moved, rows).differences().stream().map(Difference::kind).toList();
    }

    @Test
    void whatTheGatewayHasBeforeMidnightAndWeAfterItFitsOnBothDays() {
        List<Movement> moved = List.of(capture(ID, "pi_1", END.minusSeconds(1)));
        List<OurMovement> rows = List.of(paid(ID, "pi_1", END.plusSeconds(1)));
        AccountBooks.Day next =
                new AccountBooks.Day(END, END.plus(Duration.ofDays(1)), END.plus(Duration.ofDays(2)));

        assertThat(differences(OVER, moved, rows)).isEmpty();
        assertThat(differences(next, moved, rows)).isEmpty();
        AccountDay day = new AccountBooks(ACCOUNT, OVER, moved, rows).asDay();
        assertThat(day.currencies()).extracting(CurrencySums::currency).containsExactly("EUR");
        assertThat(day.currencies().getFirst().atGateway().captures())
                .isEqualTo(new Sum(1, new BigDecimal("15.50")));
        assertThat(day.currencies().getFirst().here().captures()).isEqualTo(new Sum(0, new BigDecimal("0.00")));
    }

    @Test
    void whatWasDoneAfterTheGatewayWasAskedIsNotMissing() {
        AccountBooks.Day untilNoon = new AccountBooks.Day(BEGIN, END, NOON);

        assertThat(differences(untilNoon, List.of(), List.of(paid(ID, "pi_1", NOON)))).isEmpty();
        assertThat(differences(untilNoon, List.of(), List.of(paid(ID, "pi_1", NOON.minusSeconds(1)))))
                .containsExactly(DifferenceKind.HERE_ONLY);
    }

    @Test
    void whatMovedWithinTheHourMayBeUnderWayHere() {
        AccountBooks.Day day = new AccountBooks.Day(BEGIN, END, NOON);
        Instant young = NOON.minus(Duration.ofMinutes(59));
        Instant old = NOON.minus(Duration.ofMinutes(61));
        for (MovementKind kind : MovementKind.values()) {
            List<OurMovement> underWay = List.of(row(kind, ID, null, "PROCESSING", null));
            assertThat(differences(day, List.of(moved(kind, ID, "x", young, true)), underWay)).isEmpty();
            assertThat(differences(day, List.of(moved(kind, ID, "x", old, true)), underWay))
                    .containsExactly(DifferenceKind.STATE_DIFFERS);
            assertThat(
                    differences(
                            day, List.of(moved(kind, ID, "x", young, true)),
                            List.of(row(kind, ID, null, "FAILED", young))))
                    .containsExactly(DifferenceKind.STATE_DIFFERS);
        }
    }

    @Test
    void aRefundThatIsUnderWayAtBothMayTakeItsTime() {
        List<Movement> pending = List.of(moved(MovementKind.REFUND, ID, "re_1", BEGIN, false));

        assertThat(differences(OVER, pending, List.of(row(MovementKind.REFUND, ID, "re_1", "PROCESSING", null))))
                .isEmpty();
        assertThat(differences(OVER, pending, List.of(row(MovementKind.REFUND, ID, null, "FAILED", NOON))))
                .containsExactly(DifferenceKind.STATE_DIFFERS);
        assertThat(new AccountBooks(ACCOUNT, OVER, pending, List.of()).asDay().currencies()).isEmpty();
    }

    @Test
    void oneMovementIsOneRowAndTheOtherWayRound() {
        List<OurMovement> twice = List.of(paid(UUID.randomUUID(), "pi_1", NOON), paid(ID, "pi_1", NOON));
        List<Movement> doubled = List.of(capture(ID, "pi_1", NOON), capture(ID, "pi_2", NOON));

        AccountBooks rowsTwice = new AccountBooks(ACCOUNT, OVER, List.of(capture(ID, "pi_1", NOON)), twice);
        AccountBooks paidTwice = new AccountBooks(ACCOUNT, OVER, doubled, List.of(paid(ID, "pi_1", NOON)));

        assertThat(rowsTwice.differences()).singleElement().satisfies(difference -> {
            assertThat(difference.kind()).isEqualTo(DifferenceKind.HERE_ONLY);
            assertThat(difference.paymentId()).isEqualTo(twice.getFirst().payment());
        });
        assertThat(paidTwice.differences()).singleElement().satisfies(difference -> {
            assertThat(difference.kind()).isEqualTo(DifferenceKind.AT_GATEWAY_ONLY);
            assertThat(difference.gatewayRef()).isEqualTo("pi_2");
        });
    }

    @Test
    void allAreCountedAndTheFirstAreListed() {
        List<Movement> many =
                IntStream.range(0, 201).mapToObj(i -> capture(null, "pi_" + i, NOON)).toList();
        AccountBooks books = new AccountBooks(ACCOUNT, OVER, many, List.of());

        assertThat(books.asDay().differenceCount()).isEqualTo(201);
        assertThat(books.asDay().differences()).hasSize(200);
        assertThat(books.found()).containsExactly(new Found("STRIPE", DifferenceKind.AT_GATEWAY_ONLY, 201));
    }
}
