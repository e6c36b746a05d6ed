package boxoffice.server.payment;

import boxoffice.model.Bookings.PaymentMethod;
import boxoffice.model.Money;
import boxoffice.model.PaymentId;
import boxoffice.model.RefundId;
import java.net.URI;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// A house that takes money for us (PAY-1). Implementations are thread-safe.
///
/// Every call may be repeated with the same ids and numbers and then does its work once. A call throws
/// [GatewayException] when the gateway refuses, fails, or does not answer in time.
public interface PaymentGateway {
    /// The name under which payments remember it, such as `STRIPE`.
    String name();

    /// The ways to pay that it offers.
    Set<PaymentMethod> methods();

    /// Whether it takes money of that currency.
    default boolean takes(Currency currency) {
        return true;
    }

    /// Has the money asked for: by a page, by a code to scan, on a card reader, or over the counter.
    Opened open(Order order);

    /// Asks how a payment stands.
    ///
    /// @param gatewayRef as [Opened] told it
    PaymentState state(String gatewayRef);

    /// Sees to it that no money is taken any more, as far as it can: [PaymentState.Closed] is certain,
    /// [PaymentState.Abandoned] is not.
    ///
    /// @return how the payment stands after that: it may have been paid just before
    PaymentState close(String gatewayRef);

    /// Sees to it that no money is taken for what it was asked to open and never answered. What only we were to hear of, such
    /// as a page, nobody can pay on.
    ///
    /// @return how the payment stands after that
    default PaymentState closeUnanswered(Order order) {
        return new PaymentState.Closed("never opened");
    }

    /// Gives money back, or tells how far it is with that.
    RefundState refund(RefundOrder order);

    /// Asks how a refund stands that was pending.
    ///
    /// @param refundRef as [RefundState.Pending] told it
    RefundState refundState(String refundRef);

    /// Asks for the card by which something was paid that was to be remembered.
    ///
    /// @param chargeRef as [PaymentState.Paid] told it
    /// @return nothing where it was paid in another way, or the gateway remembers none
    default Optional<Card> card(String chargeRef) {
        return Optional.empty();
    }

    /// Forgets a card. One that it does not know, or has forgotten, is forgotten.
    default void forget(CardToken card) {}

    /// The gateways whose money its [#statement] tells of, itself among them. None for one that gives no statement: it keeps
    /// no books of its own, or another one speaks for it.
    default Set<String> speaksFor() {
        return Set.of();
    }

    /// All that it took and gave back in a time, by its own books, each once.
    ///
    /// @param from whole seconds, within the time
    /// @param until whole seconds, after the time
    default List<Movement> statement(Instant from, Instant until) {
        return List.of();
    }

    /// The header in which its signature comes with what it sends; empty for one that sends nothing.
    default Optional<String> signatureHeader() {
        return Optional.empty();
    }

    /// Checks and reads what the gateway sent us.
    ///
    /// @param header finds a header of the request
    /// @return nothing when the signature does not match or is too old
    default Optional<News> read(byte[] body, Function<String, Optional<String>> header) {
        return Optional.empty();
    }

    /// What is to be paid.
    ///
    /// @param number counts from 1; raised when the gateway has failed, since it gives the same answer to the same number
    /// @param description what the guest buys
    /// @param lines what it is made of
    /// @param done where the guest's browser goes afterwards
    /// @param closesAt when the seats are not held any more; nobody should pay after that
    /// @param reader the card reader before which the guest stands, for [PaymentMethod#CARD_PRESENT]
    /// @param remember whether the guest wants the card remembered, where the gateway can
    /// @param card one that it has remembered for the guest and is to offer them
    record Order(
            PaymentId payment,
            int number,
            PaymentMethod method,
            Money amount,
            String description,
            List<Line> lines,
            URI done,
            Instant closesAt,
            Optional<String> reader,
            boolean remember,
            Optional<CardToken> card) {
        /// The same as it was asked for under an earlier number.
        Order numbered(int earlier) {
            return new Order(
                    payment, earlier, method, amount, description, lines, done, closesAt, reader, remember, card);
        }

        /// The same without a card to offer.
        Order withoutCard() {
            return new Order(
                    payment, number, method, amount, description, lines, done, closesAt, reader, remember,
                    Optional.empty());
        }
    }

    /// One line of an order.
    record Line(String label, Money amount) {}

    /// A payment that waits for the guest.
    ///
    /// @param page a hosted page, where the guest pays on one
    /// @param code what a QR shows, where the guest pays by scanning one
    /// @param state how it stands; money over the counter is there at once
    record Opened(String gatewayRef, Optional<URI> page, Optional<String> code, PaymentState state) {
        static Opened page(String gatewayRef, URI page) {
            return new Opened(gatewayRef, Optional.of(page), Optional.empty(), new PaymentState.Open());
        }
    }

    /// What is to be given back.
    ///
    /// @param number counts from 1; raised when the gateway has failed or refused
    /// @param repeated whether it was asked for before, under whatever number, so that it may be there already
    /// @param chargeRef as [PaymentState.Paid] told it
    record RefundOrder(RefundId refund, int number, boolean repeated, String chargeRef, Money amount) {}

    /// The gateway's name for a card that it remembers: a secret, which is sealed wherever it is kept (PAY-4).
    record CardToken(String value) {
        /// Without the token, so that it gets into no log.
        @Override
        public String toString() {
            return "the token of a card";
        }
    }

    /// A card as the gateway knows it.
    ///
    /// @param last4 the last digits of its number
    record Card(CardToken token, String brand, String last4) {}

    /// Something that happened at the gateway.
    sealed interface News {
        /// The same for each repetition.
        String eventId();

        /// Of a payment of ours.
        record OfPayment(String eventId, PaymentId payment, PaymentState state) implements News {}

        /// Of a refund of ours. How it stands is asked, since news may come in any order.
        record OfRefund(String eventId, RefundId refund) implements News {}

        /// Of something that does not concern us.
        record OfOthers(String eventId) implements News {}
    }
}
