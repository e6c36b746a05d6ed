package boxoffice.server.realtime;

import boxoffice.model.SeatId;
import boxoffice.model.SeatMessages.Change;
import boxoffice.model.SeatMessages.FromServer;
import boxoffice.model.SeatMessages.ShowState;
import boxoffice.model.SeatStatus;
import boxoffice.server.http.Answer;
import boxoffice.server.seating.Snapshot;
import boxoffice.server.seating.Version;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the server says, as WebSocket frames (RFC 6455): made once, and the same bytes go to all who are to hear it.
final class Frames {
    /// Asks whether the other side is there; it answers with the same.
    static final byte[] PING = frame(9, new byte[0]);

    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PONG = 10;
    private static final int SHORT = 126;
    private static final int LONG = 127;

    private Frames() {}

    static byte[] message(FromServer message) {
        return frame(TEXT, Answer.write(message));
    }

    static byte[] close(CloseCode code) {
        byte[] reason = code.reason().getBytes(StandardCharsets.UTF_8);
        return frame(
                CLOSE,
                ByteBuffer.allocate(2 + reason.length).putShort((short) code.number()).put(reason).array());
    }

    static byte[] pong(byte[] payload) {
        return frame(PONG, payload);
    }

    /// Where all seats stand.
    static byte[] state(Snapshot seats) {
        return message(
                new ShowState(seats.show(), seats.version().toString(), true, byStatus(seats.taken())));
    }

    /// Where those seats stand that have changed since a version of the client.
    static byte[] state(Snapshot seats, Map<SeatId, SeatStatus> changes) {
        return message(new ShowState(seats.show(), seats.version().toString(), false, byStatus(changes)));
    }

    /// What leads from one state to the next: a message for each status that seats have come into, each with the version
    /// that the one before it has led to.
    static byte[] changes(Snapshot before, Snapshot after) {
        Map<SeatStatus, List<SeatId>> changes = byStatus(Snapshot.changes(before.taken(), after.taken()));
        Map<SeatId, SeatStatus> taken = new HashMap<>(before.taken());
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        Version version = before.version();
        int left = changes.size();
        for (Map.Entry<SeatStatus, List<SeatId>> change : changes.entrySet()) {
            for (SeatId seat : change.getValue()) {
                if (change.getKey() == SeatStatus.AVAILABLE) {
                    taken.remove(seat);
                } else {
                    taken.put(seat, change.getKey());
                }
            }
            // A version in between must not claim to know more than the state before.
            left--;
            Version next = left == 0 ? after.version() : Version.of(before.version().horizon(), taken);
            frames.writeBytes(
                    message(
                            Change.to(
                                    change.getKey(),
                                    after.show(),
                                    change.getValue(),
                                    version.toString(),
                                    next.toString())));
            version = next;
        }
        return frames.toByteArray();
    }

    private static Map<SeatStatus, List<SeatId>> byStatus(Map<SeatId, SeatStatus> seats) {
        Map<SeatStatus, List<SeatId>> statuses = new EnumMap<>(SeatStatus.class);
        seats.forEach((seat, status) -> statuses.computeIfAbsent(status, first -> new ArrayList<>()).add(seat));
        statuses.values().forEach(ids -> ids.sort(Comparator.comparing(SeatId::value)));
        return statuses;
    }

    private static byte[] frame(int operation, byte[] payload) {
        int extra = payload.length < SHORT ? 0 : payload.length < 1 << 16 ? 2 : 8;
        ByteBuffer frame = ByteBuffer.allocate(2 + extra + payload.length);
        frame.put((byte) (0x80 | operation));
        if (extra == 0) {
            frame.put((byte) payload.length);
        } else if (extra == 2) {
            frame.put((byte) SHORT).putShort((short) payload.length);
        } else {
            frame.put((byte) LONG).putLong(payload.length);
        }
        return frame.put(payload).array();
    }
}
