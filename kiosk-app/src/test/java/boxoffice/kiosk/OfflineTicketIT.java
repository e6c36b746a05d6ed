package boxoffice.kiosk;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.fx.testing.Pictures;
import boxoffice.kiosk.device.DeviceFile;
import boxoffice.kiosk.selfdrive.Phone;
import boxoffice.kiosk.testing.Line;
import boxoffice.kiosk.testing.RealBoxOffice;
import boxoffice.kiosk.ticket.TicketScreen;
import boxoffice.model.Bookings;
import boxoffice.model.Tickets;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.multi.qrcode.QRCodeMultiReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// A ticket that was sold here is shown and printed again although the server is gone, also after a restart.
final class OfflineTicketIT {
    @TempDir(cleanup = CleanupMode.NEVER) Path data;

    @Test
    void aTicketIsShownAndPrintedWithoutAServer() throws Exception {
        RealBoxOffice boxOffice = RealBoxOffice.shared();
        Line line = Line.to(boxOffice.uri());
        DeviceFile.Enrolled identity = new DeviceFile.Enrolled(line.uri(), boxOffice.enrolled().key());
        Bookings.Booking bought;
        try (line;
                Visitor visitor = Visitor.at(data, identity)) {
            Visitor.choosesTwo(visitor.goesToSeats());
            new Phone(Clock.systemUTC()).pay(visitor.goesToPayment(), Phone.GOOD_CARD);
            bought = ((TicketScreen) visitor.sees("ticket")).model().booking();
            visitor.waitsForFocusOn("Print tickets");
            visitor.presses(KeyCode.ENTER);
            visitor.waitsForFocusOn("Done");
            visitor.presses(KeyCode.ENTER);
            visitor.waitsForFocusOn("Touch anywhere");
            line.cut();
            findsTicket(visitor, bought);
        }
        Path printed = data.resolve("tickets").resolve(bought.reference() + ".pdf");
        byte[] before = Files.readAllBytes(printed);
        Files.delete(printed);

        try (Visitor visitor = Visitor.at(data, identity)) {
            visitor.waitsForFocusOn("Show a ticket bought here");
            assertThat(visitor.seesNow("#start")).as("nothing is sold without a server").isFalse();
            findsTicket(visitor, bought);
            assertThat(codesOnScreen(visitor))
                    .containsExactlyInAnyOrderElementsOf(
                            bought.tickets().stream().map(Tickets.Ticket::token).toList());
            visitor.presses(KeyCode.ENTER);
            visitor.waitsForFocusOn("Done");
            assertThat(Files.readAllBytes(printed)).isEqualTo(before);
        }
    }

    private static void findsTicket(Visitor visitor, Bookings.Booking bought) {
        visitor.touches("#my-ticket");
        visitor.sees("lookup");
        visitor.types(bought.reference());
        visitor.presses(KeyCode.ENTER);
        TicketScreen ticket = (TicketScreen) visitor.sees("ticket");
        assertThat(ticket.model().booking()).isEqualTo(bought);
        visitor.waitsForFocusOn("Print tickets");
    }

    /// What a camera reads from the screen.
    private static List<String> codesOnScreen(Visitor visitor) throws Exception {
        WritableImage image = Visitor.onScreen(() -> visitor.scene().snapshot(null));
        BinaryBitmap seen = new BinaryBitmap(new HybridBinarizer(new BufferedImageLuminanceSource(Pictures.of(image))));
        return Arrays.stream(new QRCodeMultiReader().decodeMultiple(seen))
                .map(result -> result.getText())
                .toList();
    }
}
