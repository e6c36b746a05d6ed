package boxoffice.server.notification;

import boxoffice.model.Bookings.Booking;
import boxoffice.model.Money;
import boxoffice.model.Movies.ShowDetails;
import boxoffice.model.Notifications.Kind;
import boxoffice.model.Tickets.Ticket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a guest is told, in words: the same for every channel, which takes as much of it as it has room for.
///
/// @param name the guest's, where it is known
/// @param refund what goes back to the guest, or has gone back: of the refund that is told of, else of all
record Story(Kind kind, Booking booking, Optional<String> name, Optional<Money> refund, Words words) {
    /// A line of the table of facts.
    record Fact(String label, String value) {}

    /// The tickets that the message brings.
    List<Ticket> tickets() {
        return switch (kind) {
            case CONFIRMED, CHANGED -> booking.tickets();
            case IN_REVIEW, CANCELLED, SHOW_CANCELLED, REFUNDED, REFUND_DELAYED -> List.of();
        };
    }

    /// One line that says it all.
    String subject() {
        return words.text(key("subject"), values());
    }

    /// What has happened, in a few words: `Your booking is confirmed`.
    String headline() {
        return words.text(key("headline"), values());
    }

    String greeting() {
        return name.isPresent() ? words.text("greeting", values()) : words.text("greeting.nobody");
    }

    /// What has happened, and what the guest needs to do about it.
    List<String> paragraphs() {
        List<String> paragraphs = new ArrayList<>();
        paragraphs.add(words.text(key("lead"), values()));
        switch (kind) {
            case CONFIRMED -> paragraphs.add(words.text("lead.entrance"));
            case CHANGED, CANCELLED, SHOW_CANCELLED -> refund
                    .ifPresent(amount -> paragraphs.add(words.text("lead.refund.coming", values())));
            case IN_REVIEW, REFUNDED, REFUND_DELAYED -> {}
        }
        return paragraphs;
    }

    Fact film() {
        return fact("film", booking.show().title());
    }

    /// Which booking this is about, beside its film.
    List<Fact> facts() {
        ShowDetails show = booking.show();
        List<Fact> facts = new ArrayList<>();
        facts.add(fact("when", words.when(show.time())));
        facts.add(fact("where", show.theaterName() + "\n" + show.address()));
        facts.add(fact("screen", show.screenName()));
        facts.add(fact("seats", seats()));
        facts.add(fact("total", words.money(total())));
        refund.ifPresent(amount -> facts.add(fact("refund", words.money(amount))));
        facts.add(fact("reference", booking.reference()));
        return facts;
    }

    /// Where one sits: `Parkett, row C, seat 7`.
    String place(Ticket ticket) {
        return words.text(
                "place",
                Map.of("section", ticket.section(), "row", ticket.row(), "seat", ticket.number()));
    }

    /// What a ticket's code is called where it cannot be seen.
    String codeName(Ticket ticket) {
        return words.text("code", Map.of("place", place(ticket)));
    }

    /// Why the guest gets this.
    String footer() {
        return words.text("footer", values());
    }

    /// All of it in two lines, for small screens.
    String brief() {
        return words.text(key("brief"), values());
    }

    private Fact fact(String label, String value) {
        return new Fact(words.text("label." + label, values()), value);
    }

    private String seats() {
        return booking.seats().stream().map(seat -> seat.id().value()).collect(Collectors.joining(", "));
    }

    private Money total() {
        return Money.of(booking.totalAmount(), Money.currency(booking.currency()));
    }

    private String key(String part) {
        return part + "." + kind.name().toLowerCase(Locale.ROOT);
    }

    private Map<String, ?> values() {
        ShowDetails show = booking.show();
        Map<String, Object> values = new HashMap<>();
        values.put("name", name.orElse(""));
        values.put("title", show.title());
        values.put("theater", show.theaterName());
        values.put("when", words.brieflyWhen(show.time()));
        values.put("seats", seats());
        values.put("count", booking.seats().size());
        values.put("reference", booking.reference());
        values.put("amount", words.money(refund.orElseGet(this::total)));
        return values;
    }
}
