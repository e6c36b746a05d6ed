package boxoffice.server.seating;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.model.Locks.LockRequest;
import boxoffice.model.Locks.SeatLock;
import boxoffice.model.SeatId;
import boxoffice.model.SeatMap;
import boxoffice.model.SeatMap.ShowSeat;
import boxoffice.model.SeatStatus;
import boxoffice.model.ShowId;
import boxoffice.client.BoxOfficeClient;
import boxoffice.server.storage.Row;
import boxoffice.server.testing.Foyer;
import boxoffice.server.testing.TestBoxOffice;
import boxoffice.server.testing.Wire;
import boxoffice.server.testing.Wire.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// The seat map as it is asked for (SEAT-1).
class SeatMapIT {
    private final TestBoxOffice boxOffice = TestBoxOffice.shared();
    private final Foyer foyer = Foyer.of(boxOffice);
    private final Wire wire = Wire.to(boxOffice.uri());

    @Test
    void whoLocksSeatsSeesThemLockedInTheNextAnswer() {
        ShowId show = foyer.freshShow();
        for (SeatId seat : foyer.seats(show, 5)) {
            BoxOfficeClient guest = foyer.guest();
            SeatMap before = guest.seats(show);
            SeatLock lock = guest.lock(new LockRequest(show, List.of(seat)));

            assertThat(status(guest.seats(show), seat)).isEqualTo(SeatStatus.LOCKED);
            assertThat(guest.seatsUnless(show, before.version())).isPresent();
            guest.release(lock.lockId());
            assertThat(status(guest.seats(show), seat)).isEqualTo(SeatStatus.AVAILABLE);
        }
    }

    @Test
    void sinceAnswersWithWhatChangedAndWithNothingWhenNothingDid() {
        ShowId show = foyer.freshShow();
        List<SeatId> seats = foyer.seats(show, 2);
        String first = foyer.anyone().seats(show).version();
        foyer.guest().lock(new LockRequest(show, seats));

        JsonNode changed = since(show, first);

        assertThat(ids(changed)).containsExactlyElementsOf(seats.stream().map(SeatId::value).toList());
        assertThat(ids(since(show, changed.get("version").asText()))).isEmpty();
    }

    @Test
    void aVersionThatThisServerNeverGaveOutIsAnsweredFromTheDatabase() {
        ShowId show = foyer.freshShow();
        List<SeatId> seats = foyer.seats(show, 2);
        foyer.guest().lock(new LockRequest(show, seats));

        assertThat(ids(since(show, "1-0"))).containsAll(seats.stream().map(SeatId::value).toList());
    }

    @Test
    void aLockThatIsOverComesWithTheChanges() {
        ShowId show = foyer.freshShow();
        List<SeatId> seats = foyer.seats(show, 1);
        SeatLock lock = foyer.guest().lock(new LockRequest(show, seats));
        String locked = foyer.guest().seats(show).version();
        boxOffice.age(lock.lockId(), Duration.ofMinutes(11));
        // Another change, so that the map is read again at once.
        foyer.guest().lock(new LockRequest(show, foyer.seats(show, 4).subList(3, 4)));

        JsonNode changes = since(show, locked);

        assertThat(ids(changes)).contains(seats.getFirst().value());
        assertThat(changes.get("seats").get(0).get("status").asText()).isEqualTo("AVAILABLE");
    }

    @Test
    void aTransactionThatStaysOpenHidesNoChange() {
        ShowId show = foyer.freshShow();
        List<SeatId> seats = foyer.seats(show, 3);
        boxOffice.database().transaction(open -> {
            open.sql("SELECT CAST(pg_current_xact_id() AS text) AS id").list(Row::toString);
            String version = foyer.guest().seats(show).version();
            for (SeatId seat : seats) {
                foyer.guest().lock(new LockRequest(show, List.of(seat)));
                String next = foyer.guest().seats(show).version();
                assertThat(next).isNotEqualTo(version);
                assertThat(ids(since(show, version))).contains(seat.value());
                version = next;
            }
            return version;
        });
    }

    @Test
    void whatIsNoVersionIsRefused() {
        ShowId show = foyer.freshShow();
        for (String wrong : List.of("yesterday", "-1", "5", "1-xyz", "9999999999999999999-0", "1-0-0")) {
            Answer answer = wire.get("/api/v1/shows/" + show + "/seats?since=" + wrong);

            assertThat(answer.status()).as(wrong).isEqualTo(400);
            assertThat(answer.problem().errors()).singleElement()
                    .satisfies(error -> assertThat(error.field()).isEqualTo("since"));
        }
    }

    private JsonNode since(ShowId show, String version) {
        return wire.get("/api/v1/shows/" + show + "/seats?since=" + version).json();
    }

    private static List<String> ids(JsonNode map) {
        return StreamSupport.stream(map.get("seats").spliterator(), false)
                .map(seat -> seat.get("id").asText())
                .toList();
    }

    private static SeatStatus status(SeatMap map, SeatId id) {
        return map.seats()
                .stream()
                .filter(seat -> seat.id().equals(id))
                .map(ShowSeat::status)
                .findFirst()
                .orElseThrow();
    }
}
