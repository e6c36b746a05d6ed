package boxoffice.kiosk.summary;

import boxoffice.kiosk.frame.Texts;
import boxoffice.kiosk.sale.ChosenShow;
import boxoffice.kiosk.sale.SaleState;
import boxoffice.kiosk.sale.SeatPlace;
import boxoffice.model.Bookings;
import boxoffice.model.Locks;
import boxoffice.model.Money;
import boxoffice.model.Movies;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;

/// What is bought, before and after it is paid.
///
/// @param time the show's start
/// @param zone in which the theater's clocks hang
public record Purchase(
        String film,
        OffsetDateTime time,
        ZoneId zone,
        String theater,
        String screen,
        String format,
        List<SeatPlace> seats,
        List<Locks.PriceLine> lines,
        Money total) {

    /// What is held.
    public static Purchase of(SaleState.Holding holding) {
        ChosenShow chosen = holding.show();
        Movies.Show show = chosen.show();
        return new Purchase(
                chosen.movie().title(),
                show.time(),
                chosen.zone(),
                chosen.theaterName(),
                show.screenName(),
                show.format(),
                holding.places(),
                holding.lock().lines(),
                Money.of(
                        holding.lock().totalAmount(),
                        Money.currency(holding.lock().currency())));
    }

    /// What was paid.
    public static Purchase of(Bookings.Booking booking) {
        Movies.ShowDetails show = booking.show();
        Currency currency = Money.currency(booking.currency());
        return new Purchase(
                show.title(),
                show.time(),
                ZoneId.of(show.zone()),
                show.theaterName(),
                show.screenName(),
                show.format(),
                SeatPlace.of(booking),
                booking.lines(),
                Money.of(booking.totalAmount(), currency));
    }

    /// When it is shown: `Sunday, November 22, 8:15 PM`.
    public String when(Texts texts) {
        return texts.text(
                "purchase.when",
                "date",
                texts.formats().date(time.atZoneSameInstant(zone).toLocalDate()),
                "time",
                texts.formats().time(time, zone));
    }

    /// Where it is shown.
    public String where(Texts texts) {
        return texts.text("purchase.where", "theater", theater, "screen", screen, "format", format);
    }

    /// The name of a line of the bill.
    public static String name(Texts texts, Locks.PriceLine line) {
        return switch (line.kind()) {
            case SEAT -> texts.text(
                    "purchase.seats", "type", line.label(), "count", line.quantity());
            case FEE -> line.label();
            case TAX -> texts.text(line.included() ? "purchase.tax.included" : "purchase.tax", "tax", line.label());
        };
    }
}
