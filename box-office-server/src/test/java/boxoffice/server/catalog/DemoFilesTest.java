package boxoffice.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.model.SeatType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// The demo catalogue's files agree with one another, and their programme can be played.
class DemoFilesTest {
    private static final Set<String> GENRES = Set.of(
            "Action", "Adventure", "Animation", "Biography", "Comedy", "Crime",
            "Drama", "Family", "Fantasy", "History", "Horror", "Musical", "Mystery", "Romance", "Science fiction",
            "Thriller", "War", "Western");
    private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private final JsonNode programme = DemoFiles.yaml("programme.yaml");
    private final Map<String, JsonNode> movies = byId(DemoFiles.yaml("movies.yaml").path("movies"));
    private final Map<String, JsonNode> theaters = byId(DemoFiles.yaml("theaters.yaml").path("theaters"));

    private static Map<String, JsonNode> byId(JsonNode list) {
        Map<String, JsonNode> byId = new HashMap<>();
        for (JsonNode item : list) {
            assertThat(item.path("id").asText()).matches("[a-z0-9]+(-[a-z0-9]+)*");
            assertThat(byId.put(item.path("id").asText(), item)).as(item.path("id").asText()).isNull();
        }
        return byId;
    }

    private JsonNode movie(String id) {
        assertThat(movies).containsKey(id);
        return movies.getOrDefault(id, MissingNode.getInstance());
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
    }

    @Test
    void everyMovieIsComplete() {
        assertThat(movies).hasSizeGreaterThanOrEqualTo(45);
        movies.forEach((id, movie) -> {
            assertThat(movie.path("title").asText()).as(id).isNotBlank();
            assertThat(movie.path("originalTitle").asText()).as(id).isNotEqualTo(movie.path("title").asText());
            assertThat(movie.path("runtimeMinutes").asInt()).as(id).isBetween(40, 300);
            assertThat(LocalDate.parse(movie.path("releaseDate").asText()).getYear()).as(id)
                    .isEqualTo(movie.path("year").asInt());
            assertThat(LANGUAGES).as(id).containsAll(texts(movie.path("languages")));
            assertThat(COUNTRIES).as(id).containsAll(texts(movie.path("countries")));
            assertThat(GENRES).as(id).containsAll(texts(movie.path("genres")));
            assertThat(texts(movie.path("formats"))).as(id).startsWith("2D").isSubsetOf("2D", "3D", "IMAX");
            assertThat(movie.path("ageRating").asText()).as(id).matches("(FSK|BBFC|MPA|CBFC) .{1,6}");
            assertThat(new BigDecimal(movie.path("rating").asText())).as(id)
                    .isBetween(BigDecimal.ZERO, BigDecimal.TEN)
                    .satisfies(rating -> assertThat(rating.scale()).isEqualTo(1));
            assertThat(movie.path("synopsis").asText()).as(id).hasSizeBetween(40, 300).endsWith(".");
        });
    }

    @Test
    void whiteTextReadsOnBothPosterColors() {
        movies.forEach(
                (id, movie) -> assertThat(texts(movie.path("posterColors"))).as(id)
                        .hasSize(2)
                        .allSatisfy(
                                color -> assertThat(1.05 / (luminance(color) + 0.05)).as(color)
                                        .isGreaterThanOrEqualTo(4.5)));
    }

    /// Relative luminance as WCAG 2 defines it.
    private static double luminance(String color) {
        assertThat(color).matches("#[0-9A-F]{6}");
        double[] weights = {0.2126, 0.7152, 0.0722};
        double luminance = 0;
        for (int i = 0; i < 3; i++) {
            double part = Integer.parseInt(color.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
            luminance += weights[i] * (part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4));
        }
        return luminance;
    }

    @Test
    void everyTheaterIsComplete() {
        assertThat(theaters).hasSize(8);
        theaters.forEach((id, theater) -> {
            assertThat(COUNTRIES).as(id).contains(theater.path("country").asText());
            int decimals = Currency.getInstance(theater.path("currency").asText()).getDefaultFractionDigits();
            assertThat(new BigDecimal(theater.path("bookingFee").asText()).scale()).as(id).isEqualTo(decimals);
            for (JsonNode tax : theater.path("taxes")) {
                assertThat(new BigDecimal(tax.path("percent").asText())).as(id).isPositive();
            }
            theater.path("seatTypes").fieldNames().forEachRemaining(type -> {
                assertThat(SeatType.valueOf(type)).as(id).isNotEqualTo(SeatType.REGULAR);
                assertThat(new BigDecimal(theater.path("seatTypes").path(type).asText())).as(id).isPositive();
            });
            byId(theater.path("screens")).forEach((screen, node) -> {
                assertThat(texts(node.path("formats"))).as(screen).startsWith("2D").isSubsetOf("2D", "3D", "IMAX");
                assertThat(node.path("cleaningMinutes").asInt()).as(screen).isPositive();
            });
        });
        assertThat(theaters.values().stream().map(theater -> theater.path("city").asText()).distinct()).hasSize(4);
        assertThat(theaters.values().stream().map(theater -> ZoneId.of(theater.path("zone").asText())).distinct())
                .hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void thereIsASignInForEachRole() {
        List<String> roles = new ArrayList<>();
        for (JsonNode account : DemoFiles.yaml("accounts.yaml").path("accounts")) {
            roles.add(account.path("role").asText());
            assertThat(account.path("email").asText()).endsWith("@demo.example");
            assertThat(account.path("password").asText()).startsWith("demo-").hasSizeGreaterThanOrEqualTo(12);
        }

        assertThat(roles).containsExactly("CUSTOMER", "STAFF", "MANAGER", "ADMIN");
    }

    @Test
    void theProgrammeIsForTwoWeeksAroundToday() {
        assertThat(programme.path("daysBefore").asInt() + 1 + programme.path("daysAfter").asInt()).isEqualTo(14);
        assertThat(texts(programme.path("weekend"))).extracting(DayOfWeek::valueOf)
                .containsExactly(
                        DayOfWeek.SATURDAY,
                        DayOfWeek.SUNDAY);
    }

    @Test
    void everyScreenHasAProgrammeAndEveryMovieIsShown() {
        Set<String> shown = new HashSet<>();
        theaters.forEach((id, theater) -> {
            Set<String> screens = new HashSet<>();
            programme.path("theaters").path(id).path("screens").fieldNames().forEachRemaining(screens::add);
            assertThat(screens).as(id).isEqualTo(byId(theater.path("screens")).keySet());
        });
        slots().forEach(slot -> shown.addAll(slot.films));

        assertThat(programme.path("theaters").size()).isEqualTo(theaters.size());
        assertThat(shown).isEqualTo(movies.keySet());
    }

    @Test
    void theScreenAndTheFilmHaveTheFormatOfTheShow() {
        slots().forEach(slot -> {
            assertThat(texts(slot.screen.path("formats"))).as(slot.text).contains(slot.format());
            for (String film : slot.films) {
                assertThat(texts(movie(film).path("formats"))).as(slot.text).contains(slot.format());
            }
            if (!slot.format().equals("2D")) {
                assertThat(slot.house.at("/prices/surcharges").has(slot.format())).as(slot.text).isTrue();
            }
        });
    }

    @Test
    void languagesAreIsoCodes() {
        slots().forEach(slot -> assertThat(LANGUAGES).as(slot.text).containsAll(slot.languages()));
        programme.path("theaters").forEach(house -> {
            assertThat(LANGUAGES).containsAll(texts(house.path("understood")))
                    .contains(house.path("subtitles").asText());
        });
    }

    @Test
    void aMatineeIsCheaperAndAWeekendDearer() {
        programme.path("theaters").forEach(house -> {
            JsonNode prices = house.path("prices");
            BigDecimal base = new BigDecimal(prices.path("base").asText());
            assertThat(new BigDecimal(prices.path("matinee").asText())).isPositive().isLessThan(base);
            assertThat(new BigDecimal(prices.path("weekend").asText())).isGreaterThan(base);
            assertThat(LocalTime.parse(prices.path("matineeUntil").asText())).isAfter(LocalTime.NOON);
            prices.path("surcharges").forEach(surcharge -> assertThat(new BigDecimal(surcharge.asText())).isPositive());
        });
    }

    /// Whichever of a slot's films it is, the screen is clean before the next show starts; after the day's last one,
    /// before the earliest first show of any day.
    @Test
    void showsOfAScreenNeverOverlap() {
        Map<String, Integer> earliest = new HashMap<>();
        slots().forEach(slot -> earliest.merge(slot.place, slot.start(), Math::min));
        Map<String, Slot> previous = new HashMap<>();
        slots().forEach(slot -> {
            Slot before = previous.put(slot.place + slot.days, slot);
            if (before != null) {
                assertThat(slot.start()).as(before.text + " → " + slot.text).isGreaterThanOrEqualTo(cleared(before));
            }
        });
        previous.values()
                .forEach(
                        last -> assertThat(cleared(last)).as(last.text)
                                .isLessThanOrEqualTo(24 * 60 + earliest.getOrDefault(last.place, 0)));
    }

    /// When the screen is free again, in minutes from the day's start, after the longest of the slot's films.
    private int cleared(Slot slot) {
        JsonNode interval = slot.house.path("interval");
        int longest = slot.films.stream().mapToInt(film -> {
            int runtime = movie(film).path("runtimeMinutes").asInt();
            boolean broken = runtime >= interval.path("fromRuntime").asInt();
            return runtime + (broken ? interval.path("minutes").asInt() : 0);
        }).max().orElseThrow();
        return slot.start() + programme.path("trailerMinutes").asInt() + longest
                + slot.screen.path("cleaningMinutes").asInt();
    }

    private Stream<Slot> slots() {
        List<Slot> slots = new ArrayList<>();
        theaters.forEach((theater, node) -> byId(node.path("screens")).forEach((screen, screenNode) -> {
            JsonNode house = programme.path("theaters").path(theater);
            JsonNode rules = house.path("screens").path(screen);
            for (String days : List.of("weekday", "weekend")) {
                texts(rules.path(days)).forEach(
                        text -> slots.add(
                                Slot.of(text, theater + "/" + screen, days, house, screenNode)));
            }
        }));
        return slots.stream();
    }

    private record Slot(
            String text, String place, String days, JsonNode house, JsonNode screen, LocalTime time,
            List<String> films, List<String> options) {
        static Slot of(String text, String place, String days, JsonNode house, JsonNode screen) {
            assertThat(text).matches("\\d\\d:\\d\\d [a-z0-9|-]+( (3D|IMAX))?( [a-z]{2}(/[a-z]{2})?)?");
            List<String> words = List.of(text.split(" "));
            return new Slot(
                    text, place, days, house, screen, LocalTime.parse(words.getFirst()),
                    List.of(words.get(1).split("\\|")), words.subList(2, words.size()));
        }

        int start() {
            return time.toSecondOfDay() / 60;
        }

        String format() {
            return options.stream().filter(Set.of("3D", "IMAX")::contains).findFirst().orElse("2D");
        }

        List<String> languages() {
            return options.stream()
                    .filter(option -> !option.equals(format()))
                    .flatMap(option -> Stream.of(option.split("/")))
                    .toList();
        }
    }
}
