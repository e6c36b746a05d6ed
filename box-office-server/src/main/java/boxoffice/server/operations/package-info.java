/// Keeping the box office running and accountable: jobs, the audit log, the outbox, health (OPS-1, OPS-2).
///
/// Every room may come in; this room knows only storage and HTTP.
@NullMarked
package boxoffice.server.operations;

import org.jspecify.annotations.NullMarked;
