/// Tests of watching seats.
@NullMarked
package boxoffice.admin.monitor;

import org.jspecify.annotations.NullMarked;
