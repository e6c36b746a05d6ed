package boxoffice.kiosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import boxoffice.kiosk.seats.SeatsScreen;
import boxoffice.kiosk.selfdrive.Phone;
import boxoffice.kiosk.testing.RealBoxOffice;
import boxoffice.kiosk.ticket.TicketScreen;
import boxoffice.model.SeatId;
import boxoffice.model.SeatMap.ShowSeat;
import boxoffice.model.SeatStatus;
import boxoffice.model.Tickets;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// Two seats with nothing but touches, and then the same ticket again by its reference.
final class PurchaseByPointerIT {
    @TempDir(cleanup = CleanupMode.NEVER) Path data;

    @Test
    void twoSeatsAreBoughtByTouchAlone() throws Exception {
        try (Visitor visitor = Visitor.at(data, RealBoxOffice.shared().enrolled())) {
            visitor.sees("welcome");
            visitor.finds(".poster");
            visitor.touches(".poster-strip");

            visitor.sees("films");
            visitor.finds(".days");
            visitor.touches(labelled(visitor, ".days .toggle-button", "Tomorrow"));
            await().atMost(Visitor.PATIENCE).until(() -> visitor.seesNow("#films-grid"));
            visitor.touches("#films-grid .card-button");
            visitor.sees("shows");
            visitor.touches("#shows-grid .card-button");

            SeatsScreen seats = (SeatsScreen) visitor.sees("seats");
            await().atMost(Visitor.PATIENCE).until(() -> Visitor.onScreen(() -> seats.map().map().isPresent()));
            List<SeatId> wanted = twoFree(seats);
            wanted.forEach(seat -> visitor.touches("#seat-" + seat));
            assertThat(Visitor.onScreen(() -> List.copyOf(seats.map().selected()))).isEqualTo(wanted);
            visitor.touches("#next");

            visitor.sees("payment");
            visitor.finds("#payment-code");
            String page = "http://"
                    + Visitor.onScreen(() -> ((Labeled) visitor.scene().lookup("#payment-address")).getText());
            new Phone(Clock.systemUTC()).pay(URI.create(page), Phone.GOOD_CARD);

            TicketScreen ticket = (TicketScreen) visitor.sees("ticket");
            String reference = ticket.model().booking().reference();
            assertThat(ticket.model().booking().tickets())
                    .extracting(Tickets.Ticket::seatId)
                    .containsExactlyInAnyOrderElementsOf(wanted);
            visitor.touches("#next");
            assertThat(data.resolve("tickets").resolve(reference + ".pdf"))
                    .satisfies(file -> await().atMost(Visitor.PATIENCE).until(() -> file.toFile().exists()));
            await().atMost(Visitor.PATIENCE).until(() -> "Done".equals(text(visitor, "#next")));
            visitor.touches("#next");

            visitor.sees("welcome");
            visitor.touches("#my-ticket");
            visitor.sees("lookup");
            for (String key : ("A" + reference).split("")) {
                visitor.touches("#key-" + key);
            }
            assertThat(text(visitor, "#next")).isEqualTo("Show my ticket");
            for (int i = 0; i < 8; i++) {
                visitor.touches("#erase");
            }
            for (String key : reference.split("")) {
                visitor.touches("#key-" + key);
            }
            visitor.touches("#next");
            assertThat(((TicketScreen) visitor.sees("ticket")).model().booking().reference()).isEqualTo(reference);
        }
    }

    private static List<SeatId> twoFree(SeatsScreen seats) {
        return Visitor.onScreen(
                () -> seats.map()
                        .map()
                        .orElseThrow()
                        .seats()
                        .stream()
                        .filter(seat -> seat.status() == SeatStatus.AVAILABLE)
                        .map(ShowSeat::id)
                        .limit(2)
                        .toList());
    }

    private static Node labelled(Visitor visitor, String selector, String text) {
        return Visitor.onScreen(
                () -> visitor.scene()
                        .getRoot()
                        .lookupAll(selector)
                        .stream()
                        .filter(node -> node instanceof Labeled label && text.equals(label.getText()))
                        .findFirst()
                        .orElseThrow());
    }

    private static String text(Visitor visitor, String selector) {
        return Visitor.onScreen(() -> ((Labeled) visitor.scene().lookup(selector)).getText());
    }
}
