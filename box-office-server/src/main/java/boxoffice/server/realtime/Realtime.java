package boxoffice.server.realtime;

import boxoffice.model.ShowId;
import boxoffice.server.operations.Jobs;
import boxoffice.server.seating.SeatMaps;
import boxoffice.server.storage.Redis;
import io.helidon.webserver.websocket.WsConfig;
import io.helidon.webserver.websocket.WsRouting;
import java.time.Duration;

/// Seats as they change, for whoever watches (RT-1). Thread-safe.
///
/// Closing it tells all watchers to connect to another node.
public final class Realtime implements AutoCloseable {
    private static final Duration PULSE = Duration.ofSeconds(1);

    private final SeatMaps maps;
    private final RealtimeSettings settings;
    private final Rooms rooms;
    private final Connections connections;
    private final Nudges nudges;

    private Realtime(SeatMaps maps, Redis redis, RealtimeSettings settings) {
        this.maps = maps;
        this.settings = settings;
        this.rooms = new Rooms(maps);
        this.connections = new Connections(settings);
        this.nudges = Nudges.begin(redis, maps, rooms);
    }

    /// Wires the room.
    public static Realtime create(SeatMaps maps, Redis redis, Jobs jobs, RealtimeSettings settings) {
        Realtime realtime = new Realtime(maps, redis, settings);
        maps.whenChanged(realtime::changed);
        jobs.every(PULSE, "watched seats", realtime::pulse);
        return realtime;
    }

    /// Where watchers connect.
    public WsRouting.Builder routing() {
        return WsRouting.builder()
                .endpoint(
                        SeatSocket.PATH + "{id}",
                        () -> new SeatSocket(rooms, connections, maps, settings));
    }

    /// What the server needs to know of WebSockets.
    public WsConfig protocol() {
        return WsConfig.builder().maxFrameLength(SeatSocket.MAX_MESSAGE_BYTES).build();
    }

    private void changed(ShowId show) {
        rooms.changed(show);
        nudges.tell(show);
    }

    private void pulse() {
        rooms.readAll();
        connections.sweep();
    }

    @Override
    public void close() {
        nudges.close();
        connections.stop();
    }
}
