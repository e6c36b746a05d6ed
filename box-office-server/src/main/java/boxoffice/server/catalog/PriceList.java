package boxoffice.server.catalog;

import boxoffice.server.storage.Sql;
import java.time.DayOfWeek;
import java.util.UUID;

/// A theater's prices as rows: what it adds to them or states within them, its price cards, and its kinds of seats.
final class PriceList {
    private PriceList() {}

    static void add(Sql sql, UUID theater, NewTheater prices) {
        int position = 0;
        for (Charge charge : prices.charges()) {
            sql.sql("""
                    INSERT INTO theater_charges (theater_id, position, kind, label, per_seat, percent, included)
                    VALUES (:theater, :position, :kind, :label, CAST(:perSeat AS bigint), CAST(:percent AS numeric),
                            :included)""")
                    .with("theater", theater)
                    .with("position", position++)
                    .with("kind", charge.kind())
                    .with("label", charge.label())
                    .with("perSeat", charge.perSeat())
                    .with("percent", charge.percent())
                    .with("included", charge.included())
                    .update();
        }
        position = 0;
        for (PriceRule rule : prices.rules()) {
            sql.sql("""
                    INSERT INTO price_rules (theater_id, position, card, multiplier, fixed, weekdays, starts_from,
                                             starts_before)
                    VALUES (:theater, :position, :card, CAST(:multiplier AS numeric), CAST(:fixed AS bigint), :weekdays,
                            CAST(CAST(:from AS text) AS time), CAST(CAST(:until AS text) AS time))""")
                    .with("theater", theater)
                    .with("position", position++)
                    .with("card", rule.card())
                    .with("multiplier", rule.multiplier())
                    .with("fixed", rule.fixed())
                    .with("weekdays", rule.weekdays().stream().sorted().map(DayOfWeek::name).toArray(String[]::new))
                    .with("from", rule.from() == null ? null : rule.from().toString())
                    .with("until", rule.until() == null ? null : rule.until().toString())
                    .update();
        }
        prices.seatTypes()
                .forEach(
                        (type, multiplier) -> sql.sql("""
                                INSERT INTO seat_type_prices (theater_id, seat_type, multiplier)
                                VALUES (:theater, :type, :multiplier)""")
                                .with("theater", theater)
                                .with("type", type)
                                .with("multiplier", multiplier)
                                .update());
    }
}
