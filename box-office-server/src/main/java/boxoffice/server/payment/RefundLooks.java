package boxoffice.server.payment;

import boxoffice.model.RefundId;
import boxoffice.server.operations.Jobs;
import boxoffice.server.storage.Database;
import java.util.List;

/// Asks gateways whether refunds that are done still are, since a bank may send money back days later and the webhook that
/// says so may be lost (CANC-1): a day after they were done, and daily until ten days after. Thread-safe.
///
/// A gateway that does not answer is asked again every hour, for thirty days at most. What is paid out over the counter is
/// not asked for.
final class RefundLooks {
    private static final int BATCH = 40;

    private final Database database;
    private final RefundRuns runs;

    RefundLooks(Database database, RefundRuns runs) {
        this.database = database;
        this.runs = runs;
    }

    /// Looks at refunds that are due. Any node may do it; a refund is looked at by one at a time, and again after an hour
    /// if that one dies.
    ///
    /// @return for how many the gateway answered
    int work() {
        List<RefundId> due = database.sql("""
                UPDATE refunds
                   SET look_at = CASE WHEN completed_at > now() - interval '30 days' THEN now() + interval '1 hour' END
                 WHERE id IN (SELECT id
                                FROM refunds
                               WHERE status = 'SUCCESS'
                                 AND look_at <= now()
                               ORDER BY look_at
                               LIMIT :batch
                                 FOR UPDATE SKIP LOCKED)
                RETURNING id""").with("batch", BATCH).list(row -> new RefundId(row.uuid("id")));
        return Jobs.sideBySide(due, this::look);
    }

    private boolean look(RefundId refund) {
        if (!runs.look(refund)) {
            return false;
        }
        // One that has failed is not done any more, and has no time to be looked at.
        database.sql("""
                UPDATE refunds
                   SET look_at = CASE WHEN completed_at > now() - interval '10 days'
                                      THEN least(now() + interval '1 day', completed_at + interval '10 days') END
                 WHERE id = :id
                   AND look_at IS NOT NULL""").with("id", refund).update();
        return true;
    }
}
