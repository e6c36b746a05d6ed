package boxoffice.server.payment;

import boxoffice.model.Bookings.PaymentMethod;
import boxoffice.model.ProblemCode;
import boxoffice.server.http.ProblemException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The gateways that this box office has an account with (PAY-1). Immutable.
public final class Gateways {
    private final List<PaymentGateway> all;

    /// @param all the preferred ones first, where several offer the same way to pay
    Gateways(List<PaymentGateway> all) {
        this.all = List.copyOf(all);
    }

    /// The counter, and an account with Stripe: its hosted pages and its card readers.
    ///
    /// @param url where Stripe's API is
    /// @param key the secret API key
    /// @param webhookSecret with which Stripe signs what it sends
    public static Gateways of(URI url, String key, String webhookSecret) {
        StripeApi stripe = new StripeApi(url, key);
        return new Gateways(
                List.of(
                        new StripeGateway(stripe, webhookSecret), new StripeTerminal(stripe), new CounterGateway()));
    }

    /// These, and an account with Razorpay after them.
    public Gateways with(RazorpayAccount account, Clock clock) {
        RazorpayApi api = new RazorpayApi(account.url(), account.keyId(), account.keySecret());
        List<PaymentGateway> more = new ArrayList<>(all);
        more.add(new RazorpayGateway(api, account.webhookSecret(), clock));
        return new Gateways(more);
    }

    /// The gateway of that name.
    ///
    /// @throws ProblemException `PAYMENT_GATEWAY_ERROR` for one that is not configured any more
    PaymentGateway named(String name) {
        return find(name).orElseThrow(
                () -> ProblemException.of(
                        ProblemCode.PAYMENT_GATEWAY_ERROR, "The payment's gateway is not configured here."));
    }

    Optional<PaymentGateway> find(String name) {
        return all.stream().filter(gateway -> gateway.name().equals(name)).findFirst();
    }

    /// The ways to pay in a currency, each with the gateway that takes the money: the preferred one of several.
    SortedMap<PaymentMethod, PaymentGateway> offered(Currency currency) {
        SortedMap<PaymentMethod, PaymentGateway> offered = new TreeMap<>();
        all.stream()
                .filter(gateway -> gateway.takes(currency))
                .forEach(gateway -> gateway.methods().forEach(method -> offered.putIfAbsent(method, gateway)));
        return offered;
    }

    /// Those that give statements.
    List<PaymentGateway> bookkeepers() {
        return all.stream().filter(gateway -> !gateway.speaksFor().isEmpty()).toList();
    }

    /// Those that send us news.
    List<PaymentGateway> senders() {
        return all.stream().filter(gateway -> gateway.signatureHeader().isPresent()).toList();
    }
}
