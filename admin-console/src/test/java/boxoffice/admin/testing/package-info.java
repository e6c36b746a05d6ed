/// What the console's tests share: a server that answers as told, a sample theater, pictures of the screen.
@NullMarked
package boxoffice.admin.testing;

import org.jspecify.annotations.NullMarked;
