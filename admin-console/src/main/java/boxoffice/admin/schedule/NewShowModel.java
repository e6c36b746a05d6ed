package boxoffice.admin.schedule;

import boxoffice.admin.frame.Failure;
import boxoffice.admin.frame.FieldErrors;
import boxoffice.client.BoxOfficeClient;
import boxoffice.fx.Messages;
import boxoffice.fx.Tasks;
import boxoffice.model.Money;
import boxoffice.model.Movies.Movie;
import boxoffice.model.Problem;
import boxoffice.model.ProblemCode;
import boxoffice.model.Theaters.NewShow;
import boxoffice.model.Theaters.ScheduledShow;
import boxoffice.model.Theaters.Screen;
import boxoffice.model.Theaters.Theater;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;

/// A show that is being planned: what was entered, what is wrong with it, when it would end, and what the server says.
///
/// For the FX thread only.
public final class NewShowModel {
    /// The fields, in the order in which they are filled in.
    public enum Field {
        FILM,
        SCREEN,
        INTERVAL,
        DATE,
        TIME,
        FORMAT,
        PRICE,
        LANGUAGE,
        SUBTITLES
    }

    /// When the show would take the screen.
    ///
    /// @param ends when the film would be over
    /// @param cleared when the screen would be free again
    public record Times(Instant starts, Instant ends, Instant cleared) {}

    /// What the server takes for a break, in minutes.
    private static final int MOST_INTERVAL = 60;

    private final BoxOfficeClient client;
    private final Theater theater;
    private final int trailerMinutes;
    private final Messages messages;
    private final Consumer<ScheduledShow> saved;
    private final Runnable sessionEnded;

    private final ObjectProperty<Optional<Movie>> film = new SimpleObjectProperty<>(Optional.empty());
    private final ObjectProperty<Screen> screen;
    private final ObjectProperty<Optional<LocalDate>> date;
    private final StringProperty time = new SimpleStringProperty("");
    private final StringProperty format = new SimpleStringProperty("2D");
    private final StringProperty interval = new SimpleStringProperty("0");
    private final StringProperty price = new SimpleStringProperty("");
    private final ObjectProperty<Optional<String>> language = new SimpleObjectProperty<>(Optional.empty());
    private final ObjectProperty<Optional<String>> subtitles = new SimpleObjectProperty<>(Optional.empty());

    private final FieldErrors<Field> errors = new FieldErrors<>();
    private final ReadOnlyObjectWrapper<List<String>> formats = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Optional<Times>> times = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Overlap>> overlap = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Failure>> failure = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyBooleanWrapper saving = new ReadOnlyBooleanWrapper();

    /// A plan for a theater.
    ///
    /// @param trailerMinutes between the start and the film
    /// @param screen one of the theater's screens, to begin with
    /// @param saved who goes on with the draft that the server has made
    /// @param sessionEnded who takes over when the server no longer knows the session
    public NewShowModel(
            BoxOfficeClient client,
            Theater theater,
            int trailerMinutes,
            Screen screen,
            LocalDate date,
            Messages messages,
            Consumer<ScheduledShow> saved,
            Runnable sessionEnded) {
        this.client = client;
        this.theater = theater;
        this.trailerMinutes = trailerMinutes;
        this.screen = new SimpleObjectProperty<>(screen);
        this.date = new SimpleObjectProperty<>(Optional.of(date));
        this.messages = messages;
        this.saved = saved;
        this.sessionEnded = sessionEnded;
        film.subscribe(chosen -> chooseFormats());
        film.subscribe(
                chosen -> chosen.ifPresent(
                        one -> language.set(one.languages().stream().findFirst())));
        this.screen.subscribe(chosen -> chooseFormats());
        forget(Field.FILM, film);
        forget(Field.SCREEN, this.screen);
        forget(Field.DATE, this.date);
        forget(Field.TIME, time);
        forget(Field.FORMAT, format);
        forget(Field.INTERVAL, interval);
        forget(Field.PRICE, price);
        forget(Field.LANGUAGE, language);
        forget(Field.SUBTITLES, subtitles);
    }

    /// Once a field is changed, what was said of it, and the server's answer, are out of date.
    private void forget(Field field, ObservableValue<?> value) {
        value.subscribe(changed -> {
            errors.clear(field);
            overlap.set(Optional.empty());
            failure.set(Optional.empty());
            times.set(computeTimes());
        });
    }

    ObjectProperty<Optional<Movie>> film() {
        return film;
    }

    ObjectProperty<Screen> screen() {
        return screen;
    }

    ObjectProperty<Optional<LocalDate>> date() {
        return date;
    }

    StringProperty time() {
        return time;
    }

    StringProperty format() {
        return format;
    }

    /// A break within the film, in minutes.
    StringProperty interval() {
        return interval;
    }

    StringProperty price() {
        return price;
    }

    ObjectProperty<Optional<String>> language() {
        return language;
    }

    ObjectProperty<Optional<String>> subtitles() {
        return subtitles;
    }

    FieldErrors<Field> errors() {
        return errors;
    }

    /// What the chosen film and the chosen screen have in common.
    ReadOnlyObjectProperty<List<String>> formats() {
        return formats.getReadOnlyProperty();
    }

    /// Empty until film, date and time are known.
    ReadOnlyObjectProperty<Optional<Times>> times() {
        return times.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<Overlap>> overlap() {
        return overlap.getReadOnlyProperty();
    }

    /// Why the server did not save, where no single field is to blame.
    ReadOnlyObjectProperty<Optional<Failure>> failure() {
        return failure.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty saving() {
        return saving.getReadOnlyProperty();
    }

    Theater theater() {
        return theater;
    }

    ZoneId zone() {
        return ZoneId.of(theater.zone());
    }

    Currency currency() {
        return Money.currency(theater.currency());
    }

    private void chooseFormats() {
        List<String> common = screen.get()
                .formats()
                .stream()
                .filter(one -> film.get().map(movie -> movie.formats().contains(one)).orElse(true))
                .toList();
        formats.set(common);
        if (!common.contains(format.get())) {
            format.set(common.isEmpty() ? "" : common.getFirst());
        }
    }

    private Optional<LocalDateTime> start() {
        Optional<LocalTime> at = Entry.time(time.get());
        return date.get().flatMap(on -> at.map(on::atTime));
    }

    private Optional<Times> computeTimes() {
        Optional<Instant> starts = start().flatMap(local -> new DayAxis(local.toLocalDate(), zone()).moment(local));
        return starts.flatMap(from -> film.get().map(movie -> {
            int pause = Entry.minutes(interval.get(), MOST_INTERVAL).orElse(0);
            Instant ends = from.plus(Duration.ofMinutes(trailerMinutes + movie.runtimeMinutes() + pause));
            return new Times(from, ends, ends.plus(Duration.ofMinutes(screen.get().cleaningMinutes())));
        }));
    }

    /// Sends the plan to the server unless something is missing or wrong.
    void save() {
        if (saving.get()) {
            return;
        }
        overlap.set(Optional.empty());
        failure.set(Optional.empty());
        validate();
        if (errors.isEmpty()) {
            NewShow show = entered();
            saving.set(true);
            Tasks.run(() -> client.createShow(show))
                    .onSuccess(saved)
                    .onError(this::refused)
                    .always(() -> saving.set(false))
                    .start();
        }
    }

    private void validate() {
        errors.clear();
        if (film.get().isEmpty()) {
            errors.put(Field.FILM, messages.text("new-show.film.missing"));
        }
        if (date.get().isEmpty()) {
            errors.put(Field.DATE, messages.text("new-show.date.wrong"));
        }
        if (Entry.time(time.get()).isEmpty()) {
            errors.put(Field.TIME, messages.text("new-show.time.wrong"));
        } else if (start().filter(this::isSkippedByTheClocks).isPresent()) {
            errors.put(Field.TIME, messages.text("new-show.time.skipped"));
        }
        if (formats.get().isEmpty()) {
            errors.put(Field.FORMAT, messages.text("new-show.format.none"));
        }
        if (Entry.minutes(interval.get(), MOST_INTERVAL).isEmpty()) {
            errors.put(Field.INTERVAL, messages.text("new-show.interval.wrong", "most", MOST_INTERVAL));
        }
        if (enteredPrice().isEmpty()) {
            errors.put(Field.PRICE, messages.text("new-show.price.wrong", "currency", theater.currency()));
        }
    }

    private boolean isSkippedByTheClocks(LocalDateTime local) {
        return zone().getRules().getValidOffsets(local).isEmpty();
    }

    private Optional<Money> enteredPrice() {
        return Entry.price(price.get(), currency());
    }

    private NewShow entered() {
        return new NewShow(
                screen.get().id(),
                film.get().orElseThrow().id(),
                start().orElseThrow(),
                enteredPrice().orElseThrow().amount(),
                format.get(),
                language.get().orElse(null),
                subtitles.get().orElse(null),
                Entry.minutes(interval.get(), MOST_INTERVAL).orElseThrow());
    }

    private void refused(Exception thrown) {
        Failure why = Failure.of(thrown);
        switch (why) {
            case Failure.SessionEnded ended -> sessionEnded.run();
            case Failure.Refused refused when refused.is(ProblemCode.SHOW_OVERLAPS) ->
                overlap.set(Optional.of(Overlap.of(refused.problem())));
            case Failure.Refused refused when blamesFields(refused.problem()) -> {}
            case Failure.Refused refused -> failure.set(Optional.of(why));
            case Failure.Offline offline -> failure.set(Optional.of(why));
            case Failure.Broken broken -> failure.set(Optional.of(why));
        }
    }

    /// Puts the server's complaints beside the fields they are about; false when one of them is about none of ours.
    private boolean blamesFields(Problem problem) {
        boolean all = !problem.errors().isEmpty();
        for (Problem.FieldError error : problem.errors()) {
            Optional<Field> field = fieldNamed(error.field());
            field.ifPresent(
                    ours -> errors.put(
                            ours, messages.text(
                                    "new-show.refused", "message", error.message(), "allowed", error.allowed())));
            all &= field.isPresent();
        }
        return all;
    }

    private static Optional<Field> fieldNamed(String name) {
        return switch (name) {
            case "movieId" -> Optional.of(Field.FILM);
            case "screenId" -> Optional.of(Field.SCREEN);
            case "starts" -> Optional.of(Field.TIME);
            case "format" -> Optional.of(Field.FORMAT);
            case "intervalMinutes" -> Optional.of(Field.INTERVAL);
            case "price", "amount" -> Optional.of(Field.PRICE);
            case "language" -> Optional.of(Field.LANGUAGE);
            case "subtitles" -> Optional.of(Field.SUBTITLES);
            case String other -> Optional.empty();
        };
    }

    /// Takes the start that the server proposed in place of the one it refused.
    void acceptProposal() {
        overlap.get().flatMap(Overlap::nearestStart).ifPresent(this::beginAt);
    }

    /// Sets the start, in the theater's own time.
    void beginAt(LocalDateTime start) {
        date.set(Optional.of(start.toLocalDate()));
        time.set(start.toLocalTime().truncatedTo(ChronoUnit.MINUTES).toString());
    }
}
