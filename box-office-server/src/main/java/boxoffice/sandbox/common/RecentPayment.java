package boxoffice.sandbox.common;

import java.time.Instant;

/// One line of the list of payments on the gateway's front page.
///
/// @param what what was paid for
/// @param amount formatted for people
public record RecentPayment(Instant created, String id, String what, String amount, String state) {}
