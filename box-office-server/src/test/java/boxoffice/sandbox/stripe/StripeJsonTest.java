package boxoffice.sandbox.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.Stripe;
import org.junit.jupiter.api.Test;

class StripeJsonTest {
    @Test
    void theShapesAreThoseOfTheClientLibrarysVersion() {
        assertThat(StripeJson.API_VERSION).isEqualTo(Stripe.API_VERSION);
    }
}
