/// The admin console: its start, and the one place where its parts are wired together.
@NullMarked
package boxoffice.admin;

import org.jspecify.annotations.NullMarked;
