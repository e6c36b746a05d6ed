package boxoffice.launcher;

import boxoffice.model.Json;
import boxoffice.model.Locks.PriceLine;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;

/// What the kiosk reports of a sale that went well.
///
/// @param total in major units of `currency`
record Receipt(
        String film,
        OffsetDateTime showTime,
        String theater,
        String screen,
        String format,
        String seats,
        List<PriceLine> lines,
        BigDecimal total,
        String currency,
        String reference,
        List<String> ticketFiles,
        List<Step> steps) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofLocalizedDateTime(
            FormatStyle.MEDIUM, FormatStyle.SHORT);

    /// A step of the sale.
    record Step(String name, long millis) {}

    static Receipt read(String json) {
        try {
            return Json.lenient().readValue(json, Receipt.class);
        } catch (JsonProcessingException unexpected) {
            throw new IllegalStateException("the kiosk's report cannot be read", unexpected);
        }
    }

    void print(Progress progress, long allMillis) {
        progress.say("");
        row(progress, "Film", film);
        row(
                progress, "Show", "%s, %s, %s, %s".formatted(
                        theater, screen, showTime.format(TIME.withLocale(Locale.UK)), format));
        row(progress, "Seats", seats);
        for (PriceLine line : lines) {
            String label = line.kind() == PriceLine.Kind.SEAT
                    ? "%d × %s".formatted(line.quantity(), line.label().toLowerCase(Locale.ROOT))
                    : line.label() + (line.included() ? " (included)" : "");
            row(progress, "Price", "%-24s %10s %s".formatted(label, line.amount().toPlainString(), currency));
        }
        row(progress, "Total", "%-24s %10s %s".formatted("", total.toPlainString(), currency));
        row(progress, "Reference", reference);
        ticketFiles.forEach(file -> row(progress, "Tickets", file));
        row(progress, "Sale", seconds(steps.stream().mapToLong(Step::millis).sum()));
        row(progress, "In all", seconds(allMillis) + " from the start to the ticket");
    }

    private static void row(Progress progress, String name, String value) {
        progress.say("  %-16s %s".formatted(name, value));
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
}
