package boxoffice.model;

import java.time.Instant;
import java.util.List;

/// Cards that guests have asked us to remember, on the wire (PAY-4). Neither a card's number nor the gateway's token for it
/// is ever among it.
public final class Cards {
    private Cards() {}

    /// A card as its guest recognises it.
    ///
    /// @param brand such as `visa`
    /// @param last4 the last digits of its number
    /// @param since when it was kept
    public record Card(CardId id, String brand, String last4, Instant since) {}

    /// The answer to `GET /api/v1/users/me/payment-methods`, the newest first.
    public record CardList(List<Card> cards) {}
}
