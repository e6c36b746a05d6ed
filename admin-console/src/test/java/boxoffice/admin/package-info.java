/// Tests of the console as a whole.
@NullMarked
package boxoffice.admin;

import org.jspecify.annotations.NullMarked;
