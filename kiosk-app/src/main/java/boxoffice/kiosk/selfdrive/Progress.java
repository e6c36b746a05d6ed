package boxoffice.kiosk.selfdrive;

import boxoffice.kiosk.frame.Texts;
import boxoffice.kiosk.summary.Purchase;
import boxoffice.kiosk.summary.SeatWords;
import boxoffice.model.Bookings;
import boxoffice.model.Json;
import boxoffice.model.Locks;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/// What a self-drive tells: a line for each step, then one for the whole.
///
/// ```
/// step <name> <milliseconds> ms <what was done>
/// result <JSON object on one line>
/// failed <why, on one line>
/// ```
final class Progress {
    private final PrintStream out;
    private final List<Took> steps = new ArrayList<>();
    private final long begun = System.nanoTime();
    private long last = begun;

    /// How long a step took.
    record Took(String name, long millis, String text) {}

    /// The last line of a purchase that went well. Amounts are decimals in major units of `currency`.
    record Result(
            String film,
            OffsetDateTime showTime,
            String theater,
            String screen,
            String format,
            String seats,
            List<Locks.PriceLine> lines,
            BigDecimal total,
            String currency,
            String totalText,
            String reference,
            String bookingId,
            List<String> ticketFiles,
            List<Took> steps,
            long millis) {}

    Progress(PrintStream out) {
        this.out = out;
    }

    void step(String name, String text) {
        long now = System.nanoTime();
        Took took = new Took(name, (now - last) / 1_000_000, text);
        last = now;
        steps.add(took);
        line("step %s %d ms %s".formatted(took.name(), took.millis(), took.text()));
    }

    void failed(String why) {
        line("failed " + why);
    }

    void result(Bookings.Booking booking, Texts texts, Path file) {
        Purchase purchase = Purchase.of(booking);
        Result result = new Result(
                purchase.film(),
                purchase.time(),
                purchase.theater(),
                purchase.screen(),
                purchase.format(),
                SeatWords.of(texts, purchase.seats()),
                booking.lines(),
                booking.totalAmount(),
                booking.currency(),
                texts.formats().money(purchase.total()),
                booking.reference(),
                booking.id().toString(),
                List.of(file.toString()),
                List.copyOf(steps),
                (System.nanoTime() - begun) / 1_000_000);
        try {
            line("result " + Json.lenient().writeValueAsString(result));
        } catch (JsonProcessingException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    /// One line, whatever the text.
    private void line(String text) {
        out.println(text.replaceAll("\\R", " "));
        out.flush();
    }
}
