package boxoffice.fx.seatmap;

import boxoffice.model.SeatMap.ShowSeat;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds a seat by what is typed, character by character: a row's label, a seat such as `C7`, or a bare number for a
/// seat in the present row.
final class SeatTyping {
    private String typed = "";

    /// What a character led to.
    sealed interface Found {
        /// A seat with exactly that name.
        record Seat(ShowSeat seat) implements Found {}

        /// A row with exactly that label.
        record InRow(House.Row row) implements Found {}

        /// Some seats begin like that.
        record Begun() implements Found {}

        /// No seat does.
        record Nothing(String typed) implements Found {}
    }

    String typed() {
        return typed;
    }

    void forget() {
        typed = "";
    }

    /// Takes one more character.
    ///
    /// @param here the row in which a bare number is looked for
    Found type(House house, House.Row here, String character) {
        typed = (typed + character).toUpperCase(Locale.ROOT);
        Optional<ShowSeat> seat = house.map()
                .seats()
                .stream()
                .filter(s -> names(s).anyMatch(typed::equals))
                .findFirst()
                .or(() -> here.seats().stream().filter(s -> upper(s.number()).equals(typed)).findFirst());
        if (seat.isPresent()) {
            return new Found.Seat(seat.get());
        }
        Optional<House.Row> row = house.rows().stream().filter(r -> upper(r.label()).equals(typed)).findFirst();
        if (row.isPresent()) {
            return new Found.InRow(row.get());
        }

        if (house.map().seats().stream().anyMatch(s -> names(s).anyMatch(name -> name.startsWith(typed)))
                || here.seats().stream().anyMatch(s -> upper(s.number()).startsWith(typed))) {
            return new Found.Begun();
        }
        String unknown = typed;
        typed = "";
        return new Found.Nothing(unknown);
    }

    private static Stream<String> names(ShowSeat seat) {
        return Stream.of(upper(seat.id().value()), upper(seat.row() + seat.number()));
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }
}
