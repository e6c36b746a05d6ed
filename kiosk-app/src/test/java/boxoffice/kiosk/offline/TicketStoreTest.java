package boxoffice.kiosk.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boxoffice.fx.testing.MovableClock;
import boxoffice.kiosk.testing.Sold;
import boxoffice.model.Bookings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TicketStoreTest {
    @TempDir Path data;

    private final MovableClock clock = new MovableClock();

    @Test
    void aBookingIsFoundByItsReferenceHoweverItIsTyped() throws Exception {
        try (TicketStore store = TicketStore.open(data, clock)) {
            Bookings.Booking booking = tonight("K7QM2XPA");
            store.keep(booking);

            assertThat(store.find("K7QM2XPA")).contains(booking);
            assertThat(store.find("k7qm 2xpa")).contains(booking);
            assertThat(store.find("K7QM-2XPA")).contains(booking);
            assertThat(store.find("K7QM2XPB")).isEmpty();
        }
    }

    @Test
    void bookingsAndPrintableTicketsOutliveARestart() throws Exception {
        byte[] pdf = "%PDF-1.7 tickets".getBytes(StandardCharsets.US_ASCII);
        try (TicketStore store = TicketStore.open(data, clock)) {
            store.keep(tonight("K7QM2XPA"));
            store.keepPdf("K7QM2XPA", pdf);
        }
        try (TicketStore store = TicketStore.open(data, clock)) {
            assertThat(store.find("K7QM2XPA")).contains(tonight("K7QM2XPA"));
            assertThat(store.findPdf("K7QM2XPA")).contains(pdf);
        }
    }

    @Test
    void keepingABookingAgainKeepsItsPrintableTickets() throws Exception {
        byte[] pdf = {'%', 'P', 'D', 'F'};
        try (TicketStore store = TicketStore.open(data, clock)) {
            store.keep(tonight("K7QM2XPA"));
            store.keepPdf("K7QM2XPA", pdf);
            store.keep(tonight("K7QM2XPA"));

            assertThat(store.findPdf("K7QM2XPA")).contains(pdf);
        }
    }

    @Test
    void aBookingIsGoneAWeekAfterItsShow() throws Exception {
        try (TicketStore store = TicketStore.open(data, clock)) {
            store.keep(tonight("K7QM2XPA"));
            clock.advance(Duration.ofDays(7));
            assertThat(store.find("K7QM2XPA")).isPresent();

            clock.advance(Duration.ofHours(6));

            assertThat(store.find("K7QM2XPA")).isEmpty();
        }
        try (TicketStore store = TicketStore.open(data, clock)) {
            store.keep(tonight("ZZZZZZZZ"));
            assertThat(store.findPdf("K7QM2XPA")).isEmpty();
        }
    }

    @Test
    void nothingReadableStandsOnTheDisk() throws Exception {
        try (TicketStore store = TicketStore.open(data, clock)) {
            store.keep(tonight("K7QM2XPA"));
        }

        Path database = data.resolve("tickets-store.mv.db");
        String bytes = new String(Files.readAllBytes(database), StandardCharsets.ISO_8859_1);
        assertThat(bytes).doesNotContain("K7QM2XPA", "Metropolis", "token-of-seat", "TICKET_SALE");
    }

    @Test
    void onlyItsOwnerMayReadTheStoresKey() throws Exception {
        TicketStore.open(data, clock).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("tickets-store.key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void withAnotherKeyTheStoreStaysShut() throws Exception {
        TicketStore.open(data, clock).close();
        Files.writeString(data.resolve("tickets-store.key"), "0".repeat(64));

        assertThatThrownBy(() -> TicketStore.open(data, clock))
                .isInstanceOf(TicketStore.StoreFault.class)
                .hasMessageContaining("tickets-store");
    }

    @Test
    void aFolderThatAnotherKioskUsesIsRefused() throws Exception {
        try (TicketStore first = TicketStore.open(data, clock)) {
            assertThat(first.find("K7QM2XPA")).isEmpty();
            Process other = new ProcessBuilder(
                    ProcessHandle.current().info().command().orElseThrow(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    OpenStore.class.getName(),
                    data.toString())
                    .redirectErrorStream(true)
                    .start();
            assertThat(new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).contains("in use");
            assertThat(other.waitFor()).isZero();
        }
    }

    /// Another kiosk's process.
    static final class OpenStore {
        private OpenStore() {}

        public static void main(String[] arguments) {
            try {
                TicketStore.open(Path.of(arguments[0]), Clock.systemUTC()).close();
                System.out.println("opened");
            } catch (TicketStore.InUse taken) {
                System.out.println("in use");
            }
        }
    }

    private Bookings.Booking tonight(String reference) {
        return Sold.booking(reference, OffsetDateTime.of(2026, 11, 22, 20, 15, 0, 0, ZoneOffset.ofHours(1)));
    }
}
