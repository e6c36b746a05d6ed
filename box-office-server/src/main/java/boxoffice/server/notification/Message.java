package boxoffice.server.notification;

import java.util.UUID;

/// Something to be said to one address.
///
/// @param id the notification's
/// @param resent how often the staff has asked for it again
/// @param to the address, telephone number or device
record Message(UUID id, int resent, String to, Story story) {
    /// Tells repetitions of one message from other messages.
    String key() {
        return resent == 0 ? id.toString() : id + "." + resent;
    }

    /// Leaves the address out.
    @Override
    public String toString() {
        return "Message[" + key() + "]";
    }
}
