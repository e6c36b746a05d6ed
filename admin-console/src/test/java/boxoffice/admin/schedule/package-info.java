/// Tests of planning shows.
@NullMarked
package boxoffice.admin.schedule;

import org.jspecify.annotations.NullMarked;
