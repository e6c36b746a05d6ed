package boxoffice.fx.seatmap;

import boxoffice.fx.Formats;
import boxoffice.fx.Messages;
import boxoffice.fx.Notice;
import boxoffice.fx.Speaker;
import boxoffice.model.Money;
import boxoffice.model.SeatId;
import boxoffice.model.SeatMap;
import boxoffice.model.SeatMap.ShowSeat;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.collections.ObservableList;

/// A show's seats as one guest sees them: what is free, what is chosen, where the focus is, and what is said of it.
///
/// Knows no nodes; belongs to the FX thread. Everything that happens is said to the [Speaker], one text for one event.
public final class SeatMapModel {
    /// How many seats one booking may have (SEAT-9).
    public static final int MOST_SEATS = 10;

    private final Messages messages;
    private final Formats formats;
    private final SeatNames names;
    private final Speaker speaker;
    private final Choice choice;
    private final Walk walk = new Walk();
    private final Finder finder = new Finder(this::look);

    private final ReadOnlyObjectWrapper<Optional<Announcement>> announcement =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyIntegerWrapper revision = new ReadOnlyIntegerWrapper();

    private Optional<House> house = Optional.empty();
    private boolean introduced;

    /// Something to be shown as well as said: a refusal, a lost seat, a search without a hit.
    public record Announcement(Notice.Kind kind, String text) {}

    /// What became of an attempt to choose a seat or to give it back.
    public enum Toggle {
        SELECTED,
        REMOVED,
        /// As many seats are chosen as are allowed.
        FULL,
        /// It is held, booked or not for sale.
        TAKEN,
        /// This map is only to be looked at.
        VIEW_ONLY
    }

    /// A map to choose from.
    ///
    /// @param maxSeats how many seats may be chosen at once
    public SeatMapModel(Formats formats, int maxSeats, Speaker speaker) {
        this.messages = Messages.of("boxoffice.fx.texts", formats.locale());
        this.formats = formats;
        this.names = new SeatNames(messages, formats);
        this.choice = new Choice(maxSeats);
        this.speaker = speaker;
    }

    /// A map to choose up to [#MOST_SEATS] seats from.
    public SeatMapModel(Formats formats, Speaker speaker) {
        this(formats, MOST_SEATS, speaker);
    }

    /// A map to look at: everything can be read and reached, nothing chosen.
    public static SeatMapModel viewOnly(Formats formats, Speaker speaker) {
        return new SeatMapModel(formats, 0, speaker);
    }

    // What is shown

    /// Shows a map, or the same show's map as it is now.
    ///
    /// What was chosen, the focus and the filter stay. A chosen seat that somebody else has taken meanwhile is dropped,
    /// and that is said.
    public void show(SeatMap map) {
        boolean same = house.map(h -> h.map().showId().equals(map.showId())).orElse(false);
        House next = new House(map);
        house = Optional.of(next);
        if (!same) {
            choice.clear();
            introduced = false;
            finder.filter(SeatFilter.ALL);
            forgetTyped();
            announcement.set(Optional.empty());
            next.first(seat -> true).ifPresent(walk::to);
        } else {
            dropTaken();
            if (walk.focused().get().flatMap(next::seat).isEmpty()) {
                next.first(seat -> true).ifPresent(walk::to);
            }
        }
        changed();
    }

    /// Seats that this guest holds: shown as selected although the server calls them locked. Replaces what was told
    /// before; what is held no more stays chosen while it is free. Ends [#claiming].
    public void own(Collection<SeatId> seats) {
        Set<SeatId> released = choice.own(seats);
        free(released);
        dropTaken();
        changed();
    }

    /// While a lock is being asked for: chosen seats that the server already calls locked are probably ours, and are
    /// kept until [#own] or `claiming(false)` tells.
    public void claiming(boolean underWay) {
        choice.claiming(underWay);
        dropTaken();
        changed();
    }

    /// The map, once there is one.
    public Optional<SeatMap> map() {
        return house.map(House::map);
    }

    Optional<House> house() {
        return house;
    }

    /// Counts up with every change of any seat, selection or filter.
    public ReadOnlyIntegerProperty revision() {
        return revision.getReadOnlyProperty();
    }

    /// What a seat is for this guest.
    public SeatLook look(ShowSeat seat) {
        if (choice.has(seat.id())) {
            return SeatLook.SELECTED;
        }
        return switch (seat.status()) {
            case AVAILABLE -> SeatLook.AVAILABLE;
            case LOCKED -> SeatLook.HELD;
            case BOOKED -> SeatLook.BOOKED;
            case BLOCKED -> SeatLook.BLOCKED;
        };
    }

    /// The seat's name for those who cannot see it; empty for a seat that is not in the plan.
    public String name(SeatId id) {
        return house.flatMap(h -> h.seat(id).map(seat -> names.name(h, seat, this::look))).orElse("");
    }

    SeatNames names() {
        return names;
    }

    Messages messages() {
        return messages;
    }

    Formats formats() {
        return formats;
    }

    Speaker speaker() {
        return speaker;
    }

    // What is chosen

    /// What is chosen, in the order in which it was. Cannot be changed from outside.
    public ObservableList<SeatId> selected() {
        return choice.seats();
    }

    /// The chosen seats with their prices.
    public List<ShowSeat> selectedSeats() {
        return house.map(h -> selected().stream().flatMap(id -> h.seat(id).stream()).toList()).orElse(List.of());
    }

    /// What the chosen seats cost together; empty before there is a map. Fees come with the lock.
    public Optional<Money> total() {
        return house.map(
                h -> selectedSeats().stream()
                        .map(seat -> SeatNames.price(h, seat))
                        .reduce(Money.zero(Money.currency(h.map().currency())), Money::plus));
    }

    /// Whether seats can only be looked at.
    public boolean viewOnly() {
        return choice.most() == 0;
    }

    /// Chooses a seat, or gives it back; says the result, the count and the total, or why not.
    public Toggle toggle(SeatId id) {
        House here = house.orElseThrow(() -> new IllegalStateException("no seat map yet"));
        ShowSeat seat = here.seat(id).orElseThrow(() -> new IllegalArgumentException("no seat " + id));
        quiet();
        walk.to(seat);
        String place = names.place(here, seat);
        Toggle result = choice.toggle(seat);
        switch (result) {
            case SELECTED -> sayResult("select.chosen", place);
            case REMOVED -> {
                free(Set.of(id));
                sayResult("select.removed", place);
            }
            case TAKEN -> announce(
                    Notice.Kind.WARN,
                    messages.text("select.taken", "seat", place, "status", names.status(look(seat))));
            case FULL -> announce(Notice.Kind.WARN, messages.text("select.full", "count", choice.most()));
            case VIEW_ONLY -> speaker.say(name(id));
        }
        return result;
    }

    /// Chooses seats without saying so, as far as they are free and allowed: for a proposal, or a screen that is built
    /// anew in another language.
    public void select(Collection<SeatId> seats) {
        house.ifPresent(
                h -> seats.stream()
                        .flatMap(id -> h.seat(id).stream())
                        .filter(seat -> look(seat) == SeatLook.AVAILABLE)
                        .forEach(choice::toggle));
        changed();
    }

    /// Gives every chosen seat back, and says so.
    public void clear() {
        quiet();
        List<SeatId> before = List.copyOf(selected());
        choice.clear();
        free(before);
        changed();
        speaker.say(messages.text("select.cleared"));
    }

    // Where the focus is

    /// The seat that arrows start from; empty only before there is a map.
    public ReadOnlyObjectProperty<Optional<SeatId>> focused() {
        return walk.focused();
    }

    /// Moves the focus to a seat without saying anything.
    public void focus(SeatId id) {
        house.flatMap(h -> h.seat(id)).ifPresent(walk::to);
    }

    /// The guest has come to the map: says where the focus is, and the first time how the map works.
    public void enter() {
        walk.focused().get().ifPresent(id -> {
            if (introduced) {
                speaker.say(name(id));
                return;
            }
            introduced = true;
            speaker.say(messages.text("map.enter", "summary", summary(), "seat", name(id)));
        });
    }

    /// How much is free, in one sentence.
    public String summary() {
        return house.map(names::summary).orElse("");
    }

    /// Moves the focus and says where it is now, what was crossed, or that there is an edge.
    public void move(Move move) {
        house.ifPresent(h -> walk.focused().get().flatMap(h::seat).ifPresent(from -> {
            quiet();
            speaker.say(
                    walk.move(h, from, move, this::matches)
                            .map(step -> names.crossing(step, name(step.seat().id())))
                            .orElseGet(() -> names.edge(from, move, finder.filter().get())));
        }));
    }

    // Finding

    /// What is being typed to jump to a seat, to be shown while it is.
    public ReadOnlyStringProperty typed() {
        return finder.typed();
    }

    /// Takes a typed character: `C` goes to row C, `C7` to that seat, `12` to seat 12 of the present row.
    public void type(String character) {
        house.ifPresent(h -> walk.focused().get().flatMap(h::seat).ifPresent(from -> {
            quiet();
            switch (finder.type(h, h.row(from), character)) {
                case SeatTyping.Found.Seat(ShowSeat seat) -> arrive(seat);
                case SeatTyping.Found.InRow(House.Row row) ->
                    House.nearestInRow(row, walk.column(), seat -> true).ifPresent(this::arrive);
                case SeatTyping.Found.Begun() -> {}
                case SeatTyping.Found.Nothing(String text) ->
                    announce(Notice.Kind.INFO, messages.text("find.nothing", "typed", text));
            }
        }));
    }

    /// Forgets what was typed; to be called when the guest has paused.
    public void forgetTyped() {
        finder.forgetTyped();
    }

    private void arrive(ShowSeat seat) {
        walk.to(seat);
        speaker.say(name(seat.id()));
    }

    /// Which seats the guest wants to find.
    public ReadOnlyObjectProperty<SeatFilter> filter() {
        return finder.filter();
    }

    /// Sets the filter and says how many seats match. Where none does, the filter stays as it was.
    public void filter(SeatFilter wanted) {
        quiet();
        long count = house.map(h -> finder.count(h, wanted)).orElse(0L);
        if (count == 0) {
            announce(Notice.Kind.INFO, messages.text("filter.none", "filter", names.filter(wanted)));
            return;
        }
        finder.filter(wanted);
        house.ifPresent(
                h -> walk.focused()
                        .get()
                        .flatMap(h::seat)
                        .filter(seat -> !matches(seat))
                        .flatMap(seat -> h.nearest(seat.x(), seat.y(), this::matches))
                        .ifPresent(walk::to));
        changed();
        speaker.say(messages.text("filter.set", "filter", names.filter(wanted), "count", count));
    }

    /// Goes on to the next filter that matches any seat.
    public void nextFilter() {
        house.ifPresent(h -> filter(finder.next(h)));
    }

    /// Whether a filter matches any seat.
    public boolean occurs(SeatFilter wanted) {
        return house.map(h -> finder.count(h, wanted) > 0).orElse(false);
    }

    /// Whether a seat is one that the guest wants to find; if not, it is dimmed.
    public boolean matches(ShowSeat seat) {
        return finder.matches(seat);
    }

    // What is said

    /// What is to be shown beside the map at the moment.
    public ReadOnlyObjectProperty<Optional<Announcement>> announcement() {
        return announcement.getReadOnlyProperty();
    }

    private void announce(Notice.Kind kind, String text) {
        announcement.set(Optional.of(new Announcement(kind, text)));
        speaker.say(text, kind == Notice.Kind.DANGER ? Speaker.Priority.IMPORTANT : Speaker.Priority.NORMAL);
    }

    private void quiet() {
        announcement.set(Optional.empty());
    }

    private void sayResult(String key, String place) {
        changed();
        String total = total().map(formats::moneyInWords).orElse("");
        speaker.say(messages.text(key, "seat", place, "count", selected().size(), "total", total));
    }

    private void dropTaken() {
        house.ifPresent(h -> {
            List<SeatId> lost = choice.dropTaken(h);
            if (lost.isEmpty()) {
                return;
            }
            List<String> places = lost.stream().flatMap(id -> h.seat(id).stream()).map(names::shortName).toList();
            announce(
                    Notice.Kind.DANGER,
                    messages.text("select.lost", "count", lost.size(), "seats", formats.list(places)));
        });
    }

    private void free(Collection<SeatId> seats) {
        house = house.map(before -> new House(Choice.withFreed(before.map(), seats)));
    }

    private void changed() {
        revision.set(revision.get() + 1);
    }
}
