package boxoffice.fx;

/// The fonts that come with the apps, so that a screen looks the same on every machine.
final class Fonts {
    private Fonts() {}

    static void load() {}
}
