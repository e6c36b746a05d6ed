package boxoffice.fx.seatmap;

import boxoffice.fx.Formats;
import boxoffice.fx.Messages;
import boxoffice.model.Money;
import boxoffice.model.SeatFeature;
import boxoffice.model.SeatId;
import boxoffice.model.SeatMap.ShowSeat;
import boxoffice.model.SeatPlan.SectionName;
import boxoffice.model.SeatStatus;
import boxoffice.model.SeatType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// What seats are called and what is said on the way between them (A11Y-2).
final class SeatNames {
    private final Messages messages;
    private final Formats formats;

    SeatNames(Messages messages, Formats formats) {
        this.messages = messages;
        this.formats = formats;
    }

    /// As printed on the seat: `C7`.
    String shortName(ShowSeat seat) {
        return messages.text("seat.short", "row", seat.row(), "number", seat.number());
    }

    /// Where it is: `Row C, seat 7`, after the section's name where there are several.
    String place(House house, ShowSeat seat) {
        List<SectionName> sections = house.map().layout().sections();
        String section = sections.stream()
                .filter(s -> s.id().equals(seat.section()))
                .map(SectionName::name)
                .findFirst()
                .orElse("");
        boolean bay = seat.type() == SeatType.WHEELCHAIR;
        if (sections.size() > 1 && !section.isEmpty()) {
            return messages.text(
                    bay ? "seat.place.section.bay" : "seat.place.section",
                    "section",
                    section,
                    "row",
                    seat.row(),
                    "number",
                    seat.number());
        }
        return messages.text(bay ? "seat.place.bay" : "seat.place", "row", seat.row(), "number", seat.number());
    }

    /// Everything that is to be known of a seat, in the order in which it helps to decide.
    ///
    /// @param look what a seat is for the guest, also asked for the neighbours
    String name(House house, ShowSeat seat, Function<ShowSeat, SeatLook> look) {
        List<String> parts = new ArrayList<>();
        parts.add(place(house, seat));
        SeatLook its = look.apply(seat);
        parts.add(status(its));
        parts.add(type(seat.type()));
        if (its == SeatLook.AVAILABLE || its == SeatLook.SELECTED) {
            parts.add(formats.moneyInWords(price(house, seat)));
        }
        addFeatures(seat, parts);
        addCompanions(house, seat, parts);
        house.neighbour(seat, -1).ifPresent(left -> parts.add(neighbour("seat.left", left, look.apply(left))));
        house.neighbour(seat, 1).ifPresent(right -> parts.add(neighbour("seat.right", right, look.apply(right))));
        return join(parts);
    }

    String status(SeatLook look) {
        return messages.text(switch (look) {
            case AVAILABLE -> "seat.status.available";
            case SELECTED -> "seat.status.selected";
            case HELD -> "seat.status.held";
            case BOOKED -> "seat.status.booked";
            case BLOCKED -> "seat.status.blocked";
        });
    }

    String type(SeatType type) {
        return messages.text(switch (type) {
            case REGULAR -> "seat.type.regular";
            case PREMIUM -> "seat.type.premium";
            case VIP -> "seat.type.vip";
            case WHEELCHAIR -> "seat.type.wheelchair";
            case COMPANION -> "seat.type.companion";
        });
    }

    String filter(SeatFilter filter) {
        return messages.text(switch (filter) {
            case ALL -> "filter.all";
            case AVAILABLE -> "filter.available";
            case PREMIUM -> "filter.premium";
            case WHEELCHAIR -> "filter.wheelchair";
        });
    }

    /// How much is free, in one sentence.
    String summary(House house) {
        long free = house.map().seats().stream().filter(seat -> seat.status() == SeatStatus.AVAILABLE).count();
        return messages.text("map.summary", "free", free, "all", house.map().seats().size());
    }

    /// What lay between a seat and the one before, and then the seat.
    String crossing(House.Step step, String seat) {
        if (step.skipped() > 0) {
            return messages.text("move.skipped", "count", step.skipped(), "seat", seat);
        }
        return step.aisle() ? messages.text("move.aisle", "seat", seat) : seat;
    }

    /// That there is nothing more in a direction.
    String edge(ShowSeat from, Move move, SeatFilter filter) {
        if (filter != SeatFilter.ALL) {
            return messages.text("move.edge.filtered", "filter", filter(filter));
        }
        return switch (move) {
            case LEFT, ROW_START -> messages.text("move.edge.left", "row", from.row());
            case RIGHT, ROW_END -> messages.text("move.edge.right", "row", from.row());
            case UP, PAGE_UP, PLAN_START -> messages.text("move.edge.front", "row", from.row());
            case DOWN, PAGE_DOWN, PLAN_END -> messages.text("move.edge.back", "row", from.row());
        };
    }

    static Money price(House house, ShowSeat seat) {
        return Money.of(seat.price(), Money.currency(house.map().currency()));
    }

    /// Says one thing after another.
    String join(List<String> parts) {
        return parts.stream()
                .reduce((first, rest) -> messages.text("seat.join", "first", first, "rest", rest))
                .orElse("");
    }

    private void addFeatures(ShowSeat seat, List<String> parts) {
        for (SeatFeature feature : SeatFeature.values()) {
            if (seat.features().contains(feature)) {
                parts.add(messages.text(switch (feature) {
                    case AISLE -> "seat.feature.aisle";
                    case STEP_FREE -> "seat.feature.step-free";
                    case RESTRICTED_VIEW -> "seat.feature.restricted-view";
                    case HEARING_LOOP -> "seat.feature.hearing-loop";
                    case LIFT_UP_ARMREST -> "seat.feature.lift-up-armrest";
                }));
            }
        }
    }

    private void addCompanions(House house, ShowSeat seat, List<String> parts) {
        SeatId bay = seat.companionOf();
        if (bay != null) {
            house.seat(bay)
                    .ifPresent(
                            wheelchair -> parts.add(messages.text("seat.companion-of", "seat", shortName(wheelchair))));
        }
        List<String> companions = house.map()
                .seats()
                .stream()
                .filter(other -> seat.id().equals(other.companionOf()))
                .map(this::shortName)
                .toList();
        if (!companions.isEmpty()) {
            parts.add(
                    messages.text(
                            "seat.companions", "count", companions.size(), "seats", formats.list(companions)));
        }
    }

    private String neighbour(String key, ShowSeat seat, SeatLook look) {
        return messages.text(key, "seat", shortName(seat), "status", status(look));
    }
}
