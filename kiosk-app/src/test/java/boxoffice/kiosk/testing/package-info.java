/// What the kiosk's tests share: a real box office to sell for, and a kiosk to stand before.
@NullMarked
package boxoffice.kiosk.testing;

import org.jspecify.annotations.NullMarked;
