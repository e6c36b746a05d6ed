/// What tests of screens need in every app. No screen uses it.
@NullMarked
package boxoffice.fx.testing;

import org.jspecify.annotations.NullMarked;
