package boxoffice.server.seating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import boxoffice.model.Accounts.Session;
import boxoffice.model.SeatId;
import boxoffice.model.SeatMap.ShowSeat;
import boxoffice.model.SeatStatus;
import boxoffice.model.SeatType;
import boxoffice.model.ShowId;
import boxoffice.server.BoxOffice;
import boxoffice.server.testing.Foyer;
import boxoffice.server.testing.TestBoxOffice;
import boxoffice.server.testing.Wire;
import boxoffice.server.testing.Wire.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// One show takes only so much at once, on all nodes together (SEAT-11).
class CeilingIT {
    private final TestBoxOffice boxOffice = TestBoxOffice.shared();
    private final Foyer foyer = Foyer.of(boxOffice);

    @Test
    void aShowTakesSoManySelectionsAndAnotherWhenOneIsGivenBackOrOver() throws Exception {
        ShowId show = foyer.freshShow();
        List<SeatId> seats = seats(show, 14);
        Map<String, String> three = Map.of("seating.ceiling.selections", "3");
        try (BoxOffice one = BoxOffice.start(boxOffice.settings(three));
                BoxOffice two = BoxOffice.start(boxOffice.settings(three))) {
            List<Answer> answers = rush(show, seats.subList(0, 10), List.of(one, two));

            List<Answer> locked = answers.stream().filter(answer -> answer.status() == 200).toList();
            assertThat(locked).hasSize(3);
            assertThat(answers).filteredOn(answer -> answer.status() != 200).hasSize(7).allSatisfy(busy -> {
                assertThat(busy.status()).isEqualTo(429);
                assertThat(busy.problem().code()).isEqualTo("SHOW_BUSY");
                assertThat(busy.retryAfter()).isPresent();
            });
            Guest guest = new Guest(two);
            String taken = locked.getFirst().json().path("seats").path(0).path("id").asText();
            assertThat(guest.lock(show, new SeatId(taken)).problem().code()).isEqualTo("SEAT_UNAVAILABLE");

            Guest fourth = new Guest(one);
            assertThat(fourth.lock(show, seats.get(10)).status()).isEqualTo(429);
            ShowId other = foyer.freshShow();
            assertThat(fourth.lock(other, seats(other, 1).getFirst()).status()).isEqualTo(200);
        }
    }

    @Test
    void aSelectionThatIsGivenBackMakesRoom() {
        ShowId show = foyer.freshShow();
        List<SeatId> seats = seats(show, 3);
        try (BoxOffice node = BoxOffice.start(boxOffice.settings(Map.of("seating.ceiling.selections", "1")))) {
            Guest guest = new Guest(node);
            Answer first = guest.lock(show, seats.get(0));
            assertThat(guest.lock(show, seats.get(1)).status()).isEqualTo(429);

            guest.wire.send("DELETE", "/api/v1/bookings/lock/" + first.json().path("lockId").asText(), "");

            assertThat(guest.lock(show, seats.get(1)).status()).isEqualTo(200);
        }
    }

    @Test
    void aShowTakesSoManySelectionsASecond() throws Exception {
        ShowId show = foyer.freshShow();
        List<SeatId> seats = seats(show, 9);
        try (BoxOffice node = BoxOffice.start(boxOffice.settings(Map.of("seating.ceiling.selectionrate", "2")))) {
            List<Answer> answers = rush(show, seats.subList(0, 8), List.of(node));

            assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSizeBetween(2, 7);
            assertThat(answers).filteredOn(answer -> answer.status() == 429)
                    .isNotEmpty()
                    .allSatisfy(busy -> assertThat(busy.retryAfter()).contains("1"));
            await().atMost(Duration.ofSeconds(5)).until(() -> new Guest(node).lock(show, seats.get(8)).status() == 200);
        }
    }

    @Test
    void aShowTakesSoManyBookingsASecondAndTheWishCanBeRepeated() throws Exception {
        ShowId show = foyer.freshShow();
        List<SeatId> seats = seats(show, 6);
        try (BoxOffice node = BoxOffice.start(boxOffice.settings(Map.of("seating.ceiling.bookingrate", "1")));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Guest> guests = new ArrayList<>();
            List<String> locks = new ArrayList<>();
            for (SeatId seat : seats) {
                Guest guest = new Guest(node);
                guests.add(guest);
                locks.add(guest.lock(show, seat).json().path("lockId").asText());
            }
            List<Future<Answer>> asked = new ArrayList<>();
            for (int i = 0; i < guests.size(); i++) {
                Guest guest = guests.get(i);
                String lock = locks.get(i);
                asked.add(threads.submit(() -> guest.book(lock)));
            }
            int busy = -1;
            for (int i = 0; i < asked.size(); i++) {
                Answer answer = asked.get(i).get();
                if (answer.status() == 429) {
                    assertThat(answer.problem().code()).isEqualTo("SHOW_BUSY");
                    assertThat(answer.retryAfter()).contains("1");
                    busy = i;
                } else {
                    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
                }
            }
            assertThat(busy).as("a booking that was too fast").isNotNegative();
            Guest again = guests.get(busy);
            String lock = locks.get(busy);
            await().atMost(Duration.ofSeconds(10)).until(() -> again.book(lock).status() == 201);
        }
    }

    /// Each seat is wanted by a guest of its own, all at once.
    private List<Answer> rush(ShowId show, List<SeatId> seats, List<BoxOffice> nodes) throws Exception {
        List<Future<Answer>> asked = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < seats.size(); i++) {
                Guest guest = new Guest(nodes.get(i % nodes.size()));
                SeatId seat = seats.get(i);
                asked.add(threads.submit(() -> guest.lock(show, seat)));
            }
        }
        List<Answer> answers = new ArrayList<>();
        for (Future<Answer> answer : asked) {
            answers.add(answer.get());
        }
        return answers;
    }

    private List<SeatId> seats(ShowId show, int count) {
        return foyer.anyone()
                .seats(show)
                .seats()
                .stream()
                .filter(seat -> seat.status() == SeatStatus.AVAILABLE && seat.type() == SeatType.REGULAR)
                .map(ShowSeat::id)
                .limit(count)
                .toList();
    }

    /// A guest at one node.
    private final class Guest {
        private final Wire wire;
        private final UUID key = UUID.randomUUID();

        Guest(BoxOffice node) {
            Session session = foyer.anyone().guest();
            this.wire = Wire.to(node.uri()).as(session.accessToken());
        }

        Answer lock(ShowId show, SeatId seat) {
            return wire.post(
                    "/api/v1/bookings/lock", "{\"showId\":\"%s\",\"seatIds\":[\"%s\"]}".formatted(show, seat));
        }

        /// The same wish each time.
        Answer book(String lock) {
            return wire.post(
                    "/api/v1/bookings",
                    "{\"lockId\":\"%s\",\"paymentMethod\":\"CARD\"}".formatted(lock),
                    "Idempotency-Key",
                    key.toString());
        }
    }
}
