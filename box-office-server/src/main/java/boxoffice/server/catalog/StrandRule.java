package boxoffice.server.catalog;

/// What a theater wants done about a seat that a selection would leave free between others and that hardly anybody would
/// buy: its neighbours are taken, or there are none (SEAT-10).
public enum StrandRule {
    /// Nothing.
    OFF,
    /// Offers avoid it where they can. Guests may still choose as they like.
    LENIENT,
    /// Offers avoid it even if the party has to be split, and a selection that strands a seat is refused as long as there
    /// is another one like it that does not.
    STRICT
}
