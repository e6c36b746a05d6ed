/// Watching a show's seats while they sell (ADMIN-4). Shows only; nothing here changes a seat.
@NullMarked
package boxoffice.admin.monitor;

import org.jspecify.annotations.NullMarked;
