package boxoffice.fx.seatmap;

import static boxoffice.fx.seatmap.Houses.id;
import static boxoffice.fx.seatmap.Houses.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boxoffice.fx.Formats;
import boxoffice.fx.Speaker;
import boxoffice.fx.seatmap.SeatMapModel.Toggle;
import boxoffice.fx.testing.RecordingSpeaker;
import boxoffice.model.Money;
import boxoffice.model.SeatId;
import boxoffice.model.SeatMap;
import boxoffice.model.SeatStatus;
import boxoffice.model.ShowId;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SeatMapModelTest {
    private static final Formats ENGLISH = Formats.of(Locale.US);

    private final RecordingSpeaker speaker = new RecordingSpeaker();
    private SeatMapModel model = new SeatMapModel(ENGLISH, 4, speaker);
    private final SeatMap small = Houses.small();

    @BeforeEach
    void show() {
        model.show(small);
    }

    private String focus() {
        return model.focused().get().map(SeatId::value).orElse("nowhere");
    }

    private void focus(String seat) {
        model.focus(id(seat));
    }

    @Nested
    class Names {
        @Test
        void aNameSaysAllThatHelpsToDecide() {
            assertThat(model.name(id("A2"))).isEqualTo(
                    "Row A, seat 2, available, regular seat, 12.00 euros, left: A1 available, right: A3 available");
        }

        @Test
        void theNamesOfTakenSeatsHaveNoPrice() {
            assertThat(model.name(id("B2"))).isEqualTo(
                    "Row B, seat 2, booked, regular seat, left: B1 available, right: B3 available");
        }

        @Test
        void anAisleEndsTheNeighbourhood() {
            assertThat(model.name(id("A3"))).isEqualTo(
                    "Row A, seat 3, available, regular seat, 12.00 euros, on the aisle, left: A2 available");
        }

        @Test
        void wheelchairSpacesAndTheirCompanionsNameEachOther() {
            assertThat(model.name(id("C5"))).isEqualTo(
                    "Row C, space 5, available, wheelchair space, 12.00 euros, step-free, companion seat C4, "
                            + "left: C4 available, right: C6 available");
            assertThat(model.name(id("C4"))).isEqualTo(
                    "Row C, seat 4, available, companion seat, 12.00 euros, on the aisle, step-free, "
                            + "goes with wheelchair space C5, right: C5 available");
        }

        @Test
        void theSectionIsNamedWhereThereAreSeveral() {
            model.show(Houses.arena());
            assertThat(model.name(id("SLA2"))).startsWith("Side stalls left, row SLA, seat 2, available");
        }

        @Test
        void aSelectedSeatSaysSo() {
            model.toggle(id("A2"));
            assertThat(model.name(id("A2"))).contains(", selected,");
            assertThat(model.name(id("A1"))).contains("right: A2 selected");
        }
    }

    @Nested
    class Moving {
        @Test
        void theFocusBeginsAtTheFirstSeatOfTheFirstRow() {
            assertThat(focus()).isEqualTo("A1");
        }

        @Test
        void comingToTheMapExplainsItOnce() {
            model.enter();
            assertThat(speaker.last()).startsWith("Seat map. 18 of 19 seats are available. Arrow keys move")
                    .contains("Row A, seat 1");
            model.enter();
            assertThat(speaker.last()).startsWith("Row A, seat 1");
        }

        @Test
        void arrowsMoveAlongTheRowAndSayTheAisle() {
            focus("A2");
            model.move(Move.RIGHT);
            assertThat(speaker.last()).startsWith("Row A, seat 3,");
            model.move(Move.RIGHT);
            assertThat(speaker.last()).startsWith("Across the aisle. Row A, seat 4,");
            model.move(Move.LEFT);
            assertThat(speaker.last()).startsWith("Across the aisle. Row A, seat 3,");
        }

        @Test
        void atTheEndOfARowItSaysSoAndStays() {
            model.move(Move.LEFT);
            assertThat(speaker.said()).containsExactly("Left end of row A");
            assertThat(focus()).isEqualTo("A1");
            focus("A6");
            model.move(Move.RIGHT);
            assertThat(speaker.last()).isEqualTo("Right end of row A");
        }

        @Test
        void upAndDownKeepTheColumn() {
            focus("A3"); // x = 2
            model.move(Move.DOWN);
            assertThat(focus()).isEqualTo("B3");
            model.move(Move.DOWN);
            assertThat(focus()).isEqualTo("C3");
            model.move(Move.DOWN);
            assertThat(speaker.last()).isEqualTo("Row C is the last row here");
            model.move(Move.UP);
            model.move(Move.UP);
            assertThat(focus()).isEqualTo("A3");
            model.move(Move.UP);
            assertThat(speaker.last()).isEqualTo("Row A is the first row here");
        }

        @Test
        void aGapInTheNextRowLeadsToTheNearestSeatThereAndBack() {
            focus("B4"); // x = 3, above the gap of row C
            model.move(Move.DOWN);
            assertThat(focus()).isIn("C3", "C4");
            model.move(Move.UP);
            assertThat(focus()).isEqualTo("B4");
        }

        @Test
        void homeAndEndGoToTheEndsOfTheRowAndOfThePlan() {
            focus("B3");
            model.move(Move.ROW_END);
            assertThat(focus()).isEqualTo("B7");
            model.move(Move.ROW_START);
            assertThat(focus()).isEqualTo("B1");
            model.move(Move.PLAN_END);
            assertThat(focus()).isEqualTo("C6");
            model.move(Move.PLAN_START);
            assertThat(focus()).isEqualTo("A1");
        }

        @Test
        void pagesAreFiveRows() {
            model.show(Houses.arena());
            focus("C10");
            model.move(Move.PAGE_DOWN);
            assertThat(focus()).isEqualTo("H10");
            model.move(Move.PAGE_UP);
            model.move(Move.PAGE_UP);
            assertThat(focus()).startsWith("A");
        }

        @Test
        void arrowsCrossFromASectionToTheOneBesideIt() {
            model.show(Houses.arena());
            focus("SLC4");
            model.move(Move.RIGHT);
            assertThat(speaker.last()).startsWith("Across the aisle. Floor, row");
            model.move(Move.LEFT);
            assertThat(focus()).startsWith("SL");
        }

        @Test
        void everySeatCanBeReachedByArrows() {
            for (SeatMap map : List.of(Houses.small(), Houses.cinema(), Houses.arena(), Houses.field(600))) {
                model = new SeatMapModel(ENGLISH, Speaker.silent());
                model.show(map);
                House house = new House(map);
                Set<SeatId> reached = new HashSet<>();
                List<SeatId> open = new java.util.ArrayList<>(List.of(map.seats().getFirst().id()));
                while (!open.isEmpty()) {
                    SeatId at = open.removeLast();
                    if (reached.add(at)) {
                        var from = house.seat(at).orElseThrow();
                        house.sideways(from, -1, s -> true).ifPresent(step -> open.add(step.seat().id()));
                        house.sideways(from, 1, s -> true).ifPresent(step -> open.add(step.seat().id()));
                        house.ahead(from, -1, from.x(), s -> true).ifPresent(step -> open.add(step.seat().id()));
                        house.ahead(from, 1, from.x(), s -> true).ifPresent(step -> open.add(step.seat().id()));
                    }
                }
                assertThat(reached).hasSize(map.seats().size());
            }
        }
    }

    @Nested
    class Finding {
        @Test
        void typingARowAndANumberGoesThere() {
            model.type("c");
            assertThat(focus()).isEqualTo("C1");
            assertThat(model.typed().get()).isEqualTo("C");
            model.type("6");
            assertThat(focus()).isEqualTo("C6");
            assertThat(model.typed().get()).isEqualTo("C6");
            assertThat(speaker.last()).startsWith("Row C, seat 6,");
        }

        @Test
        void aLongerNumberCorrectsAShorterOne() {
            model.show(Houses.cinema());
            model.type("D");
            model.type("1");
            assertThat(focus()).isEqualTo("D1");
            model.type("2");
            assertThat(focus()).isEqualTo("D12");
        }

        @Test
        void aBareNumberIsASeatOfTheSameRow() {
            focus("B1");
            model.type("6");
            assertThat(focus()).isEqualTo("B6");
        }

        @Test
        void whatIsNotThereIsSaidAndShown() {
            model.type("C");
            model.type("9");
            assertThat(speaker.last()).isEqualTo("There is no seat C9 here");
            assertThat(model.announcement().get()).hasValueSatisfying(
                    shown -> assertThat(shown.text()).isEqualTo("There is no seat C9 here"));
            model.type("A");
            assertThat(focus()).isEqualTo("A1");
            assertThat(model.announcement().get()).isEmpty();
        }

        @Test
        void afterAPauseTypingBeginsAnew() {
            model.type("B");
            model.forgetTyped();
            assertThat(model.typed().get()).isEmpty();
            model.type("C");
            assertThat(focus()).isEqualTo("C1");
        }

        @Test
        void aFilterIsSaidAndArrowsSkipTheRest() {
            focus("B1");
            model.filter(SeatFilter.AVAILABLE);
            assertThat(speaker.last()).isEqualTo("Available: 18 seats");
            model.move(Move.RIGHT);
            assertThat(speaker.last()).startsWith("1 seat passed over. Row B, seat 3,");
        }

        @Test
        void aFilterBringsTheFocusToASeatThatMatches() {
            focus("A5");
            model.filter(SeatFilter.WHEELCHAIR);
            assertThat(focus()).isIn("C4", "C5");
            model.move(Move.UP);
            assertThat(speaker.last()).isEqualTo("No more in this direction. Shown: Wheelchair");
        }

        @Test
        void aFilterWithoutAMatchIsRefused() {
            model.show(with(small, seat -> seat.row().equals("C") ? SeatStatus.BOOKED : seat.status()));
            model.filter(SeatFilter.PREMIUM);
            assertThat(speaker.last()).isEqualTo("None left: Premium");
            assertThat(model.filter().get()).isEqualTo(SeatFilter.ALL);
        }

        @Test
        void filtersFollowEachOtherAndThoseWithoutAMatchAreLeftOut() {
            model.show(with(small, seat -> seat.row().equals("C") ? SeatStatus.BOOKED : seat.status()));
            model.nextFilter();
            assertThat(model.filter().get()).isEqualTo(SeatFilter.AVAILABLE);
            model.nextFilter();
            assertThat(model.filter().get()).isEqualTo(SeatFilter.ALL);
        }
    }

    @Nested
    class Choosing {
        @Test
        void aSeatIsChosenAndGivenBackWithCountAndTotal() {
            assertThat(model.toggle(id("A2"))).isEqualTo(Toggle.SELECTED);
            assertThat(model.toggle(id("C1"))).isEqualTo(Toggle.SELECTED);
            assertThat(model.selected()).containsExactly(id("A2"), id("C1"));
            assertThat(model.total()).contains(Money.of(new BigDecimal("27.50"), Money.currency("EUR")));
            assertThat(model.toggle(id("A2"))).isEqualTo(Toggle.REMOVED);
            assertThat(model.toggle(id("C1"))).isEqualTo(Toggle.REMOVED);
            assertThat(speaker.said()).containsExactly(
                    "Row A, seat 2, selected. 1 seat, 12.00 euros",
                    "Row C, seat 1, selected. 2 seats, 27.50 euros",
                    "Row A, seat 2, given back. 1 seat, 15.50 euros",
                    "Row C, seat 1, given back. No seats selected");
        }

        @Test
        void aTakenSeatIsRefusedWithTheReason() {
            assertThat(model.toggle(id("B2"))).isEqualTo(Toggle.TAKEN);
            assertThat(speaker.last()).isEqualTo("Row B, seat 2, cannot be chosen: booked");
            assertThat(model.announcement().get()).isPresent();
            assertThat(model.selected()).isEmpty();
            model.show(with(small, "A1", SeatStatus.LOCKED));
            model.toggle(id("A1"));
            assertThat(speaker.last()).isEqualTo("Row A, seat 1, cannot be chosen: held by another guest");
        }

        @Test
        void moreSeatsThanAllowedAreRefused() {
            List.of("A1", "A2", "A3", "C4").forEach(seat -> model.toggle(id(seat)));
            assertThat(model.toggle(id("C5"))).isEqualTo(Toggle.FULL);
            assertThat(speaker.last())
                    .isEqualTo("You can choose 4 seats at most. Give one back to choose another one.");
            assertThat(model.selected()).hasSize(4);
        }

        @Test
        void tenSeatsAreTheLimitUnlessToldOtherwise() {
            model = new SeatMapModel(ENGLISH, speaker);
            model.show(small);
            model.select(small.seats().stream().map(SeatMap.ShowSeat::id).toList());
            assertThat(model.selected()).hasSize(10).doesNotContain(id("B2"));
        }

        @Test
        void escapeGivesEverythingBack() {
            model.toggle(id("A1"));
            model.clear();
            assertThat(model.selected()).isEmpty();
            assertThat(speaker.last()).isEqualTo("No seats selected");
        }

        @Test
        void aMapToLookAtChoosesNothing() {
            model = SeatMapModel.viewOnly(ENGLISH, speaker);
            model.show(small);
            assertThat(model.toggle(id("A1"))).isEqualTo(Toggle.VIEW_ONLY);
            assertThat(model.selected()).isEmpty();
            assertThat(speaker.last()).startsWith("Row A, seat 1, available");
        }

        @Test
        void theSelectionCannotBeChangedFromOutside() {
            assertThatThrownBy(() -> model.selected().add(id("A1"))).isInstanceOf(UnsupportedOperationException.class);
        }
    }

    @Nested
    class LiveUpdates {
        @Test
        void focusSelectionAndFilterStay() {
            model.toggle(id("A1"));
            focus("B3");
            model.filter(SeatFilter.AVAILABLE);
            model.show(with(small, "C6", SeatStatus.BOOKED));
            assertThat(focus()).isEqualTo("B3");
            assertThat(model.selected()).containsExactly(id("A1"));
            assertThat(model.filter().get()).isEqualTo(SeatFilter.AVAILABLE);
        }

        @Test
        void aChosenSeatThatSomebodyElseTookIsDroppedAndSaid() {
            model.toggle(id("A1"));
            model.toggle(id("A2"));
            model.show(with(small, "A1", SeatStatus.LOCKED));
            assertThat(model.selected()).containsExactly(id("A2"));
            assertThat(speaker.spoken().getLast()).isEqualTo(
                    new RecordingSpeaker.Spoken(
                            "Seat A1 has just been taken by another guest. Please choose another one.",
                            Speaker.Priority.IMPORTANT));
            assertThat(model.announcement().get()).isPresent();
        }

        @Test
        void ownSeatsStaySelectedAlthoughTheServerCallsThemLocked() {
            model.toggle(id("A1"));
            model.toggle(id("A2"));
            model.own(List.of(id("A1"), id("A2")));
            SeatMap locked = with(with(small, "A1", SeatStatus.LOCKED), "A2", SeatStatus.LOCKED);
            speaker.clear();
            model.show(locked);
            assertThat(model.selected()).containsExactly(id("A1"), id("A2"));
            assertThat(model.name(id("A1"))).contains("selected");
            assertThat(speaker.said()).isEmpty();
        }

        @Test
        void ownSeatsAreSelectedWithoutHavingBeenChosenHere() {
            model.show(with(small, "A1", SeatStatus.LOCKED));
            model.own(List.of(id("A1")));
            assertThat(model.selected()).containsExactly(id("A1"));
        }

        @Test
        void whileALockIsAskedForALockedSeatIsNotLost() {
            model.toggle(id("A1"));
            model.claiming(true);
            speaker.clear();
            model.show(with(small, "A1", SeatStatus.LOCKED));
            assertThat(model.selected()).containsExactly(id("A1"));
            model.own(List.of(id("A1")));
            assertThat(model.selected()).containsExactly(id("A1"));
            assertThat(speaker.said()).isEmpty();
        }

        @Test
        void aLockThatFailedShowsWhoWasFaster() {
            model.toggle(id("A1"));
            model.claiming(true);
            model.show(with(small, "A1", SeatStatus.LOCKED));
            model.claiming(false);
            assertThat(model.selected()).isEmpty();
            assertThat(speaker.last()).startsWith("Seat A1 has just been taken");
        }

        @Test
        void seatsGivenBackStayChosenAndAreFreeAtOnce() {
            model.own(List.of(id("A1")));
            model.show(with(small, "A1", SeatStatus.LOCKED));
            model.own(List.of());
            assertThat(model.selected()).containsExactly(id("A1"));
            assertThat(model.toggle(id("A1"))).isEqualTo(Toggle.REMOVED);
            assertThat(model.toggle(id("A1"))).isEqualTo(Toggle.SELECTED);
        }

        @Test
        void anotherShowBeginsAnew() {
            model.toggle(id("A1"));
            focus("C3");
            SeatMap other = new SeatMap(
                    new ShowId(UUID.randomUUID()), small.layout(), small.version(), small.currency(), small.seats());
            model.show(other);
            assertThat(model.selected()).isEmpty();
            assertThat(focus()).isEqualTo("A1");
        }

        @Test
        void everyChangeCountsTheRevisionUp() {
            int before = model.revision().get();
            model.show(with(small, "A1", SeatStatus.BOOKED));
            model.toggle(id("A2"));
            assertThat(model.revision().get()).isEqualTo(before + 2);
        }
    }
}
