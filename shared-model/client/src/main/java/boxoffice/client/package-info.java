/// How an app talks to the server: [BoxOfficeClient] for the REST API, [SeatFeed] for a show's seats as they change.
///
/// Over `java.net.http` and the records of `boxoffice.model`; knows nothing of any screen.
@NullMarked
package boxoffice.client;

import org.jspecify.annotations.NullMarked;
