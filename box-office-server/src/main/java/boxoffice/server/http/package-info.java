/// What every route shares: reading a request strictly, answering, and turning what went wrong into a problem.
///
/// The rooms with routes come in; this package knows none of them.
@NullMarked
package boxoffice.server.http;

import org.jspecify.annotations.NullMarked;
