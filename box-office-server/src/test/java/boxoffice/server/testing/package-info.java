/// A whole box office for tests: real stores, the real server, the sandbox gateway, and somebody with a phone who pays.
///
/// Tests of the server and of both apps come in.
@NullMarked
package boxoffice.server.testing;

import org.jspecify.annotations.NullMarked;
