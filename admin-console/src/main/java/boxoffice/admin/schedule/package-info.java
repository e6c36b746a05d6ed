/// Planning shows: a theater's day by screen, a show's details, and the form that makes a new one (ADMIN-1).
///
/// `…Model` classes know no nodes; `…View` classes show them. [boxoffice.admin.schedule.SchedulePage] is the door.
@NullMarked
package boxoffice.admin.schedule;

import org.jspecify.annotations.NullMarked;
