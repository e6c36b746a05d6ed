package boxoffice.kiosk.printing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;

/// Prints tickets into PDF files, one for each booking, in a folder of their own.
public final class TicketPrinter {
    private static final byte[] PDF = "%PDF-".getBytes(StandardCharsets.US_ASCII);

    private final Path folder;

    /// @param data the kiosk's data folder
    public TicketPrinter(Path data) {
        this.folder = data.resolve("tickets").toAbsolutePath().normalize();
    }

    /// What printing came to.
    public sealed interface Outcome {
        /// The tickets stand in `file`.
        record Printed(Path file) implements Outcome {}

        /// Nothing was printed, and nothing was lost: printing may be tried again.
        record Fault(Reason reason) implements Outcome {}
    }

    /// Why nothing was printed.
    public enum Reason {
        NOT_A_PDF,
        FOLDER_NOT_WRITABLE
    }

    /// Prints the tickets of one booking; a reprint replaces the file.
    ///
    /// @param reference the booking's, which names the file
    public Outcome print(String reference, byte[] pdf) {
        if (pdf.length < PDF.length || !Arrays.equals(pdf, 0, PDF.length, PDF, 0, PDF.length)) {
            return new Outcome.Fault(Reason.NOT_A_PDF);
        }
        Path file = folder.resolve(reference.replaceAll("[^A-Za-z0-9]", "_") + ".pdf");
        try {
            Files.createDirectories(folder);
            Path fresh = Files.createTempFile(folder, "printing-", ".tmp");
            try {
                Files.write(fresh, pdf);
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
            return new Outcome.Printed(file);
        } catch (IOException fault) {
            System.getLogger(TicketPrinter.class.getName())
                    .log(System.Logger.Level.WARNING, "tickets cannot be printed into " + folder, fault);
            return new Outcome.Fault(Reason.FOLDER_NOT_WRITABLE);
        }
    }
}
