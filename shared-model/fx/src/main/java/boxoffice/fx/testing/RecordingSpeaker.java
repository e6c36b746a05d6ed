package boxoffice.fx.testing;

import boxoffice.fx.Speaker;
import java.util.ArrayList;
import java.util.List;

/// Keeps what was said, in order, for tests to read. Thread-safe.
public final class RecordingSpeaker implements Speaker {
    private final List<Spoken> spoken = new ArrayList<>();

    /// One thing that was said.
    public record Spoken(String text, Priority priority) {}

    @Override
    public synchronized void say(String text, Priority priority) {
        spoken.add(new Spoken(text, priority));
    }

    /// Everything said since the last [#clear], oldest first.
    public synchronized List<String> said() {
        return spoken.stream().map(Spoken::text).toList();
    }

    /// The same with its priority.
    public synchronized List<Spoken> spoken() {
        return List.copyOf(spoken);
    }

    /// What was said last, or an empty text.
    public synchronized String last() {
        return spoken.isEmpty() ? "" : spoken.getLast().text();
    }

    /// Forgets everything.
    public synchronized void clear() {
        spoken.clear();
    }
}
