/// Tests of the crash points: that the lines see what happens, and that what goes wrong is found out.
@NullMarked
package boxoffice.launcher.crashpoints;

import org.jspecify.annotations.NullMarked;
