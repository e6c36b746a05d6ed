package boxoffice.admin.schedule;

import boxoffice.admin.frame.Failure;
import boxoffice.admin.schedule.Lanes.Place;
import boxoffice.admin.schedule.Lanes.Step;
import boxoffice.client.BoxOfficeClient;
import boxoffice.fx.Messages;
import boxoffice.fx.Tasks;
import boxoffice.model.Accounts.Role;
import boxoffice.model.Accounts.User;
import boxoffice.model.ShowId;
import boxoffice.model.Theaters.ScheduledShow;
import boxoffice.model.Theaters.Screen;
import boxoffice.model.Theaters.Theater;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// Which theater and day is looked at, the shows on it, and where the keyboard stands among them (ADMIN-1).
///
/// For the FX thread only.
public final class ScheduleModel {
    private final BoxOfficeClient client;
    private final User user;
    private final Clock clock;
    private final Runnable sessionEnded;
    private final ObservableList<Theater> theaters = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<Optional<Theater>> theater = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<LocalDate> date;
    private final ReadOnlyObjectWrapper<Day> day = new ReadOnlyObjectWrapper<>(new Day.Opening());
    private final ReadOnlyObjectWrapper<Optional<Place>> place = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Films> films = new ReadOnlyObjectWrapper<>(new Films.Loading());
    private Tasks.@Nullable Running loading;
    private Optional<ShowId> wanted = Optional.empty();

    /// Begins with nothing; [#open] asks for the theaters.
    ///
    /// @param sessionEnded who takes over when the server no longer knows the session
    public ScheduleModel(BoxOfficeClient client, User user, Clock clock, Runnable sessionEnded) {
        this.client = client;
        this.user = user;
        this.clock = clock;
        this.sessionEnded = sessionEnded;
        this.date = new ReadOnlyObjectWrapper<>(LocalDate.now(clock));
    }

    ObservableList<Theater> theaters() {
        return theaters;
    }

    ReadOnlyObjectProperty<Optional<Theater>> theater() {
        return theater.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<LocalDate> date() {
        return date.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Day> day() {
        return day.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<Place>> place() {
        return place.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Films> films() {
        return films.getReadOnlyProperty();
    }

    Clock clock() {
        return clock;
    }

    /// Asks for the theaters and then for today's shows in the first of them, or in the one where the user works.
    void open() {
        day.set(new Day.Opening());
        askForTheaters();
        loadFilms();
    }

    private void askForTheaters() {
        begin(Tasks.run(() -> client.theaters()).onSuccess(answer -> choose(answer.theaters())).onError(this::failed));
    }

    private void loadFilms() {
        films.set(new Films.Loading());
        Tasks.run(() -> client.movies())
                .onSuccess(answer -> films.set(new Films.Known(answer.movies())))
                .onError(thrown -> films.set(new Films.Failed(Failure.of(thrown))))
                .start();
    }

    private void choose(List<Theater> known) {
        theaters.setAll(
                known.stream()
                        .sorted(Comparator.comparing(Theater::city).thenComparing(Theater::name))
                        .toList());
        theaters.stream()
                .filter(one -> one.id().equals(user.theaterId()))
                .findFirst()
                .or(() -> theaters.stream().findFirst())
                .ifPresentOrElse(this::look, () -> day.set(new Day.NoTheaters()));
    }

    /// Looks at a theater, at today's shows by its own clocks unless another theater was looked at before.
    void look(Theater at) {
        if (theater.get().equals(Optional.of(at))) {
            return;
        }
        boolean first = theater.get().isEmpty();
        theater.set(Optional.of(at));
        place.set(Optional.empty());
        if (first) {
            date.set(today());
        }
        load();
    }

    /// Looks at another day.
    void look(LocalDate on) {
        if (!on.equals(date.get())) {
            date.set(on);
            place.set(Optional.empty());
            load();
        }
    }

    /// Looks at the day on which a show is, and at the show once it is there.
    void look(ScheduledShow show) {
        LocalDate on = DayAxis.around(show.starts().toInstant(), zone()).date();
        wanted = Optional.of(show.id());
        if (on.equals(date.get())) {
            refresh();
        } else {
            look(on);
        }
    }

    void previousDay() {
        look(date.get().minusDays(1));
    }

    void nextDay() {
        look(date.get().plusDays(1));
    }

    /// The working day that it is in the theater.
    LocalDate today() {
        return DayAxis.around(clock.instant(), zone()).date();
    }

    ZoneId zone() {
        return theater.get().map(one -> ZoneId.of(one.zone())).orElse(ZoneId.of("UTC"));
    }

    DayAxis axis() {
        return new DayAxis(date.get(), zone());
    }

    /// Asks again for what is shown, which stays until there is an answer.
    void refresh() {
        if (theater.get().isEmpty()) {
            askForTheaters();
        } else {
            fetch();
        }
    }

    /// Asks again, after a failure, for all there was to know.
    void retry() {
        if (theater.get().isEmpty()) {
            open();
        } else {
            load();
        }
    }

    private void load() {
        theater.get().ifPresent(at -> {
            Lanes empty = new Lanes(
                    axis(),
                    0,
                    at.screens()
                            .stream()
                            .map(screen -> new Lanes.Lane(screen, List.of()))
                            .toList());
            day.set(new Day.Loading(empty));
            fetch();
        });
    }

    private void fetch() {
        theater.get().ifPresent(at -> {
            DayAxis axis = axis();
            begin(
                    Tasks.run(() -> client.schedule(at.id(), axis.date()))
                            .onSuccess(schedule -> show(Lanes.of(axis, schedule)))
                            .onError(this::failed));
        });
    }

    private <T> void begin(Tasks.Prepared<T> work) {
        if (loading != null) {
            loading.cancel();
        }
        loading = work.start();
    }

    private void show(Lanes lanes) {
        Optional<Place> next = wanted.flatMap(lanes::show)
                .map(Lanes::on)
                .or(() -> place.get().flatMap(lanes::settle))
                .or(() -> lanes.entrance(clock.instant()));
        wanted = Optional.empty();
        day.set(new Day.Shown(lanes, clock.instant(), Optional.empty()));
        place.set(next);
    }

    private void failed(Exception thrown) {
        Failure failure = Failure.of(thrown);
        if (failure instanceof Failure.SessionEnded) {
            sessionEnded.run();
        } else if (day.get() instanceof Day.Shown shown) {
            day.set(new Day.Shown(shown.lanes(), shown.asOf(), Optional.of(failure)));
        } else {
            day.set(new Day.Failed(failure));
        }
    }

    Optional<Lanes> lanes() {
        return switch (day.get()) {
            case Day.Shown shown -> Optional.of(shown.lanes());
            case Day.Loading loading -> Optional.of(loading.empty());
            case Day.Opening opening -> Optional.empty();
            case Day.NoTheaters none -> Optional.empty();
            case Day.Failed failed -> Optional.empty();
        };
    }

    /// Whether the place is one of the day that is shown; for a moment it may be one that has just disappeared.
    boolean isSettled() {
        return lanes().flatMap(lanes -> place.get().flatMap(lanes::settle)).equals(place.get());
    }

    /// The show on which the keyboard stands.
    Optional<ScheduledShow> selected() {
        return place.get().flatMap(Place::show).flatMap(id -> lanes().flatMap(lanes -> lanes.show(id)));
    }

    /// Moves the keyboard; stays at the edges.
    void step(Step step) {
        lanes().flatMap(lanes -> place.get().flatMap(from -> lanes.step(from, step)))
                .ifPresent(to -> place.set(Optional.of(to)));
    }

    /// Puts the keyboard onto a place, as a mouse does.
    void stand(Place on) {
        place.set(Optional.of(on));
    }

    /// Whether the user may change the schedule of the theater that is looked at: managers of this house or of all, and
    /// administrators.
    boolean mayPlan() {
        boolean planner = user.role() == Role.MANAGER || user.role() == Role.ADMIN;
        boolean here = user.theaterId() == null
                || theater.get().map(at -> at.id().equals(user.theaterId())).orElse(false);
        return planner && here;
    }

    /// Begins a plan for a new show: on the screen where the keyboard stands, after the show on which it stands.
    ///
    /// @param saved who goes on with the draft that the server has made
    ///
    /// @return empty while the day is not known, and for those who may not plan
    Optional<NewShowModel> plan(Messages messages, Consumer<ScheduledShow> saved) {
        if (!mayPlan() || !(day.get() instanceof Day.Shown(Lanes lanes, var asOf, var stale))) {
            return Optional.empty();
        }
        if (films.get() instanceof Films.Failed) {
            loadFilms();
        }
        return theater.get().filter(at -> !at.screens().isEmpty()).map(at -> {
            Screen screen = place.get()
                    .flatMap(
                            on -> at.screens()
                                    .stream()
                                    .filter(one -> one.id().equals(on.screen()))
                                    .findFirst())
                    .orElse(at.screens().getFirst());
            NewShowModel plan = new NewShowModel(
                    client, at, lanes.trailerMinutes(), screen, date.get(), messages, saved, sessionEnded);
            selected().ifPresent(before -> plan.beginAt(DayAxis.roundedUp(before.cleared(), zone())));
            return plan;
        });
    }

    /// Makes a draft visible to kiosks.
    void publish(ShowId show, Consumer<ScheduledShow> done, Consumer<Failure> refused) {
        change(Tasks.run(() -> client.publish(show)), done, refused);
    }

    /// Takes a draft away.
    void delete(ShowId show, Consumer<Tasks.Done> done, Consumer<Failure> refused) {
        change(Tasks.run(() -> client.deleteShow(show)), done, refused);
    }

    private <T> void change(Tasks.Prepared<T> work, Consumer<? super T> done, Consumer<Failure> refused) {
        work.onSuccess(answer -> {
            done.accept(answer);
            refresh();
        })
                .onError(thrown -> {
                    Failure failure = Failure.of(thrown);
                    if (failure instanceof Failure.SessionEnded) {
                        sessionEnded.run();
                    } else {
                        refused.accept(failure);
                        refresh();
                    }
                })
                .start();
    }
}
