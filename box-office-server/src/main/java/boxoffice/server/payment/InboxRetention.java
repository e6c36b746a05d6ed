package boxoffice.server.payment;

import boxoffice.server.storage.Database;

/// Deletes what gateways have told us a month ago and was acted on (PAY-3). Thread-safe; any node may do it.
///
/// Until then an event that comes again is known; gateways repeat theirs for some days.
final class InboxRetention {
    private static final int BATCH = 1_000;

    private final Database database;

    InboxRetention(Database database) {
        this.database = database;
    }

    /// @return how many events were deleted
    long forget() {
        long forgotten = 0;
        long last;
        do {
            last = database.sql("""
                    DELETE FROM gateway_events
                     WHERE (gateway, event_id) IN (
                               SELECT gateway, event_id
                                 FROM gateway_events
                                WHERE received_at < now() - interval '30 days'
                                  AND handled_at IS NOT NULL
                                LIMIT :most
                                  FOR UPDATE SKIP LOCKED)""").with("most", BATCH).update();
            forgotten += last;
        } while (last > 0);
        return forgotten;
    }
}
