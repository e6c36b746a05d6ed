package boxoffice.model;

import boxoffice.model.Bookings.BookingStatus;
import boxoffice.model.Bookings.PaymentMethod;
import boxoffice.model.Bookings.RefundStatus;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Taking back what was paid, by a guest or a whole show, and exchanging it for another show (CANC-1).
public final class Cancellations {
    private Cancellations() {}

    /// One step of a policy: whoever cancels so many hours before the start, or earlier, gets that part back.
    ///
    /// @param hoursBefore 0 to 8760
    /// @param percent 0 to 100
    public record Tier(int hoursBefore, int percent) {
        private static final int YEAR = 8760;

        public Tier {
            if (hoursBefore < 0 || hoursBefore > YEAR) {
                throw new InvalidField("tier", "has " + hoursBefore + " as hoursBefore", "0 to " + YEAR);
            }
            if (percent < 0 || percent > 100) {
                throw new InvalidField("tier", "has " + percent + " as percent", "0 to 100");
            }
        }

        /// Takes it as it stands in JSON.
        @JsonCreator
        static Tier read(
                @JsonProperty("hoursBefore") @Nullable Integer hoursBefore,
                @JsonProperty("percent") @Nullable Integer percent) {
            if (hoursBefore == null || percent == null) {
                throw new InvalidField("tier", "is not complete", "hoursBefore and percent");
            }
            return new Tier(hoursBefore, percent);
        }
    }

    /// What becomes of the difference when a booking is exchanged for a cheaper one.
    public enum Difference {
        REFUNDED,
        KEPT
    }

    /// When and for what a booking is exchanged for another show.
    ///
    /// @param hoursBefore until how many hours before the start of the show that was booked, 0 to 8760; never where absent
    /// @param feePerSeat for each seat that is given up, in major units of the theater's currency
    public record ExchangeTerms(@Nullable Integer hoursBefore, BigDecimal feePerSeat, Difference difference) {
        public ExchangeTerms {
            if (hoursBefore != null && (hoursBefore < 0 || hoursBefore > Tier.YEAR)) {
                throw new InvalidField("exchange.hoursBefore", "is " + hoursBefore, "0 to " + Tier.YEAR);
            }
            feePerSeat = fee(feePerSeat, "exchange.feePerSeat");
            InvalidField.require(difference, "exchange.difference");
        }
    }

    /// What a theater gives back when its guests cancel. It holds for bookings that are made while it is in force.
    ///
    /// @param tiers from the longest time before the start to 0 hours, with no more given back later than earlier
    /// @param feesRefunded whether that part of the lines of kind FEE is given back as well
    /// @param taxesRefunded the same for taxes that were added to the price
    /// @param feePerSeat what the house keeps of what would be given back, in major units of the theater's currency
    public record CancellationPolicy(
            List<Tier> tiers,
            boolean feesRefunded,
            boolean taxesRefunded,
            BigDecimal feePerSeat,
            ExchangeTerms exchange) {
        private static final int MOST_TIERS = 12;

        /// What holds where a theater has said nothing: all until a day before, half until two hours before, then none.
        public static final CancellationPolicy USUAL = new CancellationPolicy(
                List.of(new Tier(24, 100), new Tier(2, 50), new Tier(0, 0)),
                true,
                true,
                BigDecimal.ZERO,
                new ExchangeTerms(2, BigDecimal.ZERO, Difference.REFUNDED));

        /// What holds when it is the house that cancels.
        public static final CancellationPolicy ALL = new CancellationPolicy(
                List.of(new Tier(0, 100)), true, true, BigDecimal.ZERO, USUAL.exchange());

        public CancellationPolicy {
            tiers = List.copyOf(InvalidField.distinct(tiers, "tiers"));
            if (tiers.size() > MOST_TIERS) {
                throw new InvalidField("tiers", "are too many", "1 to " + MOST_TIERS);
            }
            for (int i = 1; i < tiers.size(); i++) {
                if (tiers.get(i).hoursBefore() >= tiers.get(i - 1).hoursBefore()) {
                    throw new InvalidField(
                            "tiers[" + i + "].hoursBefore", "is out of order", "less than in the tier before");
                }
                if (tiers.get(i).percent() > tiers.get(i - 1).percent()) {
                    throw new InvalidField(
                            "tiers[" + i + "].percent", "is more than earlier", "at most that of the tier before");
                }
            }
            if (tiers.getLast().hoursBefore() != 0) {
                throw new InvalidField("tiers", "leave a gap before the start", "a last tier of 0 hours");
            }
            feePerSeat = fee(feePerSeat, "feePerSeat");
            InvalidField.require(exchange, "exchange");
        }

        /// Takes it as it stands in JSON.
        @JsonCreator
        static CancellationPolicy read(
                @JsonProperty("tiers") List<Tier> tiers,
                @JsonProperty("feesRefunded") @Nullable Boolean feesRefunded,
                @JsonProperty("taxesRefunded") @Nullable Boolean taxesRefunded,
                @JsonProperty("feePerSeat") BigDecimal feePerSeat,
                @JsonProperty("exchange") ExchangeTerms exchange) {
            return new CancellationPolicy(
                    tiers,
                    InvalidField.require(feesRefunded, "feesRefunded").booleanValue(),
                    InvalidField.require(taxesRefunded, "taxesRefunded").booleanValue(),
                    feePerSeat,
                    exchange);
        }
    }

    private static BigDecimal fee(@Nullable BigDecimal fee, String field) {
        BigDecimal present = InvalidField.require(fee, field);
        if (present.signum() < 0) {
            throw new InvalidField(field, "is less than nothing", "0 or more");
        }
        return present;
    }

    /// The answer to `GET` and `PUT /api/v1/theaters/{id}/cancellation-policy`.
    ///
    /// @param since from when on bookings are made under it; absent for what holds where nothing was said
    public record TheaterPolicy(
            TheaterId theaterId, String currency, @Nullable Instant since, CancellationPolicy policy) {}

    /// The body of `DELETE /api/v1/bookings/{id}` and `POST …/cancel`; all of it may be left out.
    ///
    /// @param seatIds the seats to be cancelled; all where nothing is said
    /// @param accept what the guest was told would come back, in major units; where that is not so any more, nothing is done
    /// @param expect how the booking must still stand, PENDING or CONFIRMED; where it does not, nothing is done
    /// @param amount for staff, with `reason`: what comes back in place of what the policy says
    public record CancelRequest(
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<SeatId> seatIds,
            @Nullable BigDecimal accept,
            @Nullable BookingStatus expect,
            @Nullable BigDecimal amount,
            @Nullable String reason) {
        private static final Set<BookingStatus> EXPECTED = Set.of(BookingStatus.PENDING, BookingStatus.CONFIRMED);

        /// All of it, by the policy.
        public static final CancelRequest ALL = new CancelRequest(List.of(), null, null, null, null);

        /// Only if it is not paid.
        public static final CancelRequest UNPAID =
                new CancelRequest(List.of(), null, BookingStatus.PENDING, null, null);

        public CancelRequest {
            seatIds = seatIds.isEmpty() ? List.of() : List.copyOf(InvalidField.distinct(seatIds, "seatIds"));
            if (expect != null && !EXPECTED.contains(expect)) {
                throw new InvalidField("expect", "is " + expect, "PENDING, CONFIRMED");
            }
            reason = reason == null ? null : InvalidField.text(reason, "reason", 200);
            if (amount != null) {
                InvalidField.require(reason, "reason");
            }
        }

        /// Takes it as it stands in JSON, where a list of no seats is a mistake.
        @JsonCreator
        static CancelRequest read(
                @JsonProperty("seatIds") @Nullable List<SeatId> seatIds,
                @JsonProperty("accept") @Nullable BigDecimal accept,
                @JsonProperty("expect") @Nullable BookingStatus expect,
                @JsonProperty("amount") @Nullable BigDecimal amount,
                @JsonProperty("reason") @Nullable String reason) {
            return new CancelRequest(
                    seatIds == null ? List.of() : InvalidField.distinct(seatIds, "seatIds"), accept, expect, amount,
                    reason);
        }

        /// All of it, if so much comes back.
        public static CancelRequest accepting(BigDecimal amount) {
            return new CancelRequest(List.of(), amount, null, null, null);
        }
    }

    /// What would come back if it were cancelled now.
    ///
    /// @param percent of what can be given back
    /// @param amount what would come back, in major units of `currency`
    /// @param retainedAmount what the house would keep
    /// @param validUntil when less comes back; absent where it stays so until the show begins
    /// @param seats by seat; their sum is `amount`, unless part of the money was given back before
    public record Quote(
            int percent,
            BigDecimal amount,
            BigDecimal retainedAmount,
            String currency,
            @Nullable Instant validUntil,
            List<SeatQuote> seats) {}

    /// What would come back for one seat.
    ///
    /// @param paid what was paid for it, with its part of fees and taxes
    public record SeatQuote(SeatId seatId, BigDecimal paid, BigDecimal refund) {}

    /// The answer to `GET /api/v1/bookings/{id}/cancellation`.
    ///
    /// @param quote absent where nothing can be cancelled
    /// @param closed why nothing can be cancelled, as the code of the problem that trying would end in
    /// @param cancellations what was cancelled of it, first things first
    public record BookingCancellation(
            BookingId bookingId,
            BookingStatus status,
            @Nullable Quote quote,
            @Nullable String closed,
            List<Cancellation> cancellations) {}

    /// The answer to `DELETE /api/v1/bookings/{id}` and `POST …/cancel`; asking twice answers the same.
    ///
    /// @param status of the booking: CONFIRMED where some of its seats stay
    /// @param refundId absent where nothing comes back
    /// @param refundStatus where the money is; FAILED needs a person
    public record Cancellation(
            BookingId bookingId,
            BookingStatus status,
            List<SeatId> seatIds,
            BigDecimal refundAmount,
            BigDecimal retainedAmount,
            String currency,
            @Nullable RefundId refundId,
            @Nullable RefundStatus refundStatus,
            @Nullable Instant cancelledAt) {}

    /// The body of `POST /api/v1/shows/{id}/cancel`.
    public record CancelShowRequest(String reason) {
        public CancelShowRequest {
            reason = InvalidField.text(reason, "reason", 200);
        }
    }

    /// The answer to `POST /api/v1/shows/{id}/cancel` and `GET /api/v1/shows/{id}/cancellation`.
    ///
    /// @param bookings that were paid or being paid
    /// @param bookingsDone those of them that are taken back
    /// @param refundsPending that are on their way
    /// @param refundsFailed that need a person
    /// @param amount owed to guests altogether, in major units of `currency`
    /// @param amountRefunded what has reached them
    public record ShowCancellation(
            ShowId showId,
            String reason,
            Instant requestedAt,
            int bookings,
            int bookingsDone,
            int refundsPending,
            int refundsSucceeded,
            int refundsFailed,
            BigDecimal amount,
            BigDecimal amountRefunded,
            String currency) {
        /// Whether every booking is taken back and all the money is with the guests.
        public boolean isDone() {
            return bookingsDone == bookings && refundsPending == 0 && refundsFailed == 0;
        }
    }

    /// The body of `POST /api/v1/bookings/{id}/exchange`.
    ///
    /// @param lockId seats of another show, held by whoever asks
    /// @param paymentMethod how a difference would be paid; CARD where nothing is said
    public record ExchangeRequest(LockId lockId, @Nullable PaymentMethod paymentMethod) {
        public ExchangeRequest {
            InvalidField.require(lockId, "lockId");
        }
    }

    /// The answer to `POST /api/v1/bookings/{id}/exchange`.
    ///
    /// @param bookingId the booking of the new seats; while it is PENDING, the old one stays as it is
    /// @param dueAmount what is to be paid first; 0 where the exchange is done
    /// @param refundAmount what comes back
    /// @param fee what the house keeps for it
    /// @param paymentUrl where the difference is paid
    /// @param expiresAt until when the new seats wait for it
    public record Exchange(
            BookingId bookingId,
            String reference,
            BookingStatus status,
            BigDecimal dueAmount,
            BigDecimal refundAmount,
            BigDecimal fee,
            String currency,
            @Nullable PaymentId paymentId,
            @Nullable String paymentUrl,
            @Nullable Instant expiresAt) {}
}
