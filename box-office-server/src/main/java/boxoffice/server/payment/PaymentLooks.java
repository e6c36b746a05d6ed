package boxoffice.server.payment;

import boxoffice.model.Bookings.PaymentStatus;
import boxoffice.model.PaymentId;
import boxoffice.server.http.ProblemException;
import boxoffice.server.operations.Jobs;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.Sql;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks gateways how payments stand of which nothing is heard (PAY-5): a minute after they were opened and every five
/// minutes after that; every five seconds, twelve times, after a gateway did not answer or a guest came back from its page.
/// A payment that is more than a day old is asked for every six hours. Thread-safe.
///
/// One that has failed here, while its gateway does not promise that no money comes, is late: it is asked for every five
/// minutes for an hour, hourly for a day, and every six hours until the fifth day. While its gateway is silent, that day
/// waits for it, up to the thirtieth.
final class PaymentLooks {
    private static final Logger LOG = LoggerFactory.getLogger(PaymentLooks.class);
    private static final int AT_SHORT_INTERVALS = 12;
    private static final int BATCH = 40;

    private final Database database;
    private final Payments payments;
    private final Purchases purchases;

    PaymentLooks(Database database, Payments payments, Purchases purchases) {
        this.database = database;
        this.payments = payments;
        this.purchases = purchases;
    }

    /// Has a payment looked at in five seconds, and at short intervals after that.
    static void soon(Sql sql, PaymentId payment) {
        sql.sql("""
                UPDATE payments
                   SET looks_left = :looks, look_at = least(look_at, now() + interval '5 seconds')
                 WHERE id = :id
                   AND looks_left = 0
                   AND (status IN ('INITIATED', 'PROCESSING') OR late)""")
                .with("id", payment)
                .with("looks", AT_SHORT_INTERVALS)
                .update();
    }

    /// Has a payment looked at now, and at short intervals after that; one that has failed becomes a late one.
    static void now(Sql sql, PaymentId payment) {
        sql.sql("""
                UPDATE payments
                   SET looks_left = :looks, look_at = now(), late = status = 'FAILED'
                 WHERE id = :id
                   AND status IN ('INITIATED', 'PROCESSING', 'FAILED')""")
                .with("id", payment)
                .with("looks", AT_SHORT_INTERVALS)
                .update();
    }

    /// Looks at payments that are due. Any node may do it; a payment is looked at by one at a time.
    ///
    /// @return how many gateways answered
    int work() {
        return Jobs.sideBySide(due(), this::look);
    }

    private List<PaymentEntry> due() {
        return database.sql("""
                UPDATE payments
                   SET looks_left = greatest(looks_left - 1, 0),
                       late = late AND completed_at > now() - interval '30 days',
                       look_at = now() + CASE WHEN looks_left > 1 THEN interval '5 seconds'
                                              WHEN late AND completed_at <= now() - interval '1 day'
                                                  THEN interval '6 hours'
                                              WHEN late AND completed_at <= now() - interval '1 hour'
                                                  THEN interval '1 hour'
                                              WHEN late THEN interval '5 minutes'
                                              WHEN created_at > now() - interval '1 day' THEN interval '5 minutes'
                                              ELSE interval '6 hours' END
                 WHERE id IN (SELECT id
                                FROM payments
                               WHERE (status IN ('INITIATED', 'PROCESSING') OR late)
                                 AND look_at <= now()
                                 -- What was never opened at the counter, nobody has paid there.
                                 AND (status <> 'INITIATED' OR gateway <> 'COUNTER')
                               ORDER BY look_at
                               LIMIT :batch
                                 FOR UPDATE SKIP LOCKED)
                RETURNING\s""" + PaymentEntry.COLUMNS).with("batch", BATCH).list(PaymentEntry::of);
    }

    private boolean look(PaymentEntry payment) {
        try {
            if (payment.status() == PaymentStatus.INITIATED) {
                purchases.reopen(payment.id());
            } else {
                PaymentState state = payments.state(payment);
                purchases.settle(payment.id(), state);
                if (payment.status() == PaymentStatus.FAILED) {
                    enough(payment.id(), state instanceof PaymentState.Closed);
                }
            }
            return true;
        } catch (GatewayException | ProblemException silent) {
            LOG.info("payment {} will be looked at again: {}", payment.id(), silent.getMessage());
        } catch (RuntimeException failed) {
            LOG.warn("payment {} will be looked at again", payment.id(), failed);
        }
        return false;
    }

    /// Ends the looks at a late payment of which its gateway has told how it stands, when nothing can come any more.
    private void enough(PaymentId payment, boolean closed) {
        database.sql("""
                UPDATE payments
                   SET late = false
                 WHERE id = :id
                   AND late
                   AND (CAST(:closed AS boolean) OR (looks_left = 0 AND completed_at <= now() - interval '5 days'))""")
                .with("id", payment)
                .with("closed", closed)
                .update();
    }
}
