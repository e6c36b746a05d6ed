/// The kiosk and counter app: its start, and the one place where its parts are wired together.
@NullMarked
package boxoffice.kiosk;

import org.jspecify.annotations.NullMarked;
