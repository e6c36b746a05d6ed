package boxoffice.kiosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import boxoffice.fx.Theme;
import boxoffice.kiosk.device.DeviceFile;
import boxoffice.kiosk.seats.SeatsScreen;
import boxoffice.kiosk.selfdrive.Phone;
import boxoffice.kiosk.testing.Line;
import boxoffice.kiosk.testing.RealBoxOffice;
import boxoffice.kiosk.testing.ShiftedClock;
import boxoffice.model.Locks;
import boxoffice.model.SeatId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// Goes through every screen and every state of it; nothing is cut off, covered or outside, in any size or look.
/// The pictures are under `target/snapshots`, to be looked at.
final class EveryScreenIT {
    @TempDir(cleanup = CleanupMode.NEVER) Path data;

    private final ShiftedClock clock = ShiftedClock.right();

    @Test
    void everythingFitsOnEveryScreenOfASale() throws Exception {
        RealBoxOffice boxOffice = RealBoxOffice.shared();
        try (Line line = Line.to(boxOffice.uri());
                Visitor visitor = before(line, boxOffice.enrolled())) {
            Album album = new Album(visitor);
            visitor.waitsForFocusOn("Touch anywhere");
            visitor.finds(".poster");
            album.take("01-welcome");
            visitor.presses(KeyCode.F1);
            album.take("02-help");
            visitor.presses(KeyCode.LEFT, KeyCode.ENTER);
            visitor.finds("#call-done");
            album.take("03-staff-called");
            visitor.touches("#call-done");
            visitor.touches("#look");
            album.take("04-language-and-look");
            visitor.presses(KeyCode.ESCAPE, KeyCode.A);

            visitor.goesToTomorrow();
            album.take("05-films");
            clock.forward(Duration.ofSeconds(61));
            visitor.finds("#still-there");
            album.take("06-still-there");
            visitor.presses(KeyCode.ENTER);
            clock.setRight();
            visitor.presses(KeyCode.ENTER);

            visitor.sees("shows");
            visitor.finds("#shows-grid");
            album.take("07-shows");
            visitor.presses(KeyCode.ENTER);

            SeatsScreen seats = (SeatsScreen) visitor.sees("seats");
            await().until(() -> Visitor.onScreen(() -> seats.map().map().isPresent()));
            album.take("08-seats");
            seatsTaken(boxOffice, visitor, seats, album);
            Visitor.choosesTwo(seats);
            album.take("10-seats-chosen");
            line.cut();
            visitor.finds("#seats-stale");
            album.take("11-seats-offline");
            visitor.tabsTo("#next");
            visitor.presses(KeyCode.ENTER);
            visitor.finds("#refused");
            album.take("12-seats-not-held");
            line.mend();
            visitor.presses(KeyCode.ENTER);

            String page = visitor.goesToPayment().toString();
            album.take("13-payment");
            visitor.presses(KeyCode.ESCAPE);
            album.take("14-give-up");
            visitor.presses(KeyCode.ESCAPE);
            for (int i = 0; i < 3; i++) {
                clock.forward(Duration.ofSeconds(170));
                visitor.presses(KeyCode.SHIFT);
            }
            visitor.finds("#more-time");
            album.take("15-more-time");
            clock.setRight();
            new Phone(clock).pay(java.net.URI.create(page), Phone.GOOD_CARD);
            visitor.sees("ticket");
            album.take("16-ticket");
            visitor.presses(KeyCode.ENTER);
            visitor.waitsForFocusOn("Done");
            album.take("17-printed");
            album.check();
        }
    }

    @Test
    void everythingFitsWhereSomethingIsTheMatter() throws Exception {
        RealBoxOffice boxOffice = RealBoxOffice.shared();
        try (Line line = Line.to(boxOffice.uri());
                Visitor visitor = before(line, boxOffice.enrolled())) {
            Album album = new Album(visitor);
            visitor.waitsForFocusOn("Touch anywhere");
            visitor.presses(KeyCode.ENTER);
            visitor.goesToTomorrow();
            line.cut();
            visitor.presses(KeyCode.ENTER);
            visitor.finds("#try-again");
            album.take("20-shows-offline");
            visitor.presses(KeyCode.ESCAPE);
            visitor.sees("films");
            visitor.finds("#try-again");
            album.take("21-films-offline");
            visitor.presses(KeyCode.ESCAPE);
            visitor.sees("welcome");
            visitor.finds(".notice.warn");
            album.take("22-welcome-offline");
            visitor.presses(KeyCode.ENTER);
            visitor.sees("lookup");
            album.take("23-lookup");
            visitor.types("K7QM2XPA");
            visitor.presses(KeyCode.ENTER);
            visitor.finds(".notice.danger");
            album.take("24-lookup-unknown");
            album.check();
        }
    }

    @Test
    void everythingFitsWhenTimeRunsOut() throws Exception {
        RealBoxOffice boxOffice = RealBoxOffice.shared();
        try (Line line = Line.to(boxOffice.uri());
                Visitor visitor = before(line, boxOffice.enrolled())) {
            Album album = new Album(visitor);
            Visitor.choosesTwo(visitor.goesToSeats());
            visitor.goesToPayment();
            line.cut();
            for (int i = 0; i < 3; i++) {
                clock.forward(Duration.ofSeconds(225));
                visitor.presses(KeyCode.SHIFT);
            }
            visitor.finds("#payment-offline");
            visitor.finds("#payment .progress-indicator");
            album.take("30-payment-checking");
            line.mend();
            visitor.sees("failed");
            album.take("31-time-ran-out");
            album.check();
        }
    }

    @Test
    void everythingFitsOnAMachineThatMayNotSell() throws Exception {
        RealBoxOffice boxOffice = RealBoxOffice.shared();
        try (Visitor visitor = Visitor.at(data, Optional.empty(), Theme.LIGHT, clock, 1280, 800)) {
            Album album = new Album(visitor);
            visitor.sees("device");
            album.take("40-not-enrolled");
            album.check();
        }
        DeviceFile.Enrolled enrolled = boxOffice.enrolled();
        DeviceFile.Enrolled lockedOut = new DeviceFile.Enrolled(
                enrolled.server(), new boxoffice.model.Accounts.DeviceKey(enrolled.key().deviceId(), "another-key"));
        try (Visitor visitor = Visitor.at(data, lockedOut)) {
            Album album = new Album(visitor);
            visitor.sees("device");
            album.take("41-locked-out");
            album.check();
        }
    }

    private Visitor before(Line line, DeviceFile.Enrolled enrolled) {
        DeviceFile.Enrolled overLine = new DeviceFile.Enrolled(line.uri(), enrolled.key());
        return Visitor.at(data, Optional.of(overLine), Theme.LIGHT, clock, 1280, 800);
    }

    /// Another customer takes the very seats; should the map tell of it first, others are tried.
    private static void seatsTaken(RealBoxOffice boxOffice, Visitor visitor, SeatsScreen seats, Album album)
            throws Exception {
        for (int attempt = 0; attempt < 5; attempt++) {
            List<SeatId> chosen = Visitor.choosesTwo(seats);
            visitor.tabsTo("#next");
            Locks.LockRequest same = new Locks.LockRequest(
                    Visitor.onScreen(() -> seats.map().map().orElseThrow().showId()), chosen);
            boxOffice.customer().lock(same);
            visitor.presses(KeyCode.ENTER);
            await().atMost(Duration.ofSeconds(5))
                    .until(
                            () -> visitor.seesNow("#seats-taken") || Visitor.onScreen(
                                    () -> seats.map().selected().isEmpty()));
            if (visitor.seesNow("#seats-taken")) {
                album.take("09-seats-taken");
                visitor.presses(KeyCode.ESCAPE);
                Visitor.onScreen(() -> {
                    seats.map().clear();
                    return true;
                });
                return;
            }
        }
        assertThat(false).as("a refusal was seen").isTrue();
    }
}
