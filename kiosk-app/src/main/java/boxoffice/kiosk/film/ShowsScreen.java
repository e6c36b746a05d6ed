package boxoffice.kiosk.film;

import boxoffice.kiosk.film.ShowsModel.House;
import boxoffice.kiosk.frame.Frame;
import boxoffice.kiosk.frame.LoadArea;
import boxoffice.kiosk.frame.PagedGrid;
import boxoffice.kiosk.frame.Screen;
import boxoffice.kiosk.frame.Sheet;
import boxoffice.kiosk.frame.StatePane;
import boxoffice.kiosk.frame.Step;
import boxoffice.kiosk.frame.Texts;
import boxoffice.kiosk.sale.ChosenShow;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.Parent;
import javafx.scene.layout.BorderPane;
import org.kordamp.ikonli.feather.Feather;

/// The shows of a film on a day as cards, by theater.
public final class ShowsScreen implements Screen {
    private static final double NARROWEST_CARD = 380;

    private final Frame frame;
    private final Texts texts;
    private final ShowsModel model;
    private final Consumer<ChosenShow> chosen;
    private final Runnable back;
    private final BorderPane content = new BorderPane();
    private final LoadArea<List<House>> area;

    public ShowsScreen(Frame frame, Texts texts, ShowsModel model, Consumer<ChosenShow> chosen, Runnable back) {
        this.frame = frame;
        this.texts = texts;
        this.model = model;
        this.chosen = chosen;
        this.back = back;
        content.setId("shows");
        content.getStyleClass().add("screen");
        this.area = new LoadArea<>(frame, texts, model.houses(), texts.text("shows.waiting"), this::shows);
        content.setCenter(area);
    }

    @Override
    public Parent content() {
        return content;
    }

    @Override
    public String title() {
        return texts.text("shows.title", "film", model.film().title());
    }

    @Override
    public String subtitle() {
        return texts.text(
                "shows.subtitle",
                "day",
                texts.formats().date(model.date()),
                "facts",
                FilmCard.facts(model.film(), texts),
                "age",
                model.film().ageRating());
    }

    @Override
    public Optional<Step> step() {
        return Optional.of(Step.SHOW);
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
        model.houses().tick();
    }

    @Override
    public void hidden() {
        area.end();
    }

    private LoadArea.Content shows(List<House> houses) {
        if (houses.isEmpty()) {
            content.setTop(null);
            return LoadArea.Content.of(
                    StatePane.saying(
                            Feather.MOON, texts.text("shows.none.title"), texts.text("shows.none.text"))
                            .with("other-film", texts.text("shows.none.back"), back));
        }
        PagedGrid grid = new PagedGrid(texts, NARROWEST_CARD);
        grid.setId("shows-grid");
        grid.show(houses.stream().map(this::group).toList());
        content.setBottom(grid.pager());
        int count = houses.stream().mapToInt(house -> house.shows().size()).sum();
        return new LoadArea.Content(grid, grid::focusCurrent, texts.text("shows.spoken", "count", count));
    }

    private void choose(ChosenShow show) {
        if (show.show().seatsAvailable() > 0) {
            chosen.accept(show);
        } else {
            Sheet.Answer other = new Sheet.Answer(texts.text("shows.sold-out.close"), Sheet.Kind.RECOMMENDED, () -> {});
            frame.ask(
                    new Sheet(
                            "sold-out",
                            texts.text("shows.sold-out.title"),
                            texts.text("shows.sold-out.text"),
                            List.of(),
                            List.of(other),
                            other));
        }
    }

    private PagedGrid.Group group(House house) {
        String name = house.theater().name();
        String heading = house.here()
                ? texts.text("shows.here", "theater", name)
                : texts.text("shows.elsewhere", "theater", name, "city", house.theater().city());
        return new PagedGrid.Group(
                heading,
                house.shows()
                        .stream()
                        .map(show -> ShowCard.of(show, texts, () -> choose(show)))
                        .toList());
    }
}
