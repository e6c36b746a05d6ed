/// Who may come in: the sign-in page, open to staff, managers and administrators only.
@NullMarked
package boxoffice.admin.access;

import org.jspecify.annotations.NullMarked;
