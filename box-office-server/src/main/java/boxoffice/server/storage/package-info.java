/// The ways to PostgreSQL and Redis, and the embedded ones for a machine that has neither.
///
/// Every room may come in. This package knows no other and holds no rule of the business.
@NullMarked
package boxoffice.server.storage;

import org.jspecify.annotations.NullMarked;
