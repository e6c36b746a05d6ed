/// What is bought, in words: seats by name, the bill, and the card with all of it that payment and ticket show.
@NullMarked
package boxoffice.kiosk.summary;

import org.jspecify.annotations.NullMarked;
