/// Starts the server, the sandbox and the apps by name from one class path, watches over them, and ends them together.
@NullMarked
package boxoffice.launcher;

import org.jspecify.annotations.NullMarked;
