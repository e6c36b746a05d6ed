package boxoffice.server.realtime;

import boxoffice.model.SeatStatus;
import boxoffice.model.SeatId;
import boxoffice.model.ShowId;
import boxoffice.server.seating.SeatMaps;
import boxoffice.server.seating.Snapshot;
import boxoffice.server.seating.Version;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// What one connection has to be sent. Thread-safe.
///
/// A virtual thread writes as long as there is something to write, and only then; if the other side does not read, that
/// thread waits and nobody else does. Of shows nothing is queued: when the thread can write again, it fetches what is new
/// from their [Room]s.
final class Outlet {
    /// Answers that wait to be sent; whoever asks on without reading is cut off.
    private static final int MAX_ANSWERS = 256;
    private static final int IDLE = 0;
    private static final int WRITING = 1;
    private static final int WRITING_AND_MORE = 2;

    private final DataWriter writer;
    private final Runnable cut;
    private final SeatMaps maps;
    private final Queue<byte[]> answers = new ConcurrentLinkedQueue<>();
    private final AtomicInteger answersWaiting = new AtomicInteger();
    private final Map<ShowId, Watch> watches = new ConcurrentHashMap<>();
    private final AtomicInteger state = new AtomicInteger(IDLE);
    private volatile long writingSince;
    private volatile boolean closed;

    /// @param cut ends the connection at once, without a word
    Outlet(DataWriter writer, Runnable cut, SeatMaps maps) {
        this.writer = writer;
        this.cut = cut;
        this.maps = maps;
    }

    /// A show that is watched, and up to where it was sent. Belongs to the thread that writes.
    private static final class Watch {
        private final Room room;
        private final Optional<Version> known;
        private long sent = -1;

        Watch(Room room, Optional<Version> known) {
            this.room = room;
            this.known = known;
        }
    }

    /// Sends a show's state, and its changes from then on.
    ///
    /// @param known what the other side has
    void watch(ShowId show, Room room, Optional<Version> known) {
        watches.put(show, new Watch(room, known));
        wake();
    }

    void unwatch(ShowId show) {
        watches.remove(show);
    }

    /// Sends a frame that belongs to no show.
    void send(byte[] frame) {
        if (answersWaiting.incrementAndGet() > MAX_ANSWERS) {
            cut.run();
            return;
        }
        answers.add(frame);
        wake();
    }

    /// Sends a last frame; nothing follows it.
    void close(byte[] frame) {
        watches.clear();
        send(frame);
    }

    /// Writes no more.
    void end() {
        closed = true;
        watches.clear();
        answers.clear();
    }

    /// Says that there is something to write.
    void wake() {
        if (!closed && state.getAndUpdate(now -> now == IDLE ? WRITING : WRITING_AND_MORE) == IDLE) {
            Thread.ofVirtual().start(this::write);
        }
    }

    /// For how long the other side has taken nothing that was there for it.
    Duration stuckFor() {
        long since = writingSince;
        return since == 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - since);
    }

    private void write() {
        try {
            do {
                state.set(WRITING);
                for (byte[] answer = answers.poll(); answer != null; answer = answers.poll()) {
                    answersWaiting.decrementAndGet();
                    write(answer);
                }
                watches.values().forEach(this::catchUp);
            } while (!state.compareAndSet(WRITING, IDLE) && !closed);
        } catch (RuntimeException broken) {
            // The other side is gone, or was cut off; whoever reads the connection sees to the rest.
            end();
            cut.run();
        }
    }

    private void catchUp(Watch watch) {
        Room.Head head = watch.room.head();
        if (watch.sent < 0) {
            write(firstState(head, watch.known));
        } else {
            head.framesAfter(watch.sent).forEach(this::write);
        }
        watch.sent = head.number();
    }

    private byte[] firstState(Room.Head head, Optional<Version> known) {
        if (known.isEmpty()) {
            return head.state();
        }
        Snapshot seats = head.seats();
        Map<SeatId, SeatStatus> changes = maps.changes(seats, known.get());
        return changes.size() > seats.taken().size() ? head.state() : Frames.state(seats, changes);
    }

    private void write(byte[] frame) {
        writingSince = System.nanoTime();
        writer.writeNow(BufferData.create(frame));
        writingSince = 0;
    }
}
