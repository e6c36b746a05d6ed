package boxoffice.server.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RelayTest {
    @Test
    void noRoundHasTwoEventsOfOneKeyAndEachKeyKeepsItsOrder() {
        UUID a = UUID.randomUUID();
        UUID b = UUID.randomUUID();
        List<Event> events = List.of(event(1, a), event(2, a), event(3, b), event(4, a), event(5, b));

        assertThat(Relay.rounds(events).stream().map(round -> round.stream().map(Event::id).toList()))
                .containsExactly(List.of(1L, 3L), List.of(2L, 5L), List.of(4L));
        assertThat(Relay.rounds(List.of())).isEmpty();
    }

    private static Event event(long id, UUID key) {
        return new Event(id, "test.event", key, NullNode.getInstance(), Instant.EPOCH);
    }
}
