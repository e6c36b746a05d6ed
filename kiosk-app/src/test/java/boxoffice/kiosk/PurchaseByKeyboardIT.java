package boxoffice.kiosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import boxoffice.kiosk.payment.PaymentScreen;
import boxoffice.kiosk.seats.SeatsScreen;
import boxoffice.kiosk.selfdrive.Phone;
import boxoffice.kiosk.testing.RealBoxOffice;
import boxoffice.kiosk.ticket.TicketScreen;
import boxoffice.model.Bookings;
import boxoffice.model.SeatId;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// Two seats by keyboard alone, listening to every name on the way.
final class PurchaseByKeyboardIT {
    @TempDir(cleanup = CleanupMode.NEVER) Path data;

    @Test
    void twoSeatsAreBoughtByKeyboardAlone() throws Exception {
        RealBoxOffice boxOffice = RealBoxOffice.shared();
        try (Visitor visitor = Visitor.at(data, boxOffice.enrolled())) {
            visitor.sees("welcome");
            visitor.waitsForFocusOn("Touch anywhere or press any key to start");
            visitor.presses(KeyCode.A);

            visitor.sees("films");
            visitor.goesToTomorrow();
            String film = visitor.focusName();
            assertThat(film).matches(".+, \\d{4}, .*(hour|minute).*, rated .+, in .+, .*2D.*");
            visitor.presses(KeyCode.RIGHT);
            assertThat(visitor.focusName()).isNotEqualTo(film).contains(", rated ");
            visitor.presses(KeyCode.LEFT);
            assertThat(visitor.focusName()).isEqualTo(film);
            visitor.presses(KeyCode.ENTER);

            visitor.sees("shows");
            visitor.finds("#shows-grid");
            assertThat(visitor.focusName())
                    .matches("\\d{1,2}:\\d{2}.*, .+, .+, (2D|3D|IMAX), .+, from .+ rupees, .+");
            visitor.presses(KeyCode.ENTER);

            SeatsScreen seats = (SeatsScreen) visitor.sees("seats");
            await().until(() -> Visitor.onScreen(() -> seats.map().map().isPresent()));
            List<SeatId> chosen = choosesTwo(visitor, seats);
            assertThat(visitor.heard().last()).contains("2 seats").contains("rupees");
            visitor.tabsTo("#next");
            assertThat(visitor.focusName()).isEqualTo("Continue with 2 seats");
            visitor.presses(KeyCode.ENTER);

            visitor.sees("payment");
            visitor.finds("#payment-code");
            assertThat(visitor.focusName()).startsWith("Scan the code on the screen with your phone, or open http");
            String page = visitor.focusName().replaceFirst("(?s).*(http\\S+)\\. This.*", "$1");
            new Phone(Clock.systemUTC()).pay(URI.create(page), Phone.GOOD_CARD);

            TicketScreen ticket = (TicketScreen) visitor.sees("ticket");
            Bookings.Booking booking = ticket.model().booking();
            assertThat(booking.status()).isEqualTo(Bookings.BookingStatus.CONFIRMED);
            assertThat(booking.tickets())
                    .extracting(boxoffice.model.Tickets.Ticket::seatId)
                    .containsExactlyInAnyOrderElementsOf(chosen);
            assertThat(((Labeled) visitor.finds("#reference")).getText()).isEqualTo(booking.reference());
            visitor.waitsForFocusOn("Print tickets");
            visitor.presses(KeyCode.SPACE);
            visitor.waitsForFocusOn("Done");
            Path printed = data.resolve("tickets").resolve(booking.reference() + ".pdf");
            assertThat(Files.readAllBytes(printed)).startsWith('%', 'P', 'D', 'F');
            assertThat(visitor.heard().said()).anyMatch(text -> text.contains(printed.toString()));

            visitor.presses(KeyCode.ENTER);
            visitor.sees("welcome");
        }
    }

    @Test
    void escapeGoesBackStepByStepAndLetsSeatsGo() {
        RealBoxOffice boxOffice = RealBoxOffice.shared();
        try (Visitor visitor = Visitor.at(data, boxOffice.enrolled())) {
            visitor.waitsForFocusOn("Touch anywhere");
            visitor.presses(KeyCode.ENTER);
            visitor.sees("films");
            visitor.goesToTomorrow();
            String film = visitor.focusName();
            visitor.presses(KeyCode.ENTER);
            visitor.sees("shows");
            visitor.finds("#shows-grid");
            visitor.presses(KeyCode.ENTER);
            SeatsScreen seats = (SeatsScreen) visitor.sees("seats");
            await().until(() -> Visitor.onScreen(() -> seats.map().map().isPresent()));
            List<SeatId> chosen = choosesTwo(visitor, seats);
            visitor.tabsTo("#next");
            visitor.presses(KeyCode.ENTER);
            assertThat(visitor.sees("payment")).isInstanceOf(PaymentScreen.class);
            visitor.finds("#payment-code");

            visitor.presses(KeyCode.ESCAPE);
            visitor.finds("#give-up");
            assertThat(visitor.focusName()).isEqualTo("Keep paying");
            visitor.presses(KeyCode.LEFT, KeyCode.ENTER);

            SeatsScreen again = (SeatsScreen) visitor.sees("seats");
            await().until(() -> Visitor.onScreen(() -> again.map().map().isPresent()));
            await("seats are free again").atMost(Visitor.PATIENCE)
                    .until(() -> Visitor.onScreen(() -> chosen.stream().allMatch(id -> isFree(again, id))));
            visitor.presses(KeyCode.ESCAPE);
            visitor.sees("shows");
            visitor.presses(KeyCode.ESCAPE);
            visitor.sees("films");
            visitor.finds("#films-grid");
            assertThat(visitor.focusName()).as("the film looked at last").isEqualTo(film);
            visitor.presses(KeyCode.ESCAPE);
            visitor.sees("welcome");
        }
    }

    /// Looks for a free seat with a free neighbour by arrow keys and takes both.
    private static List<SeatId> choosesTwo(Visitor visitor, SeatsScreen seats) {
        for (int step = 0; step < 80; step++) {
            visitor.presses(step % 12 == 11 ? KeyCode.DOWN : KeyCode.RIGHT);
            if (Visitor.onScreen(() -> isFree(seats, focused(seats)))) {
                SeatId first = Visitor.onScreen(() -> focused(seats));
                visitor.presses(KeyCode.RIGHT);
                SeatId second = Visitor.onScreen(() -> focused(seats));
                if (!first.equals(second) && Visitor.onScreen(() -> isFree(seats, second))) {
                    assertThat(visitor.heard().last()).matches("(?s).*[Rr]ow .+, seat .+available.+");
                    visitor.presses(KeyCode.SPACE, KeyCode.LEFT, KeyCode.SPACE);
                    return List.of(first, second);
                }
            }
        }
        throw new AssertionError("no two free seats side by side");
    }

    private static SeatId focused(SeatsScreen seats) {
        return seats.map().focused().get().orElseThrow();
    }

    private static boolean isFree(SeatsScreen seats, SeatId id) {
        return seats.map()
                .map()
                .orElseThrow()
                .seats()
                .stream()
                .anyMatch(seat -> seat.id().equals(id) && seat.status() == boxoffice.model.SeatStatus.AVAILABLE);
    }
}
