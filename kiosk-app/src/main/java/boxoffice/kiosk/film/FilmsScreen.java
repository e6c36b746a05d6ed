package boxoffice.kiosk.film;

import boxoffice.kiosk.film.FilmsModel.Day;
import boxoffice.kiosk.film.FilmsModel.Programme;
import boxoffice.kiosk.frame.Frame;
import boxoffice.kiosk.frame.LoadArea;
import boxoffice.kiosk.frame.PagedGrid;
import boxoffice.kiosk.frame.Screen;
import boxoffice.kiosk.frame.StatePane;
import boxoffice.kiosk.frame.Step;
import boxoffice.kiosk.frame.Texts;
import boxoffice.model.Movies;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import javafx.scene.Parent;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;

/// The films of a day as cards, and the next days to choose from.
public final class FilmsScreen implements Screen {
    private static final double NARROWEST_CARD = 380;

    private final Texts texts;
    private final FilmsModel model;
    private final BiConsumer<Movies.Movie, LocalDate> chosen;
    private final Runnable back;
    private final BorderPane content = new BorderPane();
    private final LoadArea<Programme> area;

    /// @param chosen gets the film and the day
    public FilmsScreen(
            Frame frame, Texts texts, FilmsModel model, BiConsumer<Movies.Movie, LocalDate> chosen, Runnable back) {
        this.texts = texts;
        this.model = model;
        this.chosen = chosen;
        this.back = back;
        content.setId("films");
        content.getStyleClass().add("screen");
        this.area = new LoadArea<>(frame, texts, model.programme(), texts.text("films.waiting"), this::films);
        content.setCenter(area);
    }

    @Override
    public Parent content() {
        return content;
    }

    @Override
    public String title() {
        return texts.text("films.title");
    }

    @Override
    public Optional<Step> step() {
        return Optional.of(Step.FILM);
    }

    @Override
    public void focus() {
        area.focus();
    }

    @Override
    public Optional<Runnable> back() {
        return Optional.of(back);
    }

    @Override
    public void shown() {
        model.load();
    }

    @Override
    public void tick() {
        model.programme().tick();
    }

    @Override
    public void hidden() {
        area.end();
    }

    private LoadArea.Content films(Programme programme) {
        content.setTop(days(programme));
        content.setBottom(null);
        if (programme.films().isEmpty()) {
            StatePane none = StatePane.saying(
                    Feather.MOON,
                    texts.text("films.none.title", "day", dayName(programme, programme.date())),
                    texts.text("films.none.text"));
            return LoadArea.Content.of(
                    none.with(
                            "next-day",
                            texts.text("films.none.next"),
                            () -> model.choose(
                                    new Day((model.day().get().fromToday() + 1) % programme.days().size()))));
        }
        PagedGrid grid = new PagedGrid(texts, NARROWEST_CARD);
        grid.setId("films-grid");
        content.setBottom(grid.pager());
        List<Region> cards = new ArrayList<>();
        int first = 0;
        for (Movies.Movie film : programme.films()) {
            if (model.lastFilm().filter(film.id()::equals).isPresent()) {
                first = cards.size();
            }
            cards.add(FilmCard.of(film, texts, () -> {
                model.look(film);
                chosen.accept(film, programme.date());
            }));
        }
        grid.show(List.of(new PagedGrid.Group("", cards)));
        grid.setCurrent(first);
        String spoken = texts.text(
                "films.spoken", "count", cards.size(), "day", dayName(programme, programme.date()));
        return new LoadArea.Content(grid, grid::focusCurrent, spoken);
    }

    private FlowPane days(Programme programme) {
        FlowPane days = new FlowPane();
        days.getStyleClass().add("days");
        ToggleGroup group = new ToggleGroup();
        for (LocalDate date : programme.days()) {
            ToggleButton day = new ToggleButton(dayName(programme, date));
            day.setMinWidth(ToggleButton.USE_PREF_SIZE);
            day.setToggleGroup(group);
            day.setSelected(date.equals(programme.date()));
            day.setAccessibleText(texts.text("films.day", "day", texts.formats().date(date)));
            int offset = (int) (date.toEpochDay() - programme.today().toEpochDay());
            day.setOnAction(_ -> model.choose(new Day(offset)));
            days.getChildren().add(day);
        }
        return days;
    }

    private String dayName(Programme programme, LocalDate date) {
        if (date.equals(programme.today())) {
            return texts.text("day.today");
        }
        if (date.equals(programme.today().plusDays(1))) {
            return texts.text("day.tomorrow");
        }
        return texts.formats().shortDate(date);
    }
}
