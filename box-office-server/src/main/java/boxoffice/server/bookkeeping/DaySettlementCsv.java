package boxoffice.server.bookkeeping;

import boxoffice.model.Settlements.Balance;
import boxoffice.model.Settlements.CurrencyDay;
import boxoffice.model.Settlements.DaySettlement;
import boxoffice.model.Settlements.Difference;
import boxoffice.model.Settlements.PaymentSum;
import boxoffice.model.Settlements.RefundSum;
import boxoffice.model.Settlements.Sum;
import java.math.BigDecimal;

/// A day as a table for spreadsheets (RFC 4180). No cell needs quotes: all are names, numbers and codes of our own.
final class DaySettlementCsv {
    private final StringBuilder table = new StringBuilder("date,currency,section,item,detail,count,amount\r\n");
    private final DaySettlement settlement;

    private DaySettlementCsv(DaySettlement settlement) {
        this.settlement = settlement;
    }

    static String of(DaySettlement settlement) {
        DaySettlementCsv csv = new DaySettlementCsv(settlement);
        settlement.currencies().forEach(csv::add);
        return csv.table.toString();
    }

    private void add(CurrencyDay day) {
        String currency = day.currency();
        add(currency, "bookings", "confirmed", "", day.bookings().confirmed());
        add(currency, "bookings", "cancelled", "", day.bookings().cancelled());
        add(currency, "bookings", "exchanged", "", day.bookings().exchanged());
        for (PaymentSum payment : day.payments()) {
            add(
                    currency, "payments", payment.gateway(), payment.method().name(), new Sum(
                            payment.count(), payment.amount()));
        }
        for (RefundSum refund : day.refunds()) {
            add(currency, "refunds", refund.gateway(), "SUCCESS", refund.succeeded());
            add(currency, "refunds", refund.gateway(), "PENDING", refund.pending());
            add(currency, "refunds", refund.gateway(), "FAILED", refund.failed());
        }
        add(currency, "cash", "taken", day.cash().taken());
        add(currency, "cash", "paidOut", day.cash().paidOut());
        add(currency, "cash", "rest", day.cash().rest());
        Balance balance = day.balance();
        add(currency, "balance", "captured", balance.captured());
        add(currency, "balance", "refunded", balance.refunded());
        add(currency, "balance", "retained", balance.retained());
        add(currency, "balance", "sold", balance.sold());
        add(currency, "balance", "takenBack", balance.takenBack());
        add(currency, "balance", "allowances", balance.allowances());
        add(currency, "balance", "underReview", balance.underReview());
        add(currency, "balance", "difference", balance.difference());
        for (Difference difference : day.differences()) {
            row(
                    currency, "differences", difference.reference(), difference.cause().name(), "",
                    difference.amount());
        }
    }

    private void add(String currency, String section, String item, BigDecimal amount) {
        row(currency, section, item, "", "", amount);
    }

    private void add(String currency, String section, String item, String detail, Sum sum) {
        row(currency, section, item, detail, Integer.toString(sum.count()), sum.amount());
    }

    private void row(String currency, String section, String item, String detail, String count, BigDecimal amount) {
        table.append(
                String.join(
                        ",", settlement.date().toString(), currency, section, item, detail, count,
                        amount.toPlainString()))
                .append("\r\n");
    }
}
