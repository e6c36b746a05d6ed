package boxoffice.fx;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;

/// The font that comes with the apps, so that a screen looks the same on every machine. Its figures are all of one
/// width, which columns and countdowns need.
///
/// It has Latin, Greek and Cyrillic letters. Other scripts come from the platform, which JavaFX asks by itself. Where
/// the screen runs from right to left the whole text does: JavaFX 26 puts words in a wrong order when the letters come
/// from one font and the full stop or the space between them from another.
public final class Fonts {
    static final String FAMILY = "Roboto";

    private static final List<String> FILES = List.of(
            "/com/formdev/flatlaf/fonts/roboto/Roboto-Regular.ttf",
            "/com/formdev/flatlaf/fonts/roboto/Roboto-Bold.ttf");
    /// Fonts with Arabic letters and what stands between them, the best first.
    private static final List<String> RIGHT_TO_LEFT = List.of(
            "Noto Sans Arabic UI",
            "Noto Sans Arabic",
            "Segoe UI",
            "SF Arabic",
            "Geeza Pro",
            "Noto Naskh Arabic",
            "DejaVu Sans");
    private static boolean loaded;

    private Fonts() {}

    /// Makes it known to JavaFX, once. [Theme#apply] does so.
    static synchronized void load() {
        if (!loaded) {
            FILES.forEach(Fonts::load);
            loaded = true;
        }
    }

    /// The platform's family for screens and texts that run from right to left.
    static String rightToLeft() {
        List<String> installed = Font.getFamilies();
        return RIGHT_TO_LEFT.stream().filter(installed::contains).findFirst().orElse("System");
    }

    /// A stylesheet, as a URL, that gives right-to-left screens that family.
    static String stylesheet() {
        String rule = ".root:dir(rtl) { -fx-font-family: \"" + rightToLeft() + "\"; }";
        return "data:text/css;base64," + Base64.getEncoder().encodeToString(rule.getBytes(StandardCharsets.UTF_8));
    }

    /// Running text of a size, for what is drawn by code rather than by style rules.
    public static Font regular(double size) {
        load();
        return Font.font(FAMILY, FontWeight.NORMAL, size);
    }

    /// Heavier text of a size.
    public static Font bold(double size) {
        load();
        return Font.font(FAMILY, FontWeight.BOLD, size);
    }

    private static void load(String file) {
        try (InputStream font = Fonts.class.getResourceAsStream(file)) {
            if (font == null || Font.loadFont(font, 16) == null) {
                throw new IllegalStateException("no font in " + file);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
