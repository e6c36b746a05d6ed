/// What stays while screens come and go: where am I, what comes next, help, language, questions, the idle watch.
///
/// A [Screen] fills the middle of the [Frame] and says what the rest shows. Knows no feature.
@NullMarked
package boxoffice.kiosk.frame;

import org.jspecify.annotations.NullMarked;
