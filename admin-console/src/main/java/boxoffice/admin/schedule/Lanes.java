package boxoffice.admin.schedule;

import boxoffice.model.ScreenId;
import boxoffice.model.ShowId;
import boxoffice.model.ShowStatus;
import boxoffice.model.Theaters.DaySchedule;
import boxoffice.model.Theaters.ScheduledShow;
import boxoffice.model.Theaters.Screen;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A day's shows by screen, and how a keyboard walks among them. Immutable.
///
/// @param trailerMinutes between a show's start and its film
/// @param lanes one for each screen, in the theater's own order
public record Lanes(DayAxis day, int trailerMinutes, List<Lane> lanes) {
    public Lanes {
        lanes = List.copyOf(lanes);
    }

    /// One screen's shows in order of time.
    public record Lane(Screen screen, List<ScheduledShow> shows) {
        public Lane {
            shows = shows.stream()
                    .sorted(Comparator.comparing(ScheduledShow::starts))
                    .toList();
        }
    }

    /// Where the keyboard stands: on a show, or on a screen that has none.
    ///
    /// @param moment what moving up and down keeps to, as a caret keeps to its column
    public record Place(ScreenId screen, Optional<ShowId> show, Instant moment) {}

    /// A step of the keyboard.
    public enum Step {
        EARLIER,
        LATER,
        FIRST,
        LAST,
        SCREEN_ABOVE,
        SCREEN_BELOW,
        TOP_SCREEN,
        BOTTOM_SCREEN
    }

    /// Reads the server's answer.
    static Lanes of(DayAxis day, DaySchedule schedule) {
        return new Lanes(
                day,
                schedule.trailerMinutes(),
                schedule.screens()
                        .stream()
                        .map(screen -> new Lane(screen.screen(), screen.shows()))
                        .toList());
    }

    Optional<ScheduledShow> show(ShowId id) {
        return shows().stream().filter(show -> show.id().equals(id)).findFirst();
    }

    Optional<Screen> screen(ScreenId id) {
        return lanes.stream()
                .map(Lane::screen)
                .filter(screen -> screen.id().equals(id))
                .findFirst();
    }

    List<ScheduledShow> shows() {
        return lanes.stream().flatMap(lane -> lane.shows().stream()).toList();
    }

    long count(ShowStatus status) {
        return shows().stream().filter(show -> show.status() == status).count();
    }

    /// Where the keyboard stands when it stands nowhere yet: on the show that runs at `now` or comes next, or else on
    /// the first of the day. Empty for a theater without screens.
    Optional<Place> entrance(Instant now) {
        return shows().stream()
                .filter(show -> show.cleared().toInstant().isAfter(now))
                .min(Comparator.comparing(ScheduledShow::starts))
                .or(() -> shows().stream().min(Comparator.comparing(ScheduledShow::starts)))
                .map(Lanes::on)
                .or(() -> lanes.stream().findFirst().map(lane -> near(lane, day.start())));
    }

    /// The same place after the shows have changed: the show where it is now, or what stands nearest to where it was.
    Optional<Place> settle(Place place) {
        Optional<Place> stillThere = place.show()
                .flatMap(this::show)
                .map(show -> show.screenId().equals(place.screen()) ? place : on(show));
        return stillThere.or(() -> laneOf(place).map(lane -> near(lane, place.moment())));
    }

    /// One step on; empty at an edge, where the keyboard stays.
    Optional<Place> step(Place from, Step step) {
        return switch (step) {
            case EARLIER -> along(from, -1);
            case LATER -> along(from, 1);
            case FIRST -> laneOf(from).filter(Lanes::hasShows).map(lane -> on(lane.shows().getFirst()));
            case LAST -> laneOf(from).filter(Lanes::hasShows).map(lane -> on(lane.shows().getLast()));
            case SCREEN_ABOVE -> across(from, indexOf(from) - 1);
            case SCREEN_BELOW -> across(from, indexOf(from) + 1);
            case TOP_SCREEN -> across(from, 0);
            case BOTTOM_SCREEN -> across(from, lanes.size() - 1);
        };
    }

    private Optional<Place> along(Place from, int by) {
        return laneOf(from).flatMap(lane -> {
            int index = lane.shows().stream().map(ScheduledShow::id).toList().indexOf(from.show().orElse(null));
            int next = index + by;
            return index < 0 || next < 0 || next >= lane.shows().size()
                    ? Optional.empty()
                    : Optional.of(on(lane.shows().get(next)));
        });
    }

    private Optional<Place> across(Place from, int lane) {
        return lane < 0 || lane >= lanes.size() ? Optional.empty() : Optional.of(near(lanes.get(lane), from.moment()));
    }

    private Optional<Lane> laneOf(Place place) {
        int index = indexOf(place);
        return index < 0 ? lanes.stream().findFirst() : Optional.of(lanes.get(index));
    }

    private int indexOf(Place place) {
        return IntStream.range(0, lanes.size())
                .filter(index -> lanes.get(index).screen().id().equals(place.screen()))
                .findFirst()
                .orElse(-1);
    }

    private static boolean hasShows(Lane lane) {
        return !lane.shows().isEmpty();
    }

    static Place on(ScheduledShow show) {
        return new Place(show.screenId(), Optional.of(show.id()), show.starts().toInstant());
    }

    /// The show of a lane that is on at `moment` or starts nearest to it; keeps to `moment` for the next step.
    private static Place near(Lane lane, Instant moment) {
        Optional<ShowId> nearest = lane.shows()
                .stream()
                .min(Comparator.comparing(show -> distance(show, moment)))
                .map(ScheduledShow::id);
        return new Place(lane.screen().id(), nearest, moment);
    }

    private static Duration distance(ScheduledShow show, Instant moment) {
        Instant starts = show.starts().toInstant();
        Instant cleared = show.cleared().toInstant();
        if (moment.isBefore(starts)) {
            return Duration.between(moment, starts);
        }
        return moment.isBefore(cleared) ? Duration.ZERO : Duration.between(cleared, moment);
    }
}
