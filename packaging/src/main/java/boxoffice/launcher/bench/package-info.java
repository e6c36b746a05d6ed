/// Measures speed: our own lines against ceilings taken in the same run on the same machine, so that a figure means
/// something on any of them. Everything it starts and loads is on this machine and ends with it.
///
/// Only the launcher comes in, by its command `bench`.
@NullMarked
package boxoffice.launcher.bench;

import org.jspecify.annotations.NullMarked;
