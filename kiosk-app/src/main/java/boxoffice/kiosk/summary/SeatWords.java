package boxoffice.kiosk.summary;

import boxoffice.kiosk.frame.Texts;
import boxoffice.kiosk.sale.SeatPlace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Seats in words.
public final class SeatWords {
    private static final Comparator<String> BY_NUMBER =
            Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

    private SeatWords() {}

    /// Several seats row by row: `Row C, seats 7 and 8`.
    public static String of(Texts texts, List<SeatPlace> places) {
        Map<List<String>, List<String>> rows = new LinkedHashMap<>();
        for (SeatPlace place : places) {
            rows.computeIfAbsent(List.of(place.section(), place.row()), _ -> new ArrayList<>())
                    .add(place.number());
        }
        List<String> parts = new ArrayList<>();
        rows.forEach(
                (row, numbers) -> parts.add(
                        texts.text(
                                row.getFirst().isEmpty() ? "seats.row" : "seats.section.row",
                                "section",
                                row.getFirst(),
                                "row",
                                row.getLast(),
                                "count",
                                numbers.size(),
                                "numbers",
                                texts.formats().list(numbers.stream().sorted(BY_NUMBER).toList()))));
        return String.join(texts.text("seats.between-rows"), parts);
    }
}
