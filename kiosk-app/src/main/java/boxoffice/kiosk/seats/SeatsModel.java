package boxoffice.kiosk.seats;

import boxoffice.client.BoxOfficeException;
import boxoffice.client.SeatFeed;
import boxoffice.fx.seatmap.SeatMapModel;
import boxoffice.kiosk.device.Device;
import boxoffice.kiosk.frame.Loader;
import boxoffice.kiosk.sale.ChosenShow;
import boxoffice.kiosk.sale.Sale;
import boxoffice.kiosk.sale.SeatPlace;
import boxoffice.kiosk.sale.Trouble;
import boxoffice.model.SeatId;
import boxoffice.model.SeatMap;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// A show's seats as they change, and the wish to have some of them held. Belongs to the FX thread.
public final class SeatsModel {
    /// Between two questions to the server while it cannot tell of changes by itself.
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Device device;
    private final Sale sale;
    private final ChosenShow show;
    private final SeatMapModel seats;
    private final Loader<SeatMap> first;
    private final ReadOnlyBooleanWrapper stale = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<Optional<Refusal>> refusal = new ReadOnlyObjectWrapper<>(Optional.empty());
    private @Nullable SeatFeed feed;
    private boolean ended;

    /// Why the chosen seats are not held.
    ///
    /// @param taken where the seats are that somebody else got
    /// @param alternatives seats side by side that are free instead
    /// @param alternativePlaces where these are
    public record Refusal(
            Trouble trouble, List<SeatPlace> taken, List<SeatId> alternatives, List<SeatPlace> alternativePlaces) {}

    public SeatsModel(Device device, Sale sale, ChosenShow show, SeatMapModel seats, Clock clock) {
        this.device = device;
        this.sale = sale;
        this.show = show;
        this.seats = seats;
        this.first = new Loader<>(clock);
    }

    public ChosenShow show() {
        return show;
    }

    public SeatMapModel seats() {
        return seats;
    }

    /// Where the chosen seats are.
    public List<SeatPlace> chosen() {
        return seats.map().map(map -> SeatPlace.of(map, seats.selected())).orElse(List.of());
    }

    /// The map when it comes for the first time.
    public Loader<SeatMap> first() {
        return first;
    }

    /// Whether the map may be out of date because the server gives no answer.
    public ReadOnlyBooleanProperty stale() {
        return stale.getReadOnlyProperty();
    }

    /// Why the seats that were last asked for are not held.
    public ReadOnlyObjectProperty<Optional<Refusal>> refusal() {
        return refusal.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty busy() {
        return sale.busy();
    }

    /// Asks for the map, and follows it from then on.
    public void load() {
        first.load(() -> device.ask(client -> client.seats(show.show().id())));
    }

    /// Takes the map when it has come for the first time.
    public void follow(SeatMap map) {
        seats.show(map);
        if (feed == null) {
            feed = device.ask(client -> SeatFeed.open(client, show.show().id(), PAUSE, new Following()));
        }
    }

    /// Has the chosen seats held.
    public void hold() {
        List<SeatId> chosen = List.copyOf(seats.selected());
        Optional<SeatMap> map = seats.map();
        if (chosen.isEmpty() || map.isEmpty()) {
            return;
        }
        refusal.set(Optional.empty());
        seats.claiming(true);
        sale.lock(chosen, SeatPlace.of(map.get(), chosen), trouble -> refused(map.get(), trouble));
    }

    /// Chooses the seats that were offered instead.
    public void takeAlternatives() {
        refusal.get().ifPresent(refused -> {
            refusal.set(Optional.empty());
            seats.clear();
            seats.select(refused.alternatives());
        });
    }

    /// The guest goes on choosing.
    public void dismissRefusal() {
        refusal.set(Optional.empty());
    }

    /// Ends following the map.
    public void end() {
        ended = true;
        first.cancel();
        if (feed != null) {
            feed.close();
        }
    }

    private void refused(SeatMap map, Trouble trouble) {
        seats.claiming(false);
        refusal.set(Optional.of(switch (trouble) {
            case Trouble.SeatsTaken(List<SeatId> taken, List<SeatId> alternatives) -> new Refusal(
                    trouble, SeatPlace.of(map, taken), alternatives, SeatPlace.of(map, alternatives));
            case Trouble other -> new Refusal(other, List.of(), List.of(), List.of());
        }));
    }

    /// Hears of changes on the feed's thread.
    private final class Following implements SeatFeed.Listener {
        @Override
        public void changed(SeatMap map) {
            onScreen(() -> {
                stale.set(false);
                seats.show(map);
            });
        }

        @Override
        public void lost(BoxOfficeException why) {
            onScreen(() -> stale.set(true));
        }

        @Override
        public void restored() {
            onScreen(() -> stale.set(false));
        }

        private void onScreen(Runnable change) {
            Platform.runLater(() -> {
                if (!ended) {
                    change.run();
                }
            });
        }
    }
}
