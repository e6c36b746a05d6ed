package boxoffice.fx.seatmap;

import boxoffice.model.SeatFeature;
import boxoffice.model.SeatId;
import boxoffice.model.SeatMap;
import boxoffice.model.SeatMap.ShowSeat;
import boxoffice.model.SeatPlan;
import boxoffice.model.SeatStatus;
import boxoffice.model.SeatType;
import boxoffice.model.ShowId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Houses for tests, drawn with one character for a seat: `R` regular, `P` premium, `V` VIP, `W` wheelchair bay,
/// `C` companion, `_` a gap; lower case for a seat that is booked.
final class Houses {
    private final List<ShowSeat> seats = new ArrayList<>();
    private final List<SeatPlan.SectionName> sections = new ArrayList<>();
    private int rows;

    private Houses() {}

    /// Three rows with an aisle in the middle; row C has a wheelchair bay with its companion.
    static SeatMap small() {
        return new Houses().section(
                "stalls", "Stalls", 0, 0, 0, Map.of("A", "RRR_RRR", "B", "RrRR_RRR", "C", "PPP_CWR")).map("Screen");
    }

    /// A cinema with two sections, curved rows, all kinds of seats, and seats missing at the sides.
    static SeatMap cinema() {
        Houses houses = new Houses();
        houses.row("parkett", "Stalls", "A", 1, 0, 1, "_______RRRRRRRRRR_______");
        houses.row("parkett", "Stalls", "B", 1, 1, 1, "__RRR_RRRRRRRRRRRR_RRR__");
        for (String label : List.of("C", "D", "E", "F", "G")) {
            houses.row("parkett", "Stalls", label, 1, houses.rows, 1, "RRRRR_RRRRRRRRRRRR_RRRRR");
        }
        houses.row("parkett", "Stalls", "H", 1, 7, 1, "RCWWC_RRRRRRRRRRRR_CWRRR");
        houses.row("loge", "Loge", "K", 0, 9.4, 1.1, "PPPPPP_PPPPPPPPPPPP_PPPPPP");
        houses.row("loge", "Loge", "L", 0, 10.4, 1.1, "PPPPPP_PPPPPPPPPPPP_PPPPPP");
        houses.row("loge", "Loge", "M", 0, 11.6, 1.1, "VV_VV__VV_VV__VV_VV__VV_VV");
        return houses.map("Leinwand");
    }

    /// A concert hall of some 2,000 seats: a floor between side stalls, and two tiers.
    static SeatMap arena() {
        Houses houses = new Houses();
        for (int i = 0; i < 14; i++) {
            String label = "ABCDEFGHJKLMNP".substring(i, i + 1);
            houses.row(
                    "floor", "Floor", label, 8, i, 1.5, (i < 7 ? "P" : "R").repeat(9) + "__"
                            + (i < 7 ? "P" : "R")
                                    .repeat(12)
                            + "__"
                            + "R".repeat(12)
                            + "__"
                            + "R".repeat(9));
        }
        for (int i = 0; i < 12; i++) {
            String letter = "ABCDEFGHJKLM".substring(i, i + 1);
            houses.row("side-left", "Side stalls left", "SL" + letter, 1, 2 + i, 0, "RRRR");
            houses.row("side-right", "Side stalls right", "SR" + letter, 59, 2 + i, 0, "RRRR");
        }
        for (int i = 0; i < 12; i++) {
            String label = "ABCDEFGHJKLM".substring(i, i + 1).repeat(2);
            String kind = i == 0 ? "V" : "R";
            houses.row(
                    "tier-1", "Lower tier", label, 2, 17 + i, 3, "CW" + "R".repeat(11)
                            + "__"
                            + kind.repeat(14)
                            + "__"
                            + kind.repeat(14)
                            + "__"
                            + "R".repeat(13));
        }
        for (int i = 0; i < 12; i++) {
            String label = "U" + "ABCDEFGHJKLM".substring(i, i + 1);
            houses.row(
                    "tier-2", "Upper tier", label, 0, 32 + i, 4, "R".repeat(15) + "__"
                            + "R".repeat(14)
                            + "__"
                            + "R".repeat(14)
                            + "__"
                            + "R".repeat(15));
        }
        return houses.map("Stage");
    }

    /// Every kind of seat in every state that the server knows: rows A available, H held, B booked, X not for sale, and
    /// S, which is there to be selected.
    static SeatMap states() {
        Houses houses = new Houses();
        for (String label : List.of("A", "S", "H", "B", "X")) {
            houses.row("all", "All", label, 0, houses.rows, 0, "RR_PP_VV_WC");
        }
        return with(houses.map("Screen"), seat -> switch (seat.row()) {
            case "H" -> SeatStatus.LOCKED;
            case "B" -> SeatStatus.BOOKED;
            case "X" -> SeatStatus.BLOCKED;
            default -> SeatStatus.AVAILABLE;
        });
    }

    /// A plain field of about `count` seats, some sixth of them taken.
    static SeatMap field(int count) {
        Houses houses = new Houses();
        int across = (int) Math.round(Math.sqrt(count * 2.0));
        for (int i = 0; i * across < count; i++) {
            String block = "R".repeat(across / 2);
            houses.row("field", "Field", label(i), 0, i, 2, block + "__" + block);
        }
        return taken(houses.map("Stage"), 6);
    }

    /// The same map with every so-manieth seat booked, held or blocked, always the same ones.
    static SeatMap taken(SeatMap map, int oneIn) {
        SplittableRandom random = new SplittableRandom(7);
        return with(map, seat -> random.nextInt(oneIn) > 0 ? seat.status() : switch (random.nextInt(6)) {
            case 0 -> SeatStatus.LOCKED;
            case 1 -> SeatStatus.BLOCKED;
            default -> SeatStatus.BOOKED;
        });
    }

    /// The same map with one seat in another state.
    static SeatMap with(SeatMap map, String id, SeatStatus status) {
        return with(map, seat -> seat.id().value().equals(id) ? status : seat.status());
    }

    static SeatMap with(SeatMap map, Function<ShowSeat, SeatStatus> status) {
        List<ShowSeat> seats = map.seats().stream().map(seat -> seat.with(status.apply(seat))).toList();
        return new SeatMap(map.showId(), map.layout(), UUID.randomUUID().toString(), map.currency(), seats);
    }

    static SeatId id(String value) {
        return new SeatId(value);
    }

    private static String label(int row) {
        String letter = String.valueOf((char) ('A' + row % 26));
        return row < 26 ? letter : (char) ('A' + row / 26 - 1) + letter;
    }

    private Houses section(String id, String name, double x, double y, double curve, Map<String, String> pictures) {
        pictures.entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> row(id, name, entry.getKey(), x, y + rows, curve, entry.getValue()));
        return this;
    }

    private void row(String section, String name, String label, double x, double y, double curve, String picture) {
        if (sections.stream().noneMatch(known -> known.id().equals(section))) {
            sections.add(new SeatPlan.SectionName(section, name));
        }
        rows++;
        int number = 0;
        for (int i = 0; i < picture.length(); i++) {
            if (picture.charAt(i) != '_') {
                number++;
                double t = picture.length() < 2 ? 0 : 2.0 * i / (picture.length() - 1) - 1;
                seats.add(seat(section, label, number, picture, i, x + i, y + curve * (1 - t * t)));
            }
        }
    }

    private static ShowSeat seat(
            String section, String row, int number, String picture, int at, double x, double y) {
        SeatType type = type(picture.charAt(at));
        Set<SeatFeature> features = EnumSet.noneOf(SeatFeature.class);
        if (at == 0 || at == picture.length() - 1 || picture.charAt(at - 1) == '_' || picture.charAt(at + 1) == '_') {
            features.add(SeatFeature.AISLE);
        }
        if (type == SeatType.WHEELCHAIR || type == SeatType.COMPANION) {
            features.add(SeatFeature.STEP_FREE);
        }
        return new ShowSeat(
                new SeatId(row + number),
                section,
                row,
                Integer.toString(number),
                type,
                Character.isLowerCase(picture.charAt(at)) ? SeatStatus.BOOKED : SeatStatus.AVAILABLE,
                price(type),
                x,
                y,
                features,
                type == SeatType.COMPANION ? companionOf(row, number, picture, at) : null);
    }

    private static @Nullable SeatId companionOf(String row, int number, String picture, int at) {
        for (int side : new int[] {1, -1}) {
            int beside = at + side;
            if (beside >= 0 && beside < picture.length() && picture.charAt(beside) == 'W') {
                return new SeatId(row + (number + side));
            }
        }
        return null;
    }

    private static SeatType type(char symbol) {
        return switch (Character.toUpperCase(symbol)) {
            case 'P' -> SeatType.PREMIUM;
            case 'V' -> SeatType.VIP;
            case 'W' -> SeatType.WHEELCHAIR;
            case 'C' -> SeatType.COMPANION;
            default -> SeatType.REGULAR;
        };
    }

    private static BigDecimal price(SeatType type) {
        return new BigDecimal(switch (type) {
            case REGULAR, WHEELCHAIR, COMPANION -> "12.00";
            case PREMIUM -> "15.50";
            case VIP -> "19.00";
        });
    }

    private SeatMap map(String screenName) {
        double width = seats.stream().mapToDouble(ShowSeat::x).max().orElse(0) + 1;
        double height = seats.stream().mapToDouble(ShowSeat::y).max().orElse(0) + 1;
        SeatPlan.Layout layout = new SeatPlan.Layout(rows, (int) width, width, height, screenName, sections);
        ShowId show = new ShowId(UUID.fromString("0198f2c4-7a10-7c3e-9f51-2d1c64e0b7aa"));
        return new SeatMap(show, layout, "1", "EUR", seats);
    }
}
