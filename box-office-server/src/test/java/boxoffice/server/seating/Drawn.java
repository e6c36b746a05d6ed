package boxoffice.server.seating;

import boxoffice.model.Seat;
import boxoffice.model.SeatFeature;
import boxoffice.model.SeatId;
import boxoffice.model.SeatPlan;
import boxoffice.model.SeatType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Seat plans drawn as text, front row first: `R` regular, `P` premium, `V` VIP, `W` a wheelchair bay, `C` the companion's
/// seat of the nearest bay in its row, `H` a regular seat in a hearing loop, `_` an aisle. A1 is the first of the first
/// row, whether or not there is a seat.
final class Drawn {
    private Drawn() {}

    static SeatPlan plan(String... rows) {
        List<SeatPlan.Row> all = new ArrayList<>();
        for (int y = 0; y < rows.length; y++) {
            List<Seat> seats = new ArrayList<>();
            for (int x = 0; x < rows[y].length(); x++) {
                if (rows[y].charAt(x) != '_') {
                    seats.add(seat(rows[y], x, y));
                }
            }
            if (!seats.isEmpty()) {
                all.add(new SeatPlan.Row(label(y), seats));
            }
        }
        return new SeatPlan("Hall", "Screen", List.of(new SeatPlan.Section("stalls", "Stalls", all)));
    }

    static Set<SeatId> ids(String seats) {
        return seats.isEmpty()
                ? Set.of()
                : Arrays.stream(seats.split(" ")).map(SeatId::new).collect(Collectors.toSet());
    }

    static String text(List<SeatId> seats) {
        return seats.stream().map(SeatId::value).collect(Collectors.joining(" "));
    }

    private static Seat seat(String row, int x, int y) {
        char kind = row.charAt(x);
        SeatType type = switch (kind) {
            case 'P' -> SeatType.PREMIUM;
            case 'V' -> SeatType.VIP;
            case 'W' -> SeatType.WHEELCHAIR;
            case 'C' -> SeatType.COMPANION;
            default -> SeatType.REGULAR;
        };
        return new Seat(
                id(x, y), "stalls", label(y), "" + (x + 1), type, x, y, kind == 'H' ? Set.of(SeatFeature.HEARING_LOOP)
                        : Set.of(),
                type == SeatType.COMPANION ? bay(row, x, y) : null);
    }

    private static @Nullable SeatId bay(String row, int x, int y) {
        int nearest = -1;
        for (int other = 0; other < row.length(); other++) {
            boolean nearer = nearest < 0 || Math.abs(other - x) < Math.abs(nearest - x);
            nearest = row.charAt(other) == 'W' && nearer ? other : nearest;
        }
        return nearest < 0 ? null : id(nearest, y);
    }

    private static SeatId id(int x, int y) {
        return new SeatId(label(y) + (x + 1));
    }

    private static String label(int y) {
        return Character.toString('A' + y);
    }
}
