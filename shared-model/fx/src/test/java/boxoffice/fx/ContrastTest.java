package boxoffice.fx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Measures the tokens of every theme: text at least 4.5 to 1, what has to be seen at least 3 to 1 (A11Y-5).
class ContrastTest {
    private static final Pattern TOKEN = Pattern.compile("-bo-([a-z-]+): (#[0-9A-Fa-f]{6});");

    private static Map<String, Color> tokens(Theme theme) throws IOException {
        Map<String, Color> tokens = new HashMap<>();
        try (var css = URI.create(theme.tokens()).toURL().openStream()) {
            TOKEN.matcher(new String(css.readAllBytes(), StandardCharsets.UTF_8))
                    .results()
                    .forEach(match -> tokens.put(match.group(1), Color.web(match.group(2))));
        }
        return tokens;
    }

    private static void atLeast(double ratio, Map<String, Color> tokens, String front, String back) {
        assertThat(contrast(tokens, front, back)).as("%s on %s", front, back).isGreaterThanOrEqualTo(ratio);
    }

    private static double contrast(Map<String, Color> tokens, String front, String back) {
        return Contrast.of(color(tokens, front), color(tokens, back));
    }

    private static Color color(Map<String, Color> tokens, String name) {
        return Optional.ofNullable(tokens.get(name)).orElseThrow(() -> new AssertionError("no token " + name));
    }

    @ParameterizedTest
    @EnumSource
    void textCanBeRead(Theme theme) throws IOException {
        Map<String, Color> tokens = tokens(theme);
        for (String back : List.of("canvas", "surface", "hover")) {
            for (String front : List.of("ink", "muted")) {
                atLeast(4.5, tokens, front, back);
            }
        }
        for (String back : List.of("canvas", "surface")) {
            for (String front : List.of("primary", "danger", "ok", "warn")) {
                atLeast(4.5, tokens, front, back);
            }
        }
        atLeast(4.5, tokens, "on-primary", "primary");
        atLeast(4.5, tokens, "on-primary", "primary-strong");
        atLeast(4.5, tokens, "on-danger", "danger");
        for (String kind : List.of("danger", "ok", "warn")) {
            atLeast(4.5, tokens, "ink", kind + "-back");
            atLeast(4.5, tokens, kind, kind + "-back");
        }
    }

    @ParameterizedTest
    @EnumSource
    void controlsAndFocusCanBeSeen(Theme theme) throws IOException {
        Map<String, Color> tokens = tokens(theme);
        for (String back : List.of("canvas", "surface")) {
            atLeast(3, tokens, "line", back);
            atLeast(3, tokens, "primary", back);
            atLeast(3, tokens, "ink", back);
        }
        for (String kind : List.of("available", "selected", "held", "booked")) {
            assertThat(
                    Math.max(
                            contrast(tokens, "ink", "seat-" + kind + "-edge"),
                            contrast(tokens, "surface", "seat-" + kind + "-edge")))
                    .as("one half of the focus ring beside %s", kind)
                    .isGreaterThanOrEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void seatsAndTheirMarksCanBeSeen(Theme theme) throws IOException {
        Map<String, Color> tokens = tokens(theme);
        for (String kind : List.of("available", "selected", "held", "booked")) {
            atLeast(3, tokens, "seat-" + kind + "-edge", "canvas");
        }
        for (String kind : List.of("available", "held", "booked")) {
            atLeast(3, tokens, "seat-" + kind + "-edge", "seat-" + kind);
        }
        atLeast(4.5, tokens, "ink", "seat-available");
        atLeast(4.5, tokens, "on-primary", "seat-selected");
        atLeast(3, tokens, "seat-selected", "canvas");
        atLeast(3, tokens, "seat-selected", "seat-available");
        for (String back : List.of("canvas", "seat-available", "seat-held", "seat-booked")) {
            atLeast(3, tokens, "seat-access-edge", back);
        }
    }

    @Test
    void contrastIsMeasuredAsTheStandardSays() {
        assertThat(Contrast.of(Color.BLACK, Color.WHITE)).isEqualTo(21);
        assertThat(Contrast.of(Color.web("#767676"), Color.WHITE)).isBetween(4.54, 4.55);
    }
}
