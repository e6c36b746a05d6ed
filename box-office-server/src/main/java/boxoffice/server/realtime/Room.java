package boxoffice.server.realtime;

import boxoffice.server.seating.Snapshot;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A show that somebody watches: its state, and the last steps that led there. Thread-safe.
///
/// Watchers fetch what they have not sent yet whenever they can send. So nothing is queued for anybody: who is slow gets
/// the steps it has missed in one go, or the state itself when these are gone.
final class Room {
    private static final int STEPS = 32;

    private final Set<Outlet> watchers = ConcurrentHashMap.newKeySet();
    private volatile Head head;

    Room(Snapshot seats) {
        this.head = new Head(0, seats, List.of());
    }

    /// One step, ready to be sent.
    private record Step(long number, byte[] frames) {}

    /// The latest state.
    static final class Head {
        private final long number;
        private final Snapshot seats;
        private final List<Step> steps;
        private byte @Nullable [] state;

        private Head(long number, Snapshot seats, List<Step> steps) {
            this.number = number;
            this.seats = seats;
            this.steps = steps;
        }

        /// Counts the states of this room.
        long number() {
            return number;
        }

        Snapshot seats() {
            return seats;
        }

        /// The frames that bring someone here who has the state of a number.
        List<byte[]> framesAfter(long known) {
            boolean remembered = known == number || (!steps.isEmpty() && steps.getFirst().number() <= known + 1);
            return remembered
                    ? steps.stream()
                            .filter(step -> step.number() > known)
                            .map(Step::frames)
                            .toList()
                    : List.of(state());
        }

        /// The frame that needs nothing before it, made for the first who asks.
        synchronized byte[] state() {
            byte[] made = state;
            if (made == null) {
                made = Frames.state(seats);
                state = made;
            }
            return made;
        }
    }

    Head head() {
        return head;
    }

    /// Looks at the seats as they are now; if they have changed, all watchers send. One look at a time, so that none goes
    /// back to what another has left behind.
    synchronized void look(Supplier<Optional<Snapshot>> now) {
        Head before = head;
        Snapshot seats = now.get().orElse(before.seats());
        if (seats.version().equals(before.seats().version())) {
            return;
        }
        long number = before.number() + 1;
        Deque<Step> steps = new ArrayDeque<>(before.steps);
        if (steps.size() == STEPS) {
            steps.removeFirst();
        }
        steps.addLast(new Step(number, Frames.changes(before.seats(), seats)));
        head = new Head(number, seats, List.copyOf(steps));
        watchers.forEach(Outlet::wake);
    }

    void join(Outlet watcher) {
        watchers.add(watcher);
    }

    void leave(Outlet watcher) {
        watchers.remove(watcher);
    }

    boolean isEmpty() {
        return watchers.isEmpty();
    }
}
