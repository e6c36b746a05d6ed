package boxoffice.server.ticketing;

import boxoffice.model.Bookings.Booking;
import boxoffice.model.Locks.PricedSeat;
import boxoffice.model.Movies.ShowDetails;
import boxoffice.model.Tickets.Ticket;
import java.awt.Color;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a wallet pass says, in one language. Wallet itself writes dates in the phone's language, and looks all other
/// texts up among the translations by their English form.
final class PassText {
    /// The languages a pass speaks besides English.
    static final List<Locale> TRANSLATED = List.of(Locale.of("es"));

    private static final String WHITE = "rgb(255, 255, 255)";
    private static final String INK = "#14181F";

    private final Booking booking;
    private final ShowDetails show;
    private final Ticket ticket;
    private final PricedSeat seat;
    private final TicketWords words;

    PassText(Booking booking, Ticket ticket, Locale language) {
        this.booking = booking;
        this.show = booking.show();
        this.ticket = ticket;
        this.words = TicketWords.of(show, language);
        this.seat = booking.seats()
                .stream()
                .filter(priced -> priced.id().equals(ticket.seatId()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a ticket for a seat that was not booked"));
    }

    /// `pass.json`, as Wallet reads it; names and constants are Apple's.
    private record Pass(
            int formatVersion,
            String passTypeIdentifier,
            String teamIdentifier,
            String organizationName,
            String serialNumber,
            String description,
            String logoText,
            String foregroundColor,
            String labelColor,
            String backgroundColor,
            String relevantDate,
            String expirationDate,
            List<Barcode> barcodes,
            Map<String, Object> semantics,
            Map<String, List<Field>> eventTicket) {}

    private record Barcode(String format, String message, String messageEncoding, String altText) {}

    private record Field(
            String key,
            String label,
            String value,
            @Nullable String dateStyle,
            @Nullable String timeStyle,
            @Nullable Boolean ignoresTimeZone) {}

    Object pass(WalletSettings settings) {
        return new Pass(
                1,
                settings.passType(),
                settings.team(),
                show.theaterName(),
                ticket.id().toString(),
                description(),
                show.theaterName(),
                WHITE,
                WHITE,
                background(),
                time(show.time()),
                time(show.ends()),
                List.of(new Barcode("PKBarcodeFormatQR", ticket.token(), "iso-8859-1", booking.reference())),
                semantics(),
                fields());
    }

    /// The `pass.strings` of this language.
    String strings(PassText english) {
        Map<String, String> own = texts();
        Map<String, String> lines = new LinkedHashMap<>();
        english.texts().forEach((key, text) -> lines.putIfAbsent(text, own.getOrDefault(key, text)));
        return lines.entrySet()
                .stream()
                .map(line -> "\"%s\" = \"%s\";\n".formatted(escaped(line.getKey()), escaped(line.getValue())))
                .collect(Collectors.joining());
    }

    /// All that differs between languages, by what it is.
    private Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("description", description());
        for (List<Field> part : fields().values()) {
            for (Field field : part) {
                texts.put(field.key() + ".label", field.label());
            }
        }
        texts.put("type", words.type(seat.type()));
        texts.put("facts", words.facts());
        texts.put("zone", words.zone());
        texts.put("price", words.money(seat.price()));
        texts.put("issue", words.issue(ticket.issue()));
        texts.put("note", words.label("note"));
        return texts;
    }

    private String description() {
        return words.description(ticket.row(), ticket.number());
    }

    private Map<String, List<Field>> fields() {
        Map<String, List<Field>> parts = new LinkedHashMap<>();
        parts.put("headerFields", List.of(field("screen", "screen", show.screenName())));
        parts.put("primaryFields", List.of(field("film", "film", show.title())));
        parts.put("secondaryFields", List.of(starts(), field("theater", "theater", show.theaterName())));
        parts.put(
                "auxiliaryFields",
                List.of(
                        field("section", "section", ticket.section()),
                        field("row", "row", ticket.row()),
                        field("seat", "seat", ticket.number()),
                        field("type", "kind", words.type(seat.type()))));
        List<Field> back = new ArrayList<>(
                List.of(
                        field("reference", "reference", booking.reference()),
                        field("facts", "version", words.facts()),
                        field("address", "address", show.address()),
                        field("zone", "zone", words.zone()),
                        field("price", "price", words.money(seat.price())),
                        field("issue", "print", words.issue(ticket.issue())),
                        field("note", "entrance", words.label("note"))));
        String original = show.originalTitle();
        if (original != null) {
            back.addFirst(field("original", "original", original));
        }
        parts.put("backFields", back);
        return parts;
    }

    private Field field(String key, String label, String value) {
        return new Field(key, words.label(label), value, null, null, null);
    }

    /// By the clocks in the theater, wherever the phone is.
    private Field starts() {
        return new Field(
                "starts", words.label("starts"), time(show.time()), "PKDateStyleMedium", "PKDateStyleShort", true);
    }

    /// What Siri and calendars make of it.
    private Map<String, Object> semantics() {
        return Map.of(
                "eventType",
                "PKEventTypeMovie",
                "eventName",
                show.title(),
                "venueName",
                show.theaterName(),
                "venueRoom",
                show.screenName(),
                "seats",
                List.of(
                        Map.of(
                                "seatSection", ticket.section(), "seatRow", ticket.row(), "seatNumber",
                                ticket.number())));
    }

    /// White is legible on it.
    private String background() {
        Color color = Color.decode(show.posterColors().stream().findFirst().orElse(INK));
        return "rgb(%d, %d, %d)".formatted(color.getRed(), color.getGreen(), color.getBlue());
    }

    private static String time(OffsetDateTime time) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.withNano(0));
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
