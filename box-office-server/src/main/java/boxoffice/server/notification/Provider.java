package boxoffice.server.notification;

import boxoffice.model.Notifications.Channel;
import java.time.Duration;
import java.util.Optional;

/// Somebody who carries messages of one channel to guests. Thread-safe.
interface Provider {
    Channel channel();

    /// Hands a message over; takes no longer than a minute or two, whatever the other side does.
    ///
    /// The other side may get a message twice, when its answer was lost or we died before we noted it; both bear the same
    /// [Message#key].
    Outcome send(Message message);

    /// What came of it. Reasons are kept and shown to the staff, so they hold no address and nothing of the message.
    sealed interface Outcome {
        /// It is theirs now.
        record Accepted() implements Outcome {}

        /// Not now.
        ///
        /// @param after how long they asked us to wait, if they did
        record Later(String why, Optional<Duration> after) implements Outcome {
            Later(String why) {
                this(why, Optional.empty());
            }
        }

        /// Never: the same message to the same address will not do.
        ///
        /// @param gone whether it is the address that is no more
        record Refused(String why, boolean gone) implements Outcome {}
    }
}
