package boxoffice.fx;

/// Names of the style classes that [Theme] knows.
public final class Style {
    private Style() {}

    /// On a scene's root: sizes for touch and distance. Texts 16/20/24/32/48, controls at least 56 high.
    public static final String KIOSK = "kiosk";
    /// On a scene's root: sizes for desk work. Texts 13/15/20/28, controls at least 32 high.
    public static final String CONSOLE = "console";

    /// The largest text, one on a screen: 48 / 28.
    public static final String HEADLINE = "headline";
    /// A part's heading: 32 / 20.
    public static final String TITLE = "title";
    /// A card's heading, or text to be read first: 24 / 15, heavier.
    public static final String LEAD = "lead";
    /// Small text: 16 / 13.
    public static final String CAPTION = "caption";
    /// Secondary text.
    public static final String MUTED = "muted";
    /// Heavier text of the same size.
    public static final String STRONG = "strong";
    /// Amounts and times that stand in columns or change while they are looked at: figures of one width.
    public static final String FIGURES = "figures";

    /// A raised area on the page.
    public static final String CARD = "card";
    /// A card that can be pressed, such as a film; put it on a button or toggle button.
    public static final String CARD_BUTTON = "card-button";
    /// A short word on a pill, such as a format or an age rating.
    public static final String BADGE = "badge";

    /// The one main action of a screen; a button's class.
    public static final String PRIMARY = "primary";
    /// A button without a frame, for what is rarely wanted.
    public static final String QUIET = "quiet";
    /// A button that takes something away; also the colour of a text that says so.
    public static final String DANGER = "danger";
    /// The colour of a text about what went well.
    public static final String OK = "ok";
    /// The colour of a text that asks for attention.
    public static final String WARN = "warn";
}
