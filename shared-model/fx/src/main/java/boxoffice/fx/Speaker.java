package boxoffice.fx;

/// Says things aloud, for guests who do not see the screen (A11Y-3). Screens speak to it; what stands behind it may be
/// a voice, a log, or nothing.
///
/// A screen says one thing for one event, as one text: what is said later interrupts what was said before.
/// Called on the FX thread; must return at once.
public interface Speaker {
    /// How badly a text wants to be heard.
    enum Priority {
        /// Follows what the guest does; interrupts what is being said, unless that is important.
        NORMAL,
        /// Must be heard in full: errors, lost seats, time running out.
        IMPORTANT
    }

    /// Says a text in the language of the screen.
    void say(String text, Priority priority);

    /// Says a text that follows what the guest does.
    default void say(String text) {
        say(text, Priority.NORMAL);
    }

    /// A speaker that keeps quiet.
    static Speaker silent() {
        return (text, priority) -> {};
    }
}
