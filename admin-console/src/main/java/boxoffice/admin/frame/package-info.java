/// What every page of the console is made of: fields with their error beside them, notices, and the words for a
/// request that failed. Knows nothing of any page.
@NullMarked
package boxoffice.admin.frame;

import org.jspecify.annotations.NullMarked;
