package boxoffice.server.ticketing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import boxoffice.model.Bookings.Booking;
import boxoffice.model.SeatType;
import boxoffice.model.TicketToken;
import boxoffice.model.Tickets.Ticket;
import boxoffice.server.ticketing.SampleBooking.Place;
import java.awt.image.BufferedImage;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureNode;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TicketPdfTest {
    private static final int INK = 160;

    @Test
    void everyCodeScansAndVerifies() throws Exception {
        SampleBooking sample = SampleBooking.ofThree();
        Booking booking = sample.booking();
        try (PrintedTickets printed = new PrintedTickets(TicketPdf.render(booking))) {
            assertThat(printed.codes())
                    .containsExactlyElementsOf(booking.tickets().stream().map(Ticket::token).toList())
                    .allSatisfy(
                            code -> assertThat(read(sample, code)).isInstanceOf(TicketToken.Reading.Genuine.class));
        }
    }

    @Test
    void aCodeWithOneBitChangedIsForged() throws Exception {
        SampleBooking sample = SampleBooking.ofThree();
        try (PrintedTickets printed = new PrintedTickets(TicketPdf.render(sample.booking()))) {
            byte[] token = Base64.getUrlDecoder().decode(printed.codes().getFirst());
            int seat = token.length - 65;
            token[seat] ^= 1;
            String changed = Base64.getUrlEncoder().withoutPadding().encodeToString(token);
            assertThat(read(sample, changed)).isInstanceOf(TicketToken.Reading.Forged.class);
        }
    }

    @Test
    void theTextSaysWhatTheTicketIsForInReadingOrder() throws Exception {
        try (PrintedTickets printed = new PrintedTickets(TicketPdf.render(SampleBooking.ofThree().booking()))) {
            assertThat(printed.text()).containsSubsequence(
                    "Kanal-Lichtspiele",
                    "Nosferatu: A Symphony of Horror",
                    "Nosferatu, eine Symphonie des Grauens",
                    "2D · German, English subtitles · FSK 12",
                    "Sunday, 22 November 2026",
                    "20:15",
                    "Central European Standard Time",
                    "Saal 1",
                    "Paul-Lincke-Ufer 21, 10999 Berlin",
                    "Section",
                    "Parkett",
                    "Row",
                    "C",
                    "Seat",
                    "7",
                    "Standard seat",
                    "€13.50",
                    "Booking reference",
                    "K7QD2M4X",
                    "Ticket 1 of 3",
                    "Issue 1",
                    "Ticket 2 of 3",
                    "VIP Loge",
                    "AA",
                    "12",
                    "€21.00",
                    "Ticket 3 of 3");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "Europe/Berlin    | EUR | 20:15   | Central European Standard Time | €1,250.00",
            "Asia/Kolkata     | INR | 12:45 AM | India Standard Time           | ₹1,250.00",
            "Europe/London    | GBP | 19:15   | Greenwich Mean Time            | £1,250.00",
            "America/New_York | USD | 2:15 PM | Eastern Standard Time          | $1,250.00",
            "UTC              | EUR | 7:15 pm | Coordinated Universal Time     | €1,250.00"})
    void timesAndAmountsAreThoseOfTheTheater(String zone, String currency, String time, String name, String price)
            throws Exception {
        Booking booking = SampleBooking.of(new Place("Stalls", "C", "7", SeatType.REGULAR, "1250.00"))
                .in("The House", "1 High Street", zone, currency)
                .booking();
        try (PrintedTickets printed = new PrintedTickets(TicketPdf.render(booking))) {
            assertThat(printed.text()).contains(time, name, price);
        }
    }

    @Test
    void theGuestsLanguageIsUsedWhereThereAreTexts() throws Exception {
        Booking booking = SampleBooking.ofThree().booking();
        try (PrintedTickets printed = new PrintedTickets(TicketPdf.render(booking, Locale.of("es")))) {
            assertThat(printed.text()).contains("Fila", "Butaca", "domingo, 22 de noviembre de 2026", "13,50 €");
            assertThat(printed.document().getDocumentCatalog().getLanguage()).isEqualTo("es-DE");
        }
    }

    @Test
    void aLanguageWithoutTextsGetsEnglish() throws Exception {
        Booking booking = SampleBooking.ofThree().booking();
        try (PrintedTickets printed = new PrintedTickets(TicketPdf.render(booking, Locale.of("hi", "IN")))) {
            assertThat(printed.text()).contains("Row", "Sunday, 22 November 2026");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"जवान", "كفرناحوم", "千と千尋の神隠し", "기생충", "பொன்னியின் செல்வன்", "🎬"})
    void anOriginalTitleInLettersThatCannotBeSetIsLeftOut(String original) throws Exception {
        Booking booking = SampleBooking.ofThree().titled("The English title", original).booking();
        try (PrintedTickets printed = new PrintedTickets(TicketPdf.render(booking))) {
            assertThat(printed.text()).contains("The English title").doesNotContain(original).doesNotContain("?");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Το βλέμμα του Οδυσσέα", "Иди и смотри", "Le Fabuleux Destin d'Amélie Poulain"})
    void anOriginalTitleInLettersThatCanBeSetIsShown(String original) throws Exception {
        Booking booking = SampleBooking.ofThree().titled("The English title", original).booking();
        try (PrintedTickets printed = new PrintedTickets(TicketPdf.render(booking))) {
            assertThat(printed.text()).contains(original);
        }
    }

    @ParameterizedTest
    @CsvSource({"जवान, Javāna", "كفرناحوم, Kfrnạhwm", "기생충, Gisaengchung", "Ｆｉｌｍ①, Film"})
    void aTitleInLettersThatCannotBeSetIsSpelledInLatinOnes(String title, String spelled) throws Exception {
        Booking booking = SampleBooking.ofThree().titled(title, null).booking();
        try (PrintedTickets printed = new PrintedTickets(TicketPdf.render(booking))) {
            assertThat(printed.text()).contains(spelled);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "Dr. Strangelove or: How I Learned to Stop Worrying and Love the Bomb",
            "The Persecution and Assassination of Jean-Paul Marat as Performed by the Inmates of the Asylum of Charenton"
                    + " Under the Direction of the Marquis de Sade, with a Prologue, an Epilogue, and All Verses Sung",
            "LlanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogochLlanfairpwllgwyngyllgogerychwyrndrobwllllanty"
                    + "siliogogogochLlanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"})
    void aLongTitleIsShownWhole(String title) throws Exception {
        Booking booking = SampleBooking.ofThree().titled(title, null).booking();
        try (PrintedTickets printed = new PrintedTickets(TicketPdf.render(booking))) {
            assertThat(printed.text().replaceAll("\\s", "")).contains(title.replaceAll("\\s", ""));
        }
    }

    @Test
    void theLongestTextsStayWithinTheirTicket() throws Exception {
        String longest = "Wide words in a MWMWMW ".repeat(14);
        Booking booking = SampleBooking
                .of(new Place(longest.substring(0, 59), "WWWWWWWW", "10000", SeatType.WHEELCHAIR, "1250000.00"))
                .in(longest.substring(0, 99), longest.substring(0, 299), "Asia/Kolkata", "INR")
                .titled(longest.substring(0, 199), longest.substring(0, 199))
                .booking();
        try (PrintedTickets printed = new PrintedTickets(TicketPdf.render(booking))) {
            assertThat(printed.text().replaceAll("\\s+", ""))
                    .contains(longest.substring(0, 199).replaceAll("\\s+", ""), "WWWWWWWW", "₹12,50,000.00");
            BufferedImage page = printed.page(0);
            int margin = page.getWidth() * 8 / 210;
            int third = page.getHeight() / 3;
            assertThat(inkIn(page, 0, 0, page.getWidth(), margin)).isZero();
            assertThat(inkIn(page, 0, 0, margin, third - 3)).isZero();
            assertThat(inkIn(page, page.getWidth() - margin, 0, page.getWidth(), third - 3)).isZero();
            assertThat(inkIn(page, 0, third - margin, page.getWidth(), third - 3)).isZero();
            assertThat(inkIn(page, 0, third + 3, page.getWidth(), page.getHeight() * 2 / 3 - 3)).isZero();
        }
    }

    @Test
    void threeTicketsFillAPageAndTheFourthTurnsIt() throws Exception {
        Place[] four = new Place[4];
        for (int i = 0; i < four.length; i++) {
            four[i] = new Place("Parkett", "C", String.valueOf(i + 1), SeatType.REGULAR, "13.50");
        }
        Booking booking = SampleBooking.of(four).booking();
        try (PrintedTickets printed = new PrintedTickets(TicketPdf.render(booking))) {
            assertThat(printed.document().getNumberOfPages()).isEqualTo(2);
            assertThat(printed.codes()).hasSize(4);
        }
    }

    @Test
    void screenReadersFindLanguageTitleAndStructure() throws Exception {
        try (PrintedTickets printed = new PrintedTickets(TicketPdf.render(SampleBooking.ofThree().booking()))) {
            var catalog = printed.document().getDocumentCatalog();
            assertThat(catalog.getLanguage()).isEqualTo("en-DE");
            assertThat(catalog.getMarkInfo().isMarked()).isTrue();
            assertThat(catalog.getViewerPreferences().displayDocTitle()).isTrue();
            assertThat(printed.document().getDocumentInformation().getTitle())
                    .isEqualTo("3 tickets for Nosferatu: A Symphony of Horror");
            PDStructureNode whole = (PDStructureNode) catalog.getStructureTreeRoot().getKids().getFirst();
            assertThat(whole.getKids()).hasSize(3);
            List<PDStructureElement> ticket = ((PDStructureNode) whole.getKids().getFirst()).getKids()
                    .stream()
                    .map(PDStructureElement.class::cast)
                    .toList();
            assertThat(ticket).extracting(PDStructureElement::getStructureType).contains("H1", "P").endsWith("Figure");
            assertThat(ticket.getLast().getAlternateDescription()).isEqualTo("QR code of this ticket");
            assertThat(catalog.getStructureTreeRoot().getParentTree().getNumbers()).containsOnlyKeys(0);
        }
    }

    @Test
    void linesDoNotRunTogetherForScreenReaders() throws Exception {
        byte[] pdf = TicketPdf.render(SampleBooking.ofThree().booking());
        try (PrintedTickets printed = new PrintedTickets(pdf)) {
            assertThat(printed.spoken(0)).contains("Section Parkett ", "Row C ", "on paper or", "admits one person");
        }
    }

    @Test
    void allFontsAreEmbedded() throws Exception {
        try (PrintedTickets printed = new PrintedTickets(TicketPdf.render(SampleBooking.ofThree().booking()))) {
            var resources = printed.document().getPage(0).getResources();
            for (var name : resources.getFontNames()) {
                assertThat(resources.getFont(name)).matches(PDFont::isEmbedded);
            }
        }
    }

    @Test
    void aBookingWithoutTicketsIsRefused() {
        Booking booking = SampleBooking.of().booking();
        assertThatIllegalArgumentException().isThrownBy(() -> TicketPdf.render(booking));
    }

    private static TicketToken.Reading read(SampleBooking sample, String token) {
        return TicketToken.read(token, Map.of(SampleBooking.KEY_ID, sample.key().getPublic()));
    }

    private static int inkIn(BufferedImage page, int left, int top, int right, int bottom) {
        int ink = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                if ((page.getRGB(x, y) & 0xFF) < INK) {
                    ink++;
                }
            }
        }
        return ink;
    }
}
