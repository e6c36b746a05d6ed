package boxoffice.server.payment;

import boxoffice.model.CardId;
import boxoffice.server.operations.Jobs;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.Row;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has gateways forget the cards that their guests want forgotten, and erases the tokens after that (PAY-4). Thread-safe.
///
/// A gateway that does not say that it is done is told again, later each time, for as long as it takes: only the token says
/// what it has to forget.
final class ForgottenCards {
    private static final Logger LOG = LoggerFactory.getLogger(ForgottenCards.class);
    private static final int BATCH = 40;

    private final Database database;
    private final Gateways gateways;
    private final KeptCards cards;

    ForgottenCards(Database database, Gateways gateways, KeptCards cards) {
        this.database = database;
        this.gateways = gateways;
        this.cards = cards;
    }

    private record Due(CardId card, String gateway) {
        static Due of(Row row) {
            return new Due(new CardId(row.uuid("id")), row.text("gateway"));
        }
    }

    /// Tells gateways of cards that are due. Any node may do it; a card is worked on by one at a time.
    ///
    /// @return how many are gone
    int work() {
        List<Due> due = database.sql("""
                UPDATE kept_cards
                   SET tries = tries + 1, forget_at = now() + power(4, least(tries, 4)) * interval '20 seconds'
                 WHERE id IN (SELECT id
                                FROM kept_cards
                               WHERE forget_at <= now()
                               ORDER BY forget_at
                               LIMIT :batch
                                 FOR UPDATE SKIP LOCKED)
                RETURNING id, gateway""").with("batch", BATCH).list(Due::of);
        return Jobs.sideBySide(due, this::forget);
    }

    private boolean forget(Due due) {
        Optional<PaymentGateway.CardToken> token = cards.token(due.card());
        if (token.isEmpty()) {
            return false;
        }
        try {
            gateways.named(due.gateway()).forget(token.get());
        } catch (GatewayException later) {
            LOG.warn("{} will be told again to forget card {}: {}", due.gateway(), due.card(), later.getMessage());
            return false;
        }
        return cards.erase(due.card());
    }
}
