/// What server and apps say to each other: ids, money, seat plans, the records of the REST API, its problems, and the
/// ticket token.
///
/// Plain records and sealed types over the JDK and Jackson. Everyone may come in; this package knows nobody.
@NullMarked
package boxoffice.model;

import org.jspecify.annotations.NullMarked;
