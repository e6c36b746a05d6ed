package boxoffice.server.payment;

import boxoffice.model.CardId;
import boxoffice.model.Cards.Card;
import boxoffice.model.PaymentId;
import boxoffice.model.ProblemCode;
import boxoffice.model.UserId;
import boxoffice.server.http.ProblemException;
import boxoffice.server.operations.Jobs;
import boxoffice.server.operations.Records;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Cards that guests have asked us to remember (PAY-4): the gateway's token for each, sealed, and what its guest recognises
/// it by. Thread-safe.
///
/// The gateway is asked for the card by a job, once the payment is there, so that no sale waits for it.
final class KeptCards {
    private static final Logger LOG = LoggerFactory.getLogger(KeptCards.class);
    private static final int BATCH = 40;

    private final Database database;
    private final Gateways gateways;
    private final CardKeys keys;

    KeptCards(Database database, Gateways gateways, CardKeys keys) {
        this.database = database;
        this.gateways = gateways;
        this.keys = keys;
    }

    private record Due(PaymentId payment, UserId user, String gateway, String chargeRef) {
        static Due of(Row row) {
            return new Due(
                    new PaymentId(row.uuid("id")),
                    new UserId(row.uuid("card_for")),
                    row.text("gateway"),
                    row.text("charge_ref"));
        }
    }

    /// Keeps the cards of payments that have succeeded. Any node may do it; a payment is worked on by one at a time.
    ///
    /// @return how many were done with
    int work() {
        List<Due> due = database.sql("""
                UPDATE payments
                   SET card_at = now() + interval '1 minute'
                 WHERE id IN (SELECT id
                                FROM payments
                               WHERE status = 'SUCCESS'
                                 AND card_at <= now()
                               ORDER BY card_at
                               LIMIT :batch
                                 FOR UPDATE SKIP LOCKED)
                RETURNING id, card_for, gateway, charge_ref""").with("batch", BATCH).list(Due::of);
        return Jobs.sideBySide(due, this::keep);
    }

    private boolean keep(Due due) {
        Optional<PaymentGateway.Card> card;
        try {
            card = gateways.named(due.gateway()).card(due.chargeRef());
        } catch (GatewayException later) {
            LOG.warn("the card of payment {} will be asked for again: {}", due.payment(), later.getMessage());
            return false;
        }
        return database.transaction(sql -> {
            card.ifPresent(found -> {
                UUID id = UUID.randomUUID();
                CardKeys.Sealed sealed = keys.seal(sql, found.token(), purpose(id));
                sql.sql("""
                        INSERT INTO kept_cards (id, user_id, payment_id, gateway, key_id, sealed_token, brand, last4)
                        VALUES (:id, :user, :payment, :gateway, :key, :token, :brand, :last4)
                        ON CONFLICT (payment_id) DO NOTHING""")
                        .with("id", id)
                        .with("user", due.user())
                        .with("payment", due.payment())
                        .with("gateway", due.gateway())
                        .with("key", sealed.key())
                        .with("token", sealed.token())
                        .with("brand", found.brand())
                        .with("last4", found.last4())
                        .update();
            });
            return sql.sql("UPDATE payments SET card_at = NULL WHERE id = :id AND card_at IS NOT NULL")
                    .with("id", due.payment())
                    .update() == 1;
        });
    }

    /// Has the newest key seal what older ones have sealed, so that those can be erased. Any node may do it.
    ///
    /// @return how many tokens were sealed anew, and keys made and erased
    int rotate() {
        int come = keys.follow();
        int sealed = sealAnew();
        return come + sealed + keys.erase();
    }

    private int sealAnew() {
        return database.transaction(sql -> {
            record Old(UUID id, CardKeys.Sealed sealed) {}
            List<Old> old = sql.sql("""
                    SELECT id, key_id, sealed_token
                      FROM kept_cards
                     WHERE key_id <> :newest
                     ORDER BY id
                     LIMIT :batch
                       FOR UPDATE SKIP LOCKED""")
                    .with("newest", keys.newest(sql))
                    .with("batch", BATCH)
                    .list(
                            row -> new Old(
                                    row.uuid("id"),
                                    new CardKeys.Sealed(row.uuid("key_id"), row.bytes("sealed_token"))));
            for (Old card : old) {
                String purpose = purpose(card.id());
                CardKeys.Sealed anew = keys.seal(sql, keys.open(sql, card.sealed(), purpose), purpose);
                sql.sql("UPDATE kept_cards SET key_id = :key, sealed_token = :token WHERE id = :id")
                        .with("key", anew.key())
                        .with("token", anew.token())
                        .with("id", card.id())
                        .update();
            }
            return old.size();
        });
    }

    /// A guest's cards, the newest first.
    List<Card> of(UserId user) {
        return database.sql("""
                SELECT id, brand, last4, created_at
                  FROM kept_cards
                 WHERE user_id = :user
                 ORDER BY created_at DESC, id""")
                .with("user", user)
                .list(
                        row -> new Card(
                                new CardId(row.uuid("id")),
                                row.text("brand"),
                                row.text("last4"),
                                row.instant("created_at")));
    }

    /// Forgets a guest's card.
    ///
    /// @throws ProblemException `NOT_FOUND` when they have none of that id
    void forget(UserId user, CardId card) {
        database.transaction(sql -> {
            long gone = sql.sql("DELETE FROM kept_cards WHERE id = :id AND user_id = :user")
                    .with("id", card)
                    .with("user", user)
                    .update();
            if (gone == 0) {
                throw ProblemException.of(ProblemCode.NOT_FOUND, "You have no card of that id.");
            }
            Records.audit(sql, Optional.of(user), "card", card.value(), "FORGOTTEN", Map.of());
            return gone;
        });
    }

    private static String purpose(UUID card) {
        return "card " + card;
    }
}
