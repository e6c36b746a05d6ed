package boxoffice.sandbox.stripe;

import org.jspecify.annotations.Nullable;

/// One attempt to take the money of a payment intent, whether it worked or not.
///
/// @param terms those of the payment intent
/// @param decline `null` if the money was taken
/// @param held the money is set aside but not taken yet
/// @param amountRefunded in minor units; a refund that failed does not count
record Charge(
        String id,
        long created,
        String paymentIntent,
        PaymentIntent.Terms terms,
        Card card,
        @Nullable Decline decline,
        long amountRefunded,
        boolean held,
        @Nullable String customer)
        implements
            Entry {

    Charge withAmountRefunded(long amount) {
        return new Charge(id, created, paymentIntent, terms, card, decline, amount, held, customer);
    }

    Charge taken() {
        return new Charge(id, created, paymentIntent, terms, card, decline, amountRefunded, false, customer);
    }

    boolean approved() {
        return decline == null;
    }

    boolean captured() {
        return approved() && !held;
    }

    long refundable() {
        return captured() ? terms.amount() - amountRefunded : 0;
    }
}
