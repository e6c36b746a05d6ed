package boxoffice.fx;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The time that is left until a deadline, said aloud at 5, 2 and 1 minutes, 30 and 10 seconds, and when it is over
/// (A11Y-2).
///
/// Knows no nodes. It looks at the clock only in [#tick]; a [CountdownLabel] calls that while it is shown.
public final class Countdown {
    private static final List<Duration> WARNINGS = List.of(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            Duration.ofMinutes(5));
    private static final Duration SHORT = Duration.ofMinutes(2);
    private static final Duration LAST = Duration.ofSeconds(30);

    private final Clock clock;
    private final Formats formats;
    private final Messages messages;
    private final Speaker speaker;
    private final ReadOnlyObjectWrapper<Optional<Duration>> left = new ReadOnlyObjectWrapper<>(Optional.empty());
    private Optional<Instant> deadline = Optional.empty();
    private Runnable whenOver = () -> {};
    private boolean over;

    /// How pressing it is.
    public enum Urgency {
        CALM,
        /// Two minutes or less.
        SHORT,
        /// Half a minute or less.
        LAST
    }

    /// A countdown that has not begun.
    public Countdown(Clock clock, Formats formats, Speaker speaker) {
        this.clock = clock;
        this.formats = formats;
        this.speaker = speaker;
        this.messages = Messages.of("boxoffice.fx.texts", formats.locale());
    }

    /// Counts down to a deadline, in place of any other. When a deadline moves away, what was said before it is said
    /// again in its time.
    public void start(Instant until) {
        deadline = Optional.of(until);
        over = false;
        left.set(Optional.of(remaining(until)));
        tick();
    }

    /// Stops counting; nothing more is said.
    public void stop() {
        deadline = Optional.empty();
        left.set(Optional.empty());
    }

    /// What to do once when the deadline has passed.
    public void onOver(Runnable action) {
        whenOver = action;
    }

    /// Looks at the clock, and says what is to be said.
    public void tick() {
        if (deadline.isEmpty() || over) {
            return;
        }
        Duration now = remaining(deadline.get());
        Duration before = left.get().orElse(now);
        left.set(Optional.of(now));
        if (now.isZero()) {
            over = true;
            speaker.say(messages.text("countdown.over"), Speaker.Priority.IMPORTANT);
            whenOver.run();
            return;
        }
        WARNINGS.stream()
                .filter(warning -> before.compareTo(warning) > 0 && now.compareTo(warning) <= 0)
                .findFirst()
                .ifPresent(this::warn);
    }

    private void warn(Duration warning) {
        Speaker.Priority priority = warning.compareTo(Duration.ofMinutes(1)) <= 0
                ? Speaker.Priority.IMPORTANT
                : Speaker.Priority.NORMAL;
        speaker.say(inWords(warning), priority);
    }

    private Duration remaining(Instant until) {
        Duration remaining = Duration.between(clock.instant(), until);
        return remaining.isNegative() ? Duration.ZERO : remaining;
    }

    /// The time that is left, never negative; empty while nothing is counted.
    public ReadOnlyObjectProperty<Optional<Duration>> left() {
        return left.getReadOnlyProperty();
    }

    /// The time that is left, as on a clock: `9:41`; an empty text while nothing is counted.
    public String text() {
        return left.get().map(formats::countdown).orElse("");
    }

    /// The time that is left, as a sentence.
    public String inWords() {
        return left.get().map(this::inWords).orElse("");
    }

    private String inWords(Duration time) {
        Duration whole = Duration.ofSeconds(time.plusMillis(999).toSeconds());
        return messages.text("countdown.left", "time", formats.durationInWords(whole));
    }

    /// How pressing it is.
    public Urgency urgency() {
        return left.get()
                .map(
                        time -> time.compareTo(LAST) <= 0
                                ? Urgency.LAST
                                : time.compareTo(SHORT) <= 0 ? Urgency.SHORT
                                : Urgency.CALM)
                .orElse(Urgency.CALM);
    }
}
