package boxoffice.model;

import boxoffice.model.Bookings.PaymentMethod;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/// A theater's day in money, to the minor unit, on the wire. Amounts are in major units of the currency they stand under.
public final class Settlements {
    private Settlements() {}

    /// The answer to `GET /api/v1/theaters/{id}/settlement?date=`.
    ///
    /// @param zone the theater's, which says when the day begins and ends
    /// @param from when it began
    /// @param until when it ended or will end
    /// @param asOf when this was drawn up; before `until`, the day is not over and more may come
    /// @param currencies the theater's own first
    public record DaySettlement(
            TheaterId theaterId,
            LocalDate date,
            String zone,
            Instant from,
            Instant until,
            Instant asOf,
            List<CurrencyDay> currencies) {
        /// Whether nothing is amiss in any currency.
        public boolean isBalanced() {
            return currencies.stream().allMatch(day -> day.differenceCount() == 0);
        }
    }

    /// The day in one currency.
    ///
    /// @param payments captured on the day, by gateway and method
    /// @param refunds asked for on the day, by gateway, as they stand now
    /// @param differenceCount how many bookings do not add up
    /// @param differences the first of them, at most 200
    public record CurrencyDay(
            String currency,
            BookingSums bookings,
            List<PaymentSum> payments,
            List<RefundSum> refunds,
            Cash cash,
            Balance balance,
            int differenceCount,
            List<Difference> differences) {}

    /// So many, with so much money in all.
    public record Sum(int count, BigDecimal amount) {}

    /// What became of bookings on the day.
    ///
    /// @param confirmed at the price that was fixed when their seats were locked
    /// @param cancelled cancellations of bookings or of some of their seats, with what of the money stood for the seats
    /// @param exchanged bookings that were given up for others, with the same
    public record BookingSums(Sum confirmed, Sum cancelled, Sum exchanged) {}

    /// Money that came.
    public record PaymentSum(String gateway, PaymentMethod method, int count, BigDecimal amount) {}

    /// Money that is owed back.
    ///
    /// @param gateway by which it goes back; `COUNTER` over the counter
    /// @param succeeded that has gone back by now
    /// @param pending that is on its way
    /// @param failed that needs a person
    public record RefundSum(String gateway, Sum succeeded, Sum pending, Sum failed) {}

    /// What the cash drawers of the theater took and paid out on the day.
    ///
    /// @param paidOut on the day, whenever it was asked for, with what a gateway could not give back
    /// @param rest what must be in the drawers more than in the morning
    public record Cash(BigDecimal taken, BigDecimal paidOut, BigDecimal rest) {}

    /// The books of the day: `captured - refunded - retained = sold - takenBack - allowances + underReview + difference`.
    ///
    /// @param captured what came in payments
    /// @param refunded what was asked back, whether or not it has arrived
    /// @param retained what the house kept of seats that were given up; less than 0 where it gave back what it had kept
    /// @param sold the value of seats that were confirmed
    /// @param takenBack the value of seats that were given up, with what pays for seats that were taken instead
    /// @param allowances what staff gave back of seats that stayed sold
    /// @param underReview the change in what is paid for bookings that wait for a person
    /// @param difference what does not add up; 0 where all is well
    public record Balance(
            BigDecimal captured,
            BigDecimal refunded,
            BigDecimal retained,
            BigDecimal sold,
            BigDecimal takenBack,
            BigDecimal allowances,
            BigDecimal underReview,
            BigDecimal difference) {}

    /// What is most likely wrong with a booking that does not add up.
    public enum Cause {
        /// Seats were confirmed, and no money came.
        BOOKING_WITHOUT_MONEY,
        /// Money came, and there are neither seats nor a review nor a refund.
        MONEY_WITHOUT_BOOKING,
        /// Money came, more or less than the seats cost.
        PAYMENT_DIFFERS,
        /// A cancellation promised more than its refunds give back.
        REFUND_MISSING,
        /// More was given back than was promised: a refund is there twice, or one too many.
        REFUND_EXCESS
    }

    /// A booking whose money and seats do not add up on the day.
    ///
    /// @param amount by how much there is more money than seats; less than 0 where there is less
    /// @param money captured less refunded and retained, with what exchanges brought and took
    /// @param value what of it the seats, allowances and reviews account for
    /// @param payments captured on the day
    /// @param refunds asked for on the day
    public record Difference(
            BookingId bookingId,
            String reference,
            Cause cause,
            BigDecimal amount,
            BigDecimal money,
            BigDecimal value,
            List<PaymentId> payments,
            List<RefundId> refunds) {}
}
