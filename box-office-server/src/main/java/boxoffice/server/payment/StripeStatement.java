package boxoffice.server.payment;

import boxoffice.model.GatewayStatements.MovementKind;
import boxoffice.model.PaymentId;
import boxoffice.model.RefundId;
import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.HasId;
import com.stripe.model.Refund;
import com.stripe.model.StripeCollection;
import com.stripe.param.ChargeListParams;
import com.stripe.param.RefundListParams;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// What an account with Stripe took and gave back in a time, by its lists of charges and refunds.
final class StripeStatement {
    private static final long PAGE = 100;

    private final StripeClient client;
    private final long from;
    private final long until;

    StripeStatement(StripeClient client, Instant from, Instant until) {
        this.client = client;
        this.from = from.getEpochSecond();
        this.until = until.getEpochSecond();
    }

    /// @throws GatewayException when one of the pages does not come
    List<Movement> movements() {
        ChargeListParams charges = ChargeListParams.builder()
                .setCreated(ChargeListParams.Created.builder().setGte(from).setLt(until).build())
                .setLimit(PAGE)
                .build();
        RefundListParams refunds = RefundListParams.builder()
                .setCreated(RefundListParams.Created.builder().setGte(from).setLt(until).build())
                .setLimit(PAGE)
                .build();
        return Stream.concat(
                all(() -> client.v1().charges().list(charges)).stream().flatMap(charge -> capture(charge).stream()),
                all(() -> client.v1().refunds().list(refunds)).stream().flatMap(refund -> refund(refund).stream()))
                .toList();
    }

    private static <T extends HasId> List<T> all(StripeApi.Call<StripeCollection<T>> list) {
        return StripeApi.asking(() -> {
            List<T> all = new ArrayList<>();
            try {
                list.ask().autoPagingIterable().forEach(all::add);
            } catch (RuntimeException ofLaterPage) {
                // So the library wraps what happens on the way to the next page.
                if (ofLaterPage.getCause() instanceof StripeException failed) {
                    throw failed;
                }
                throw ofLaterPage;
            }
            return all;
        });
    }

    /// Our payments are known by their intent; a charge may have none.
    private static Optional<Movement> capture(Charge charge) {
        if (!"succeeded".equals(charge.getStatus()) || !Boolean.TRUE.equals(charge.getCaptured())) {
            return Optional.empty();
        }
        return Optional.of(
                new Movement(
                        MovementKind.CAPTURE,
                        Objects.requireNonNullElse(charge.getPaymentIntent(), charge.getId()),
                        StripeApi.payment(charge.getMetadata()).map(PaymentId::value),
                        StripeMoney.money(charge.getAmountCaptured(), charge.getCurrency()),
                        Instant.ofEpochSecond(charge.getCreated()),
                        true));
    }

    private static Optional<Movement> refund(Refund refund) {
        if ("failed".equals(refund.getStatus()) || "canceled".equals(refund.getStatus())) {
            return Optional.empty();
        }
        return Optional.of(
                new Movement(
                        MovementKind.REFUND,
                        refund.getId(),
                        StripeApi.refund(refund.getMetadata()).map(RefundId::value),
                        StripeMoney.money(refund.getAmount(), refund.getCurrency()),
                        Instant.ofEpochSecond(refund.getCreated()),
                        "succeeded".equals(refund.getStatus())));
    }
}
