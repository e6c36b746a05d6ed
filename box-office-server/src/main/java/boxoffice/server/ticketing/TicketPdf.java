package boxoffice.server.ticketing;

import boxoffice.model.Bookings.Booking;
import boxoffice.model.Tickets.Ticket;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;

/// A booking's tickets to print at home: A4, three to a page with lines to cut along, each of the size of a long
/// envelope (TIX-1). Everybody's printer has A4; cut apart, everybody in the party has a ticket.
///
/// The text can be read by a screen reader, in a sensible order.
public final class TicketPdf {
    private static final int ON_A_PAGE = 3;
    private static final Color CUT = new Color(0x8A929C);

    private TicketPdf() {}

    /// Draws the tickets in English, with the theater's country's forms of numbers and dates.
    ///
    /// @throws IllegalArgumentException when the booking has no tickets
    public static byte[] render(Booking booking) {
        return render(booking, Locale.ENGLISH);
    }

    /// Draws the tickets in a language.
    ///
    /// @param locale the guest's; English stands in for languages that there are no texts for
    /// @throws IllegalArgumentException when the booking has no tickets
    public static byte[] render(Booking booking, Locale locale) {
        if (booking.tickets().isEmpty()) {
            throw new IllegalArgumentException("a booking without tickets has nothing to print");
        }
        try (PDDocument document = new PDDocument(); Lettering lettering = new Lettering(document)) {
            TicketWords words = TicketWords.of(booking.show(), locale);
            describe(document, booking, words);
            try (TaggedPages pages = new TaggedPages(document, lettering)) {
                draw(booking.tickets(), pages, new TicketFace(pages, lettering, words, booking));
            }
            ByteArrayOutputStream pdf = new ByteArrayOutputStream();
            document.save(pdf);
            return pdf.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static void draw(List<Ticket> tickets, TaggedPages pages, TicketFace face) throws IOException {
        for (int i = 0; i < tickets.size(); i++) {
            int place = i % ON_A_PAGE;
            if (place == 0 && i > 0) {
                pages.turn();
            }
            face.draw(tickets.get(i), i + 1, place * TicketFace.HEIGHT);
            if (place + 1 < ON_A_PAGE) {
                pages.cut((place + 1) * TicketFace.HEIGHT, CUT);
            }
        }
    }

    private static void describe(PDDocument document, Booking booking, TicketWords words) {
        PDDocumentInformation information = document.getDocumentInformation();
        information.setTitle(words.documentTitle(booking.tickets().size()));
        information.setAuthor(booking.show().theaterName());
        information.setSubject(booking.reference());
        var catalog = document.getDocumentCatalog();
        catalog.setLanguage(words.locale().toLanguageTag());
        PDViewerPreferences preferences = new PDViewerPreferences(new COSDictionary());
        preferences.setDisplayDocTitle(true);
        catalog.setViewerPreferences(preferences);
    }
}
