package boxoffice.model;

import java.math.BigDecimal;
import java.util.List;

/// Prices on the wire (SEAT-12).
public final class Prices {
    private Prices() {}

    /// The answer to `GET /api/v1/shows/{id}/prices`: what seats of a show cost now, without fees.
    ///
    /// @param cards those that are good for this show, ADULT first
    public record ShowPrices(ShowId showId, String currency, List<CardPrices> cards) {}

    /// What a card's holder pays, by kind of seat; only the kinds the show has.
    public record CardPrices(PriceCard card, List<SeatPrice> prices) {}

    /// The price of one seat of a kind.
    public record SeatPrice(SeatType seatType, BigDecimal price) {}
}
