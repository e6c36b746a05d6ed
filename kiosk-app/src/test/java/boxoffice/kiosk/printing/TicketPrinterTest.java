package boxoffice.kiosk.printing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TicketPrinterTest {
    private static final byte[] PDF = "%PDF-1.7 tickets".getBytes(StandardCharsets.US_ASCII);

    @TempDir Path data;

    @Test
    void ticketsStandInAFileNamedByTheirReference() throws Exception {
        TicketPrinter.Outcome outcome = new TicketPrinter(data).print("K7QM2XPA", PDF);

        Path file = data.resolve("tickets/K7QM2XPA.pdf");
        assertThat(outcome).isEqualTo(new TicketPrinter.Outcome.Printed(file));
        assertThat(Files.readAllBytes(file)).isEqualTo(PDF);
    }

    @Test
    void aReprintReplacesTheFileAndLeavesNothingElse() throws Exception {
        TicketPrinter printer = new TicketPrinter(data);
        byte[] newer = "%PDF-1.7 newer".getBytes(StandardCharsets.US_ASCII);
        printer.print("K7QM2XPA", PDF);
        printer.print("K7QM2XPA", newer);

        try (var files = Files.list(data.resolve("tickets"))) {
            assertThat(files).singleElement().satisfies(file -> assertThat(Files.readAllBytes(file)).isEqualTo(newer));
        }
    }

    @Test
    void whatIsNoPdfIsNotPrinted() {
        TicketPrinter.Outcome outcome =
                new TicketPrinter(data).print("K7QM2XPA", "{}".getBytes(StandardCharsets.US_ASCII));

        assertThat(outcome).isEqualTo(new TicketPrinter.Outcome.Fault(TicketPrinter.Reason.NOT_A_PDF));
        assertThat(data.resolve("tickets")).doesNotExist();
    }

    @Test
    void aFolderThatCannotBeWrittenIsAFaultAndNoException() throws Exception {
        Files.writeString(data.resolve("tickets"), "a file stands in the way");

        assertThat(new TicketPrinter(data).print("K7QM2XPA", PDF))
                .isEqualTo(new TicketPrinter.Outcome.Fault(TicketPrinter.Reason.FOLDER_NOT_WRITABLE));
    }

    @Test
    void aReferenceCannotLeaveTheFolder() {
        TicketPrinter.Outcome outcome = new TicketPrinter(data).print("../../etc/x", PDF);

        assertThat(outcome)
                .isEqualTo(new TicketPrinter.Outcome.Printed(data.resolve("tickets/______etc_x.pdf")));
    }
}
