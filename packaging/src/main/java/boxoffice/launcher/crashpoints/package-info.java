/// Kills the server right after each effect it has on the world while a ticket is bought, and while one is given back,
/// and checks what becomes of the guest's money (PAY-7). Small lines between the server and all it talks to see the
/// effects; the server itself knows nothing of it.
@NullMarked
package boxoffice.launcher.crashpoints;

import org.jspecify.annotations.NullMarked;
