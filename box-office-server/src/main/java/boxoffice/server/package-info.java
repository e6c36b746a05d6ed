/// The server: its start, and the one place where its parts are wired together.
@NullMarked
package boxoffice.server;

import org.jspecify.annotations.NullMarked;
