package boxoffice.server.seating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import boxoffice.client.BoxOfficeException.Refused;
import boxoffice.model.Locks.LockRequest;
import boxoffice.model.SeatId;
import boxoffice.model.ShowId;
import boxoffice.server.catalog.StrandRule;
import boxoffice.server.testing.Foyer;
import boxoffice.server.testing.TestBoxOffice;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Selections that leave a single seat behind, in houses that mind and in those that do not (SEAT-10).
class StrandedSeatIT {
    private final TestBoxOffice boxOffice = TestBoxOffice.shared();
    private final Foyer foyer = Foyer.of(boxOffice);
    private final ShowId show = foyer.freshShow();

    @AfterEach
    void asBefore() {
        rule(StrandRule.LENIENT);
    }

    @Test
    void aStrictHouseRefusesASelectionThatLeavesASeatOnItsOwn() {
        rule(StrandRule.STRICT);
        List<SeatId> row = foyer.seats(show, 5);

        Refused refused = catchThrowableOfType(
                Refused.class, () -> foyer.guest().lock(new LockRequest(show, row.subList(1, 3))));

        assertThat(refused.problem().code()).isEqualTo("STRANDS_SEAT");
        assertThat(refused.problem().status()).isEqualTo(409);
        assertThat(refused.problem().more().get("strandedSeats")).isEqualTo(List.of(row.getFirst().value()));
        List<?> offered = (List<?>) refused.problem().more().get("alternativeSeats");
        assertThat(offered).hasSize(2);
        List<SeatId> instead = offered.stream().map(seat -> new SeatId((String) seat)).toList();
        assertThat(foyer.guest().lock(new LockRequest(show, instead)).seats()).hasSize(2);
    }

    @Test
    void aLenientHouseLetsGuestsChooseAsTheyLike() {
        List<SeatId> row = foyer.seats(show, 5);

        assertThat(foyer.guest().lock(new LockRequest(show, row.subList(1, 3))).seats()).hasSize(2);
    }

    private void rule(StrandRule rule) {
        boxOffice.database()
                .sql("""
                        UPDATE theaters t
                           SET stranded_seats = :rule
                          FROM screens sc, shows s
                         WHERE sc.theater_id = t.id
                           AND s.screen_id = sc.id
                           AND s.id = :show""")
                .with("rule", rule)
                .with("show", show)
                .update();
    }
}
