package boxoffice.fx;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javafx.scene.Scene;

/// The look of a scene: our tokens and rules over AtlantaFX Primer.
///
/// Every colour a screen uses is a token (`-bo-ink`, `-bo-surface`, …) that each theme defines, so that a theme can be
/// changed while the scene is shown. Which texts and controls are how large comes from the style class [Style#KIOSK] or
/// [Style#CONSOLE] on the scene's root.
public enum Theme {
    LIGHT(new PrimerLight().getUserAgentStylesheet(), "theme-light.css"),
    DARK(new PrimerDark().getUserAgentStylesheet(), "theme-dark.css");

    private static final String RULES = resource("boxoffice.css");

    private final String base;
    private final String tokens;

    Theme(String base, String tokens) {
        this.base = base;
        this.tokens = resource(tokens);
    }

    /// Gives a scene this look, in place of any other theme. Stylesheets of the app's own stay, after the theme's.
    ///
    /// Menus, tooltips and other popups take the look of the scene they belong to.
    public void apply(Scene scene) {
        Fonts.load();
        List<String> themes =
                Arrays.stream(values()).map(theme -> theme.tokens).toList();
        scene.setUserAgentStylesheet(base);
        scene.getStylesheets().removeAll(themes);
        List<String> rules = List.of(RULES, Fonts.stylesheet());
        scene.getStylesheets().removeAll(rules);
        scene.getStylesheets().addAll(0, rules);
        scene.getStylesheets().addFirst(tokens);
    }

    /// The stylesheet that defines this theme's tokens, as a URL.
    public String tokens() {
        return tokens;
    }

    private static String resource(String name) {
        return Objects.requireNonNull(Theme.class.getResource(name), name).toExternalForm();
    }
}
