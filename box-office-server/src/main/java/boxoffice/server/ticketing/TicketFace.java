package boxoffice.server.ticketing;

import boxoffice.model.Bookings.Booking;
import boxoffice.model.Locks.PricedSeat;
import boxoffice.model.Movies.ShowDetails;
import boxoffice.model.Tickets.Ticket;
import boxoffice.server.ticketing.Lettering.Block;
import boxoffice.server.ticketing.Lettering.Weight;
import java.awt.Color;
import java.io.IOException;

/// The face of one printed ticket: a third of an A4 page, 210 by 99 mm. On the left what it is for, on the right its
/// code. Lengths are in points.
final class TicketFace {
    static final float HEIGHT = TaggedPages.SIZE.getHeight() / 3;

    private static final Color INK = new Color(0x14181F);
    private static final Color MUTED = new Color(0x4A5361);
    private static final Color LINE = new Color(0x6F7885);

    private static final float TOP = 25;
    private static final float BOTTOM = HEIGHT - 25;
    private static final float LEFT = 40;
    private static final float WIDTH = 372;
    private static final float BAND = 5;
    private static final float BAND_LEFT = 25;

    private static final float MIDDLE = 148;
    private static final float PLACE_LEFT = LEFT + 190;

    private static final float BOX_TOP = 205;
    private static final float BOX_HEIGHT = BOTTOM - BOX_TOP;
    private static final float PADDING = 8;

    /// 44 mm.
    private static final float CODE = 125;
    private static final float CODE_LEFT = TaggedPages.SIZE.getWidth() - 34 - CODE;

    private final TaggedPages pages;
    private final Lettering lettering;
    private final TicketWords words;
    private final Booking booking;

    TicketFace(TaggedPages pages, Lettering lettering, TicketWords words, Booking booking) {
        this.pages = pages;
        this.lettering = lettering;
        this.words = words;
        this.booking = booking;
    }

    /// Draws a ticket.
    ///
    /// @param top of the ticket on the page
    /// @param number counts the booking's tickets from 1
    void draw(Ticket ticket, int number, float top) throws IOException {
        String position = words.position(number, booking.tickets().size());
        pages.part(position);
        pages.band(BAND_LEFT, top + TOP, BAND, BOTTOM - TOP, posterColor());
        drawFilm(top);
        drawTime(top + MIDDLE);
        drawPlace(top + MIDDLE);
        drawSeat(ticket, top + BOX_TOP);
        drawCode(ticket, position, top + TOP);
    }

    private void drawFilm(float top) throws IOException {
        ShowDetails show = booking.show();
        Block theater = lettering.fit(show.theaterName(), Weight.BOLD, 10, 6, WIDTH, 12);
        pages.paragraph(() -> pages.write(theater, LEFT, top + TOP, posterColor()));
        Block title = lettering.fit(show.title(), Weight.BOLD, 24, 8, WIDTH, 60);
        pages.heading(() -> pages.write(title, LEFT, top + TOP + 15, INK));
        float below = top + TOP + 15 + title.height() + 2;
        String original = show.originalTitle();
        if (original != null && lettering.covers(original)) {
            Block block = lettering.fit(original, Weight.REGULAR, 11, 7, WIDTH, 18);
            float y = below;
            pages.paragraph(() -> pages.write(block, LEFT, y, MUTED));
            below += block.height() + 2;
        }
        float y = below;
        Block facts = lettering.fit(words.facts(), Weight.REGULAR, 10, 6, WIDTH, 13);
        pages.paragraph(() -> pages.write(facts, LEFT, y, MUTED));
    }

    private void drawTime(float top) throws IOException {
        float width = PLACE_LEFT - LEFT - 12;
        pages.paragraph(() -> {
            pages.write(lettering.fit(words.date(), Weight.BOLD, 12, 7, width, 15), LEFT, top, INK);
            pages.write(lettering.fit(words.time(), Weight.BOLD, 20, 12, width, 24), LEFT, top + 15, INK);
            pages.write(lettering.fit(words.zone(), Weight.REGULAR, 8, 6, width, 10), LEFT, top + 39, MUTED);
        });
    }

    private void drawPlace(float top) throws IOException {
        float width = LEFT + WIDTH - PLACE_LEFT;
        Block screen = lettering.fit(booking.show().screenName(), Weight.BOLD, 12, 8, width, 20);
        pages.paragraph(() -> pages.write(screen, PLACE_LEFT, top, INK));
        Block address = lettering.fit(booking.show().address(), Weight.REGULAR, 9, 5, width, 30);
        pages.paragraph(() -> pages.write(address, PLACE_LEFT, top + screen.height() + 2, MUTED));
    }

    private void drawSeat(Ticket ticket, float top) throws IOException {
        PricedSeat seat = booking.seats()
                .stream()
                .filter(priced -> priced.id().equals(ticket.seatId()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a ticket for a seat that was not booked"));
        pages.frame(LEFT, top, WIDTH, BOX_HEIGHT, LINE);
        float x = LEFT + PADDING;
        drawField("section", ticket.section(), x, top, 122);
        drawField("row", ticket.row(), x + 132, top, 48);
        drawField("seat", ticket.number(), x + 190, top, 48);
        float width = WIDTH - 2 * PADDING - 248;
        Block type = lettering.fit(words.type(seat.type()), Weight.REGULAR, 9, 6, width, 12);
        Block price = lettering.fit(words.money(seat.price()), Weight.BOLD, 16, 8, width, 20);
        pages.paragraph(() -> pages.write(type, x + 248, top + 8, MUTED));
        pages.paragraph(() -> pages.write(price, x + 248, top + 22, INK));
    }

    private void drawField(String label, String value, float x, float top, float width) throws IOException {
        Block name = lettering.fit(words.label(label), Weight.REGULAR, 8, 6, width, 10);
        Block large = lettering.fit(value, Weight.BOLD, 27, 8, width, 32);
        float y = top + 15 + (32 - large.height()) / 2;
        pages.paragraph(() -> {
            pages.write(name, x, top + 5, MUTED);
            pages.write(large, x, y, INK);
        });
    }

    private void drawCode(Ticket ticket, String position, float top) throws IOException {
        Block label = lettering.fit(words.label("reference"), Weight.REGULAR, 8, 6, CODE, 10);
        Block reference = lettering.fit(booking.reference(), Weight.BOLD, 15, 8, CODE, 18);
        float y = top + CODE + 12;
        pages.paragraph(() -> {
            pages.write(label, CODE_LEFT, y, MUTED);
            pages.write(reference, CODE_LEFT, y + 9, INK);
        });
        pages.paragraph(
                () -> pages.write(lettering.fit(position, Weight.BOLD, 9, 6, CODE, 12), CODE_LEFT, y + 30, INK));
        Block issue = lettering.fit(words.issue(ticket.issue()), Weight.REGULAR, 9, 6, CODE, 12);
        pages.paragraph(() -> pages.write(issue, CODE_LEFT, y + 41, MUTED));
        Block note = lettering.fit(words.label("note"), Weight.REGULAR, 7.5f, 5, CODE, BOTTOM - TOP - CODE - 67);
        pages.paragraph(() -> pages.write(note, CODE_LEFT, y + 55, MUTED));
        pages.code(QrImage.modules(ticket.token(), 0), CODE_LEFT, top, CODE, words.label("qr"));
    }

    /// White is legible on it, so it is legible on white.
    private Color posterColor() {
        return booking.show().posterColors().stream().findFirst().map(Color::decode).orElse(INK);
    }
}
