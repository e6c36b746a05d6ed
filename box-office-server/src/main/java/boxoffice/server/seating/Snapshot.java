package boxoffice.server.seating;

import boxoffice.model.SeatId;
import boxoffice.model.SeatMap;
import boxoffice.model.SeatMap.ShowSeat;
import boxoffice.model.SeatStatus;
import boxoffice.model.ShowId;
import boxoffice.model.UserId;
import boxoffice.server.catalog.ShowForSale;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A show's seats at one moment. Immutable, except that what is sent of it is made when somebody first asks.
public final class Snapshot {
    /// So many changes are remembered for those who ask what is new; who knows less asks the database.
    private static final int REMEMBERED = 64;

    private final ShowForSale show;
    private final Version version;
    private final Map<SeatId, Touched> touched;
    private final Map<SeatId, SeatStatus> taken;
    private final List<Step> steps;
    private final SeatMapBody body;
    private final Reading reading;

    /// How and when a snapshot was read.
    ///
    /// @param horizon the oldest transaction that was running: what commits later carries this number or a higher one
    /// @param changes how many changes this node knew of before it was read
    /// @param releases how many of them may have set seats free
    /// @param released how many seats were on sale, in the order of the plan, if the show has pools
    /// @param at when it was read, by [System#nanoTime]
    /// @param wholeAt when the rows were last read without leaving out those that seemed unchanged
    record Reading(long horizon, long changes, long releases, Optional<Long> released, long at, long wholeAt) {}

    /// What a seat's row says.
    ///
    /// @param hold who has locked it, if it is LOCKED
    record Touched(SeatStatus status, Optional<Hold> hold) {}

    /// A lock of a seat.
    ///
    /// @param until when it is over unless it is extended, by [System#nanoTime]
    record Hold(UserId holder, long until) {}

    /// From one version to the next.
    private record Step(Version before, Map<SeatId, SeatStatus> changes) {}

    private Snapshot(
            ShowForSale show,
            Version version,
            Map<SeatId, Touched> touched,
            Map<SeatId, SeatStatus> taken,
            List<Step> steps,
            SeatMapBody body,
            Reading reading) {
        this.show = show;
        this.version = version;
        this.touched = touched;
        this.taken = taken;
        this.steps = steps;
        this.body = body;
        this.reading = reading;
    }

    /// The seats as they were read first.
    ///
    /// @param touched what the rows say of the seats that cannot be had
    static Snapshot first(ShowForSale show, Map<SeatId, Touched> touched, Reading reading) {
        Map<SeatId, Touched> rows = Collections.unmodifiableMap(new HashMap<>(touched));
        Map<SeatId, SeatStatus> kept = withPoolsToCome(show, rows, reading);
        Version version = Version.of(reading.horizon(), kept);
        return new Snapshot(show, version, rows, kept, List.of(), new SeatMapBody(show, version, kept), reading);
    }

    /// Seats of pools that are not on sale yet are BLOCKED, without a row that says so.
    private static Map<SeatId, SeatStatus> withPoolsToCome(
            ShowForSale show, Map<SeatId, Touched> rows, Reading reading) {
        Map<SeatId, SeatStatus> all = new HashMap<>();
        rows.forEach((seat, row) -> all.put(seat, row.status()));
        long released = reading.released().orElse(Long.MAX_VALUE);
        if (released < show.ranks().size()) {
            show.ranks().forEach((seat, rank) -> {
                if (rank >= released) {
                    all.putIfAbsent(seat, SeatStatus.BLOCKED);
                }
            });
        }
        return Collections.unmodifiableMap(all);
    }

    /// The seats as they were read after this. While nothing has changed, version and bodies stay the same.
    Snapshot then(Map<SeatId, Touched> touchedNow, Reading later) {
        Map<SeatId, Touched> rows = Collections.unmodifiableMap(new HashMap<>(touchedNow));
        Map<SeatId, SeatStatus> kept = withPoolsToCome(show, rows, later);
        Map<SeatId, SeatStatus> changes = changes(taken, kept);
        if (changes.isEmpty()) {
            return new Snapshot(show, version, rows, taken, steps, body, later);
        }
        Version next = Version.of(later.horizon(), kept);
        List<Step> remembered = new ArrayList<>(
                steps.subList(Math.max(0, steps.size() + 1 - REMEMBERED), steps.size()));
        remembered.add(new Step(version, changes));
        return new Snapshot(
                show, next, rows, kept, List.copyOf(remembered), new SeatMapBody(show, next, kept), later);
    }

    public ShowId show() {
        return show.id();
    }

    /// Names exactly these seats in these statuses.
    public Version version() {
        return version;
    }

    /// What the rows say of the seats that cannot be had: [#taken] without the pools to come.
    Map<SeatId, Touched> touched() {
        return touched;
    }

    /// Those of the seats that somebody else has for sure. None when one of them is the holder's own, and none of those
    /// whose lock may be over by now.
    List<SeatId> lostTo(UserId holder, List<SeatId> wanted) {
        List<SeatId> lost = new ArrayList<>();
        for (SeatId seat : wanted) {
            SeatStatus status = taken.get(seat);
            if (status == null) {
                continue;
            }
            Touched row = touched.get(seat);
            if (status != SeatStatus.LOCKED || row == null) {
                lost.add(seat);
            } else if (row.hold().isEmpty() || row.hold().get().holder().equals(holder)) {
                return List.of();
            } else if (row.hold().get().until() - System.nanoTime() > 0) {
                lost.add(seat);
            }
        }
        return lost;
    }

    /// Every seat that cannot be had.
    public Map<SeatId, SeatStatus> taken() {
        return taken;
    }

    /// What has changed since a version, if that is remembered.
    public Optional<Map<SeatId, SeatStatus>> since(Version known) {
        if (known.equals(version)) {
            return Optional.of(Map.of());
        }
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (steps.get(i).before().equals(known)) {
                Map<SeatId, SeatStatus> changes = new HashMap<>();
                steps.subList(i, steps.size()).forEach(step -> changes.putAll(step.changes()));
                return Optional.of(changes);
            }
        }
        return Optional.empty();
    }

    /// What changed from some taken seats to others.
    public static Map<SeatId, SeatStatus> changes(
            Map<SeatId, SeatStatus> before, Map<SeatId, SeatStatus> after) {
        Map<SeatId, SeatStatus> changes = new HashMap<>();
        after.forEach((seat, status) -> {
            if (before.get(seat) != status) {
                changes.put(seat, status);
            }
        });
        before.keySet().forEach(seat -> {
            if (!after.containsKey(seat)) {
                changes.put(seat, SeatStatus.AVAILABLE);
            }
        });
        return changes;
    }

    ShowForSale forSale() {
        return show;
    }

    Reading reading() {
        return reading;
    }

    /// The whole map, as it goes over the wire.
    SeatMapBody body() {
        return body;
    }

    /// Some of the seats, as they go over the wire.
    SeatMap map(Map<SeatId, SeatStatus> some) {
        List<ShowSeat> seats = show.plan()
                .seats()
                .stream()
                .filter(seat -> some.containsKey(seat.id()))
                .map(seat -> SeatMapBody.seat(show, seat, some))
                .toList();
        return SeatMapBody.map(show, version, seats);
    }
}
