package boxoffice.admin.schedule;

import boxoffice.admin.frame.Failure;
import boxoffice.admin.schedule.GhostBlock.Ghost;
import boxoffice.admin.schedule.NewShowModel.Times;
import boxoffice.fx.Messages;
import boxoffice.fx.Notice;
import boxoffice.model.Movies.Movie;
import boxoffice.model.ShowStatus;
import boxoffice.model.Theaters.ScheduledShow;
import boxoffice.model.Theaters.Screen;
import boxoffice.model.Theaters.Theater;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;

/// The page on which a theater's day is planned: timeline in the middle, the chosen show or a new one at the right.
public final class SchedulePage extends BorderPane implements AutoCloseable {
    private static final Duration REFRESH = Duration.seconds(20);

    private final ScheduleModel model;
    private final Messages messages;
    private final BiConsumer<ScheduledShow, Theater> watch;
    private final ScheduleBar bar;
    private final TimelineView timeline;
    private final EmptyState emptyState;
    private final StatusBar status;
    private final StackPane side = new StackPane();
    private final DetailsView details;
    private final Timeline clock = new Timeline(new KeyFrame(REFRESH, tick -> tick()));
    private Optional<NewShowView> form = Optional.empty();
    private boolean focusWanted = true;

    /// A page over a model; it opens the model.
    ///
    /// @param watch what to do when a show's seats are to be watched
    public SchedulePage(ScheduleModel model, Messages messages, BiConsumer<ScheduledShow, Theater> watch) {
        this.model = model;
        this.messages = messages;
        this.watch = watch;
        getStyleClass().add("schedule");
        timeline = new TimelineView(this::press, model::stand);
        bar = new ScheduleBar(model, messages, this::planShow);
        emptyState = new EmptyState(messages, model::retry);
        status = new StatusBar(messages);
        details = new DetailsView(messages, new DetailActions());
        side.getStyleClass().add("side");
        side.getChildren().setAll(details);
        setTop(bar);
        setCenter(new StackPane(timeline, emptyState));
        setRight(side);
        setBottom(status);
        model.day().subscribe(this::showDay);
        model.place().subscribe(place -> showPlace());
        model.films().subscribe(films -> {
            form.ifPresent(view -> view.show(films));
            showDetails();
        });
        clock.setCycleCount(Timeline.INDEFINITE);
        clock.play();
        model.open();
    }

    /// Stops looking for changes; the page is not shown again after that.
    @Override
    public void close() {
        clock.stop();
    }

    /// Looks for changes at once, as after coming back to the page.
    public void comeBack() {
        focusWanted = true;
        clock.play();
        model.refresh();
        showPlace();
    }

    /// Rests while another page is shown.
    public void rest() {
        clock.stop();
    }

    private void tick() {
        model.refresh();
        showNow();
    }

    private Optional<ShowWords> words() {
        return model.theater().get().map(theater -> ShowWords.of(messages, theater));
    }

    private void showDay(Day day) {
        model.lanes().ifPresent(lanes -> words().ifPresent(words -> {
            timeline.show(lanes, words, day instanceof Day.Loading);
            showNow();
        }));
        // what is about to disappear hands the keyboard on
        boolean keyboard = focusWanted || timeline.hasFocus() || emptyState.hasFocus();
        timeline.setVisible(model.lanes().isPresent());
        emptyState.show(day, keyboard);
        focusWanted = keyboard;
        status.show(day, words());
        showDetails();
        if (day instanceof Day.Shown && model.isSettled()) {
            standWhereWanted();
        }
        if (day instanceof Day.Loading(Lanes empty)) {
            timeline.scrollTo(
                    empty.day().contains(model.clock().instant()) ? model.clock().instant() : firstSight(empty));
        }
    }

    private static Instant firstSight(Lanes lanes) {
        return lanes.day().start().plusSeconds(4 * 3600);
    }

    private void showNow() {
        Instant now = model.clock().instant();
        boolean today = model.axis().contains(now);
        String text = words().map(words -> words.time(now)).orElse("");
        timeline.showNow(today ? Optional.of(now) : Optional.empty(), text);
    }

    private void showPlace() {
        showDetails();
        standWhereWanted();
    }

    private void standWhereWanted() {
        model.place().get().ifPresent(place -> {
            timeline.stand(place, focusWanted && form.isEmpty());
            focusWanted = false;
        });
    }

    private void showDetails() {
        Optional<ScheduledShow> selected = model.selected();
        Optional<Screen> screen = selected.flatMap(
                show -> model.lanes().flatMap(lanes -> lanes.screen(show.screenId())));
        if (selected.isPresent() && screen.isPresent() && words().isPresent()) {
            ScheduledShow show = selected.get();
            details.show(show, screen.get(), model.films().get().film(show.movieId()), words().get(), model.mayPlan());
        } else {
            details.showNothing(model.day().get() instanceof Day.Shown);
        }
    }

    private void press(Shortcut shortcut) {
        switch (shortcut) {
            case EARLIER -> model.step(Lanes.Step.EARLIER);
            case LATER -> model.step(Lanes.Step.LATER);
            case SCREEN_ABOVE -> model.step(Lanes.Step.SCREEN_ABOVE);
            case SCREEN_BELOW -> model.step(Lanes.Step.SCREEN_BELOW);
            case FIRST -> model.step(Lanes.Step.FIRST);
            case LAST -> model.step(Lanes.Step.LAST);
            case TOP_SCREEN -> model.step(Lanes.Step.TOP_SCREEN);
            case BOTTOM_SCREEN -> model.step(Lanes.Step.BOTTOM_SCREEN);
            case PREVIOUS_DAY -> model.previousDay();
            case NEXT_DAY -> model.nextDay();
            case TODAY -> model.look(model.today());
            case DETAILS -> details.enter();
            case NEW_SHOW -> planShow();
            case PUBLISH -> model.selected().ifPresent(this::publish);
            case WATCH -> model.selected().ifPresent(this::watch);
            case DELETE -> {
                if (model.mayPlan()) {
                    details.askToDelete();
                }
            }
            case REFRESH -> model.refresh();
        }
    }

    private void planShow() {
        if (form.isPresent()) {
            form.get().enter();
            return;
        }
        words().flatMap(
                words -> model.plan(messages, this::saved).map(plan -> new NewShowView(plan, words, this::leave)))
                .ifPresent(view -> {
                    form = Optional.of(view);
                    view.show(model.films().get());
                    side.getChildren().setAll(view);
                    view.model().times().subscribe(times -> showGhost(view.model()));
                    view.model().overlap().subscribe(refused -> showGhost(view.model()));
                    view.model().screen().subscribe(screen -> showGhost(view.model()));
                    view.enter();
                });
    }

    private void showGhost(NewShowModel plan) {
        if (form.map(NewShowView::model).equals(Optional.of(plan))) {
            timeline.showGhost(
                    words().flatMap(
                            words -> plan.times()
                                    .get()
                                    .filter(times -> model.axis().contains(times.starts()))
                                    .map(times -> ghost(plan, times, words))));
        }
    }

    private static Ghost ghost(NewShowModel plan, Times times, ShowWords words) {
        String title = plan.film().get().map(Movie::title).orElse("");
        boolean refused = plan.overlap().get().isPresent();
        return new Ghost(plan.screen().get().id(), times, words.plan(title, times), refused);
    }

    private void saved(ScheduledShow show) {
        leave();
        model.look(show);
        status.say(messages.text("new-show.saved", "title", show.title()));
    }

    /// Back from the side to the timeline.
    private void leave() {
        form = Optional.empty();
        timeline.showGhost(Optional.empty());
        side.getChildren().setAll(details);
        model.place().get().ifPresentOrElse(place -> timeline.stand(place, true), () -> focusWanted = true);
    }

    private void publish(ScheduledShow show) {
        if (show.status() == ShowStatus.DRAFT && model.mayPlan()) {
            model.publish(
                    show.id(),
                    published -> details.say(Notice.Kind.OK, messages.text("details.published")),
                    this::refused);
        }
    }

    private void watch(ScheduledShow show) {
        if (show.status() != ShowStatus.DRAFT) {
            model.theater().get().ifPresent(theater -> watch.accept(show, theater));
        }
    }

    private void refused(Failure failure) {
        details.say(Notice.Kind.DANGER, failure.words(messages));
    }

    /// What the details' buttons do.
    private final class DetailActions implements DetailsView.Actions {
        @Override
        public void publish(ScheduledShow show) {
            SchedulePage.this.publish(show);
        }

        @Override
        public void watch(ScheduledShow show) {
            SchedulePage.this.watch(show);
        }

        @Override
        public void delete(ScheduledShow show) {
            SchedulePage.this.leave();
            model.delete(
                    show.id(),
                    done -> status.say(messages.text("details.deleted", "title", show.title())),
                    SchedulePage.this::refused);
        }

        @Override
        public void leave() {
            SchedulePage.this.leave();
        }
    }
}
