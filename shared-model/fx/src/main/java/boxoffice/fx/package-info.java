/// What both apps' screens are made of: [Theme] and [Style] for the look, [Messages] and [Formats] for words and
/// numbers, [Tasks] for work in the background, [Speaker] for those who cannot see, and small views.
///
/// The seat map has a room of its own, `boxoffice.fx.seatmap`. Knows the client and the model, and neither app.
@NullMarked
package boxoffice.fx;

import org.jspecify.annotations.NullMarked;
