/// Starts the server, the sandbox and the apps by name from one class path.
@NullMarked
package boxoffice.launcher;

import org.jspecify.annotations.NullMarked;
