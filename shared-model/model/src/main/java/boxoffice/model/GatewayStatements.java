package boxoffice.model;

import boxoffice.model.Settlements.Sum;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Our payments and refunds of a day beside what the gateways' own books say of it, on the wire. Amounts are in major units.
public final class GatewayStatements {
    private GatewayStatements() {}

    /// The answer to `GET /api/v1/settlements/gateways?date=`.
    ///
    /// @param date a day of UTC, for an account knows no theaters
    /// @param asOf when the gateways were asked; before `until`, the day is not over and more may come
    /// @param check what the daily check has found of this day; absent while there was none
    public record GatewayDay(
            LocalDate date,
            Instant from,
            Instant until,
            Instant asOf,
            List<AccountDay> accounts,
            @Nullable Check check) {
        /// Whether all books say the same.
        public boolean isMatched() {
            return accounts.stream().allMatch(account -> account.differenceCount() == 0);
        }
    }

    /// The day in one account.
    ///
    /// @param gateway the one that gave the statement
    /// @param gateways all by which money gets into the account
    /// @param currencies in the order of their codes
    /// @param differences the first of them, at most 200
    public record AccountDay(
            String gateway,
            List<String> gateways,
            List<CurrencySums> currencies,
            int differenceCount,
            List<Difference> differences) {}

    /// What moved in one currency. What was made at the gateway just before midnight may be done here just after it, and a
    /// refund may take days; so the sums of a day may differ although each movement fits.
    ///
    /// @param atGateway made on the day, and done by now
    /// @param here done on the day
    public record CurrencySums(String currency, Sums atGateway, Sums here) {}

    /// Money that came, and money that went back.
    public record Sums(Sum captures, Sum refunds) {}

    /// What money does.
    public enum MovementKind {
        /// A guest's money came.
        CAPTURE,
        /// It went back.
        REFUND
    }

    /// In what two books differ.
    public enum DifferenceKind {
        /// The gateway has it, and no row of ours stands for it.
        AT_GATEWAY_ONLY,
        /// Both have it, with different amounts or currencies.
        AMOUNT_DIFFERS,
        /// The gateway's money has moved or is moving, and our row says otherwise.
        STATE_DIFFERS,
        /// Our row says that money moved on the day, and the gateway does not have it.
        HERE_ONLY
    }

    /// A movement of money on which two books do not agree.
    ///
    /// @param gatewayRef the gateway's name for it
    /// @param paymentId ours, or the one that the gateway says it is for
    /// @param refundId likewise, of a refund
    /// @param atGateway absent when it is here only
    /// @param here absent when it is at the gateway only
    public record Difference(
            DifferenceKind kind,
            MovementKind movement,
            @Nullable String gatewayRef,
            @Nullable PaymentId paymentId,
            @Nullable RefundId refundId,
            @Nullable Entry atGateway,
            @Nullable Entry here) {}

    /// How one of the books has it.
    ///
    /// @param status `DONE` or `PENDING` at a gateway, the status of the payment or refund here
    /// @param at when it was made at the gateway, or came to its end here; absent if it has not
    public record Entry(BigDecimal amount, String currency, String status, @Nullable Instant at) {}

    /// What the daily check has found. Whoever asks again later may find more or less.
    public record Check(Instant checkedAt, List<Found> found) {}

    /// So many differences of one kind in one account.
    public record Found(String gateway, DifferenceKind kind, int count) {}
}
