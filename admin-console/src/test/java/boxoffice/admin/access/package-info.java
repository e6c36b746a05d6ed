/// Tests of signing in.
@NullMarked
package boxoffice.admin.access;

import org.jspecify.annotations.NullMarked;
