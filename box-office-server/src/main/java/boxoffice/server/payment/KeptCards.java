package boxoffice.server.payment;

import boxoffice.model.Bookings.PaymentMethod;
import boxoffice.model.CardId;
import boxoffice.model.Cards.Card;
import boxoffice.model.InvalidField;
import boxoffice.model.PaymentId;
import boxoffice.model.ProblemCode;
import boxoffice.model.UserId;
import boxoffice.server.http.ProblemException;
import boxoffice.server.identity.Secrets;
import boxoffice.server.operations.Jobs;
import boxoffice.server.operations.Records;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.Row;
import boxoffice.server.storage.Sql;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Cards that guests have asked us to remember (PAY-4): the gateway's token for each, sealed, and what its guest recognises
/// it by. Thread-safe.
///
/// The gateway is asked for the card by a job, once the payment is there, so that no sale waits for it. A card that is to be
/// forgotten is hidden at once; [ForgottenCards] sees to the rest.
public final class KeptCards {
    private static final Logger LOG = LoggerFactory.getLogger(KeptCards.class);
    private static final int BATCH = 40;

    private final Database database;
    private final Gateways gateways;
    private final CardKeys keys;

    private KeptCards(Database database, Gateways gateways, CardKeys keys) {
        this.database = database;
        this.gateways = gateways;
        this.keys = keys;
    }

    /// Opens the keys that seal them.
    ///
    /// @throws IllegalStateException when they were sealed with another master key
    public static KeptCards open(Database database, Gateways gateways, Secrets secrets) {
        return new KeptCards(database, gateways, CardKeys.open(database, secrets));
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
            // Whoever is second finds nothing to do, even when the card was forgotten again meanwhile.
            boolean first = sql.sql("UPDATE payments SET card_at = NULL WHERE id = :id AND card_at IS NOT NULL")
                    .with("id", due.payment())
                    .update() == 1;
            if (first) {
                card.ifPresent(found -> insert(sql, due, found));
            }
            return first;
        });
    }

    private void insert(Sql sql, Due due, PaymentGateway.Card card) {
        UUID id = UUID.randomUUID();
        CardKeys.Sealed sealed = keys.seal(sql, card.token().value(), purpose(id));
        sql.sql("""
                INSERT INTO kept_cards (id, user_id, payment_id, gateway, key_id, sealed_token, brand, last4)
                VALUES (:id, :user, :payment, :gateway, :key, :token, :brand, :last4)""")
                .with("id", id)
                .with("user", due.user())
                .with("payment", due.payment())
                .with("gateway", due.gateway())
                .with("key", sealed.key())
                .with("token", sealed.token())
                .with("brand", card.brand())
                .with("last4", card.last4())
                .update();
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
                    .list(row -> new Old(row.uuid("id"), CardKeys.Sealed.of(row)));
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
                   AND forget_at IS NULL
                 ORDER BY created_at DESC, id""")
                .with("user", user)
                .list(
                        row -> new Card(
                                new CardId(row.uuid("id")),
                                row.text("brand"),
                                row.text("last4"),
                                row.instant("created_at")));
    }

    /// The same payment where the payer's card is offered. Where there is nothing to pay, nothing is.
    ///
    /// @throws InvalidField for a card that is not theirs, or that another gateway keeps
    public static Payments.Wanted offering(Sql sql, Payments.Wanted wanted, CardId card) {
        String keeper = keeper(sql, wanted.payer(), card)
                .orElseThrow(
                        () -> new InvalidField(
                                "cardId", "is no card of yours", "an id of GET /api/v1/users/me/payment-methods"));
        if (wanted.gateway().equals(CounterGateway.NAME)) {
            return wanted;
        }
        if (!keeper.equals(wanted.gateway())) {
            throw new InvalidField(
                    "cardId", "is kept by " + keeper + ", which does not take the money here", "a card that "
                            + wanted.gateway()
                            + " keeps");
        }
        return wanted.offering(card);
    }

    /// The same payment with what its payer said about their card when they paid before, if they pay by card again. A card
    /// that was forgotten meanwhile is not offered.
    public static Payments.Wanted again(Sql sql, Payments.Wanted wanted, PaymentEntry before) {
        if (wanted.method() != PaymentMethod.CARD) {
            return wanted;
        }
        if (before.remember()) {
            return wanted.remembering();
        }
        return before.card()
                .filter(card -> keeper(sql, wanted.payer(), card).filter(wanted.gateway()::equals).isPresent())
                .map(wanted::offering)
                .orElse(wanted);
    }

    /// The gateway that keeps a guest's card; nothing when they have none of that id. The card is there until the
    /// transaction ends.
    private static Optional<String> keeper(Sql sql, UserId user, CardId card) {
        return sql.sql("""
                SELECT gateway
                  FROM kept_cards
                 WHERE id = :id
                   AND user_id = :user
                   AND forget_at IS NULL
                   FOR KEY SHARE""").with("id", card).with("user", user).one(row -> row.text("gateway"));
    }

    /// The token of a card, until it is erased.
    Optional<PaymentGateway.CardToken> token(CardId card) {
        // Held while it is opened, so that it is not sealed anew, and its key erased, meanwhile.
        return database.transaction(
                sql -> sql.sql("SELECT key_id, sealed_token FROM kept_cards WHERE id = :id FOR SHARE")
                        .with("id", card)
                        .one(CardKeys.Sealed::of)
                        .map(sealed -> keys.open(sql, sealed, purpose(card.value())))
                        .map(PaymentGateway.CardToken::new));
    }

    /// Erases a card that is to be forgotten, with its token.
    ///
    /// @return whether it was still there
    boolean erase(CardId card) {
        return database.transaction(sql -> {
            boolean erased = sql.sql("DELETE FROM kept_cards WHERE id = :id AND forget_at IS NOT NULL")
                    .with("id", card)
                    .update() == 1;
            if (erased) {
                Records.audit(sql, Optional.empty(), "card", card.value(), "ERASED", Map.of());
            }
            return erased;
        });
    }

    /// Hides a guest's card from now on, and has its gateway forget it.
    ///
    /// @throws ProblemException `NOT_FOUND` when they have none of that id
    void forget(UserId user, CardId card) {
        database.transaction(sql -> {
            long hidden = sql.sql("""
                    UPDATE kept_cards
                       SET forget_at = now()
                     WHERE id = :id
                       AND user_id = :user
                       AND forget_at IS NULL""").with("id", card).with("user", user).update();
            if (hidden == 0) {
                throw ProblemException.of(ProblemCode.NOT_FOUND, "You have no card of that id.");
            }
            Records.audit(sql, Optional.of(user), "card", card.value(), "FORGOTTEN", Map.of());
            return hidden;
        });
    }

    private static String purpose(UUID card) {
        return "card " + card;
    }
}
