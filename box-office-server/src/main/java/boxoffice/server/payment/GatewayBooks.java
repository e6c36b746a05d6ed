package boxoffice.server.payment;

import boxoffice.model.ProblemCode;
import boxoffice.server.http.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// The gateways' own books, for whoever compares them with ours (PAY-5). Thread-safe.
public final class GatewayBooks {
    private static final int RETRY_SECONDS = 5;

    private final Gateways gateways;

    public GatewayBooks(Gateways gateways) {
        this.gateways = gateways;
    }

    /// An account with a gateway.
    ///
    /// @param name the gateway that gives its statement
    /// @param gateways all by which money gets into it
    public record Account(String name, Set<String> gateways) {}

    public List<Account> accounts() {
        return gateways.bookkeepers()
                .stream()
                .map(gateway -> new Account(gateway.name(), gateway.speaksFor()))
                .toList();
    }

    /// Asks for all that moved in an account, which may take as many calls as there are pages.
    ///
    /// @param from within the time
    /// @param until after the time
    /// @throws ProblemException `PAYMENT_GATEWAY_TIMEOUT` when the gateway does not answer, `PAYMENT_GATEWAY_ERROR` when it
    /// refuses
    public List<Movement> statement(Account account, Instant from, Instant until) {
        try {
            return gateways.named(account.name()).statement(from, until);
        } catch (GatewayException.Refused refused) {
            throw ProblemException.of(
                    ProblemCode.PAYMENT_GATEWAY_ERROR, account.name() + " refused to give its statement.");
        } catch (GatewayException silent) {
            throw ProblemException.of(
                    ProblemCode.PAYMENT_GATEWAY_TIMEOUT,
                    account.name() + " does not answer, so nothing was compared. Please try again.")
                    .retryAfter(RETRY_SECONDS);
        }
    }
}
