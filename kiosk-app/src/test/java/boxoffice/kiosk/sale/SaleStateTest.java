package boxoffice.kiosk.sale;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.kiosk.sale.SaleState.Attempt;
import boxoffice.kiosk.sale.SaleState.Confirmed;
import boxoffice.kiosk.sale.SaleState.Failed;
import boxoffice.kiosk.sale.SaleState.Failure;
import boxoffice.kiosk.sale.SaleState.Idle;
import boxoffice.kiosk.sale.SaleState.PaymentPending;
import boxoffice.kiosk.sale.SaleState.SeatsLocked;
import boxoffice.kiosk.sale.SaleState.SelectingSeats;
import boxoffice.kiosk.testing.Choice;
import boxoffice.kiosk.testing.Sold;
import boxoffice.model.BookingId;
import boxoffice.model.Bookings;
import boxoffice.model.LockId;
import boxoffice.model.Locks;
import boxoffice.model.PaymentId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class SaleStateTest {
    private static final Instant END = Instant.parse("2026-11-22T19:10:00Z");
    private static final ChosenShow SHOW = Choice.metropolis();
    private static final List<SeatPlace> PLACES = List.of(new SeatPlace("", "C", "7"));
    private static final Locks.SeatLock LOCK = new Locks.SeatLock(
            new LockId(new UUID(2, 1)), SHOW.show().id(), END, List.of(), List.of(), BigDecimal.TEN, "EUR", null);
    private static final Bookings.BookingCreated BOOKING = new Bookings.BookingCreated(
            new BookingId(new UUID(2, 2)),
            "K7QM2XPA",
            Bookings.BookingStatus.PENDING,
            new PaymentId(new UUID(2, 3)),
            "http://pay/1",
            null,
            END.plusSeconds(30));

    @Test
    void aSaleThatGoesWellEndsWhereItBegan() {
        SelectingSeats selecting = new Idle().choose(SHOW);
        SeatsLocked locked = selecting.locked(PLACES, LOCK);
        PaymentPending pending = locked.payAt(BOOKING);
        Bookings.Booking booking = Sold.booking("K7QM2XPA", OffsetDateTime.parse("2026-11-22T20:15:00+01:00"));
        Confirmed confirmed = pending.confirm(booking);

        assertThat(selecting.show()).isEqualTo(SHOW);
        assertThat(locked.places()).isEqualTo(PLACES);
        assertThat(pending.paymentUrl()).isEqualTo("http://pay/1");
        assertThat(pending.attempt()).isEqualTo(Attempt.OPEN);
        assertThat(confirmed.booking()).isEqualTo(booking);
        assertThat(confirmed.finish()).isEqualTo(new Idle());
    }

    @Test
    void theBookingSaysHowLongTheSeatsWaitForThePayment() {
        SeatsLocked locked = new Idle().choose(SHOW).locked(PLACES, LOCK);

        assertThat(locked.expiresAt()).isEqualTo(END);
        assertThat(locked.payAt(BOOKING).expiresAt()).isEqualTo(END.plusSeconds(30));
    }

    @Test
    void moreTimeChangesNothingElse() {
        PaymentPending pending = pending().declined();

        PaymentPending later = pending.until(END.plus(Duration.ofMinutes(5)));

        assertThat(later.expiresAt()).isEqualTo(END.plus(Duration.ofMinutes(5)));
        assertThat(later.until(pending.expiresAt())).isEqualTo(pending);
    }

    @Test
    void afterADeclineTheSeatsAreStillHeldAndAnotherPageIsOpen() {
        PaymentPending declined = pending().declined();
        PaymentPending again = declined.retryAt("http://pay/2");

        assertThat(declined.attempt()).isEqualTo(Attempt.DECLINED);
        assertThat(declined.expiresAt()).isEqualTo(pending().expiresAt());
        assertThat(again.attempt()).isEqualTo(Attempt.OPEN);
        assertThat(again.paymentUrl()).isEqualTo("http://pay/2");
        assertThat(again.booking()).isEqualTo(BOOKING);
    }

    @Test
    void seatsThatAreGivenUpAreChosenAgainInTheSameShow() {
        assertThat(new Idle().choose(SHOW).locked(PLACES, LOCK).giveUp()).isEqualTo(new SelectingSeats(SHOW));
        assertThat(pending().giveUp()).isEqualTo(new SelectingSeats(SHOW));
    }

    @Test
    void aFailureLeadsBackToTheSeatsOrToTheBeginning() {
        Failed expired = new Idle().choose(SHOW).locked(PLACES, LOCK).expire();
        Failed unpaid = pending().fail(Failure.NOT_PAID);

        assertThat(expired.failure()).isEqualTo(Failure.TIME_RAN_OUT);
        assertThat(pending().expire()).isEqualTo(expired);
        assertThat(unpaid.chooseAgain()).isEqualTo(new SelectingSeats(SHOW));
        assertThat(unpaid.leave()).isEqualTo(new Idle());
    }

    /// The moves are methods: what is not listed here cannot be written.
    @Test
    void noStateHasOtherMoves() {
        assertThat(moves(Idle.class)).containsExactly("choose");
        assertThat(moves(SelectingSeats.class)).containsExactly("choose", "leave", "locked");
        assertThat(moves(SeatsLocked.class)).containsExactly("expire", "giveUp", "payAt", "until");
        assertThat(moves(PaymentPending.class))
                .containsExactly("confirm", "declined", "expire", "fail", "giveUp", "retryAt", "until");
        assertThat(moves(Confirmed.class)).containsExactly("finish");
        assertThat(moves(Failed.class)).containsExactly("chooseAgain", "leave");
    }

    private static PaymentPending pending() {
        return new Idle().choose(SHOW).locked(PLACES, LOCK).payAt(BOOKING);
    }

    private static Set<String> moves(Class<? extends SaleState> state) {
        return Arrays.stream(state.getDeclaredMethods())
                .filter(method -> !method.isSynthetic())
                .filter(method -> SaleState.class.isAssignableFrom(method.getReturnType()))
                .map(java.lang.reflect.Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
