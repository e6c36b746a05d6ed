package boxoffice.admin.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.model.Json;
import boxoffice.model.Problem;
import boxoffice.model.ProblemCode;
import boxoffice.model.Theaters.Conflict;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;

class OverlapTest {
    @Test
    void conflictsAndProposalAreReadFromTheWire() throws JsonProcessingException {
        Problem problem = Json.lenient().readValue("""
                {"type": "/problems/show-overlaps", "title": "The screen is taken at that time", "status": 409,
                 "code": "SHOW_OVERLAPS", "detail": "Saal 1 is taken.",
                 "conflicts": [{"showId": "01890a5d-ac96-774b-bcce-b302099a8057", "title": "Metropolis",
                                "starts": "2026-11-20T17:15:00+01:00", "cleared": "2026-11-20T20:23:00+01:00"}],
                 "nearestStart": "2026-11-20T20:25"}""", Problem.class);
        Overlap overlap = Overlap.of(problem);
        assertThat(overlap.conflicts()).extracting(Conflict::title).containsExactly("Metropolis");
        assertThat(overlap.conflicts().getFirst().cleared()).isEqualTo("2026-11-20T20:23:00+01:00");
        assertThat(overlap.nearestStart()).contains(LocalDateTime.of(2026, 11, 20, 20, 25));
    }

    @Test
    void aRefusalWithoutProposalIsOneToo() {
        Overlap overlap = Overlap.of(Problem.of(ProblemCode.SHOW_OVERLAPS, "Taken."));
        assertThat(overlap.conflicts()).isEmpty();
        assertThat(overlap.nearestStart()).isEmpty();
    }
}
