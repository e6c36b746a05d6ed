/// Tests of the torture: that it finds what is wrong, and that nothing is.
@NullMarked
package boxoffice.launcher.torture;

import org.jspecify.annotations.NullMarked;
