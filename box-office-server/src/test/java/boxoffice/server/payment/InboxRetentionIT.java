package boxoffice.server.payment;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.server.testing.TestBoxOffice;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What gateways told us is not kept for ever, and for as long as they may say it again (PAY-3).
class InboxRetentionIT {
    private final TestBoxOffice boxOffice = TestBoxOffice.shared();

    @Test
    void anEventIsForgottenAMonthAfterItCameUnlessItIsStillToBeActedOn() {
        String old = event("31 days", "now()");
        String young = event("29 days", "now()");
        String waiting = event("31 days", "NULL");

        new InboxRetention(boxOffice.database()).forget();

        assertThat(
                List.of(old, young, waiting)
                        .stream()
                        .filter(this::exists)).containsExactly(young, waiting);
        boxOffice.database().sql("DELETE FROM gateway_events WHERE event_id = :id").with("id", waiting).update();
    }

    private String event(String ago, String handled) {
        String id = "evt_" + UUID.randomUUID();
        boxOffice.database()
                .sql(
                        """
                                INSERT INTO gateway_events (gateway, event_id, state, received_at, handled_at, next_try_at)
                                VALUES ('STRIPE', :id, 'OPEN', now() - interval '%s', %s, now() + interval '1 hour')"""
                                .formatted(ago, handled))
                .with("id", id)
                .update();
        return id;
    }

    private boolean exists(String id) {
        return boxOffice.database()
                .sql("SELECT 1 AS one FROM gateway_events WHERE event_id = :id")
                .with("id", id)
                .one(row -> row.number("one"))
                .isPresent();
    }
}
