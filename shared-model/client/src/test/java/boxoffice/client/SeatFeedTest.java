package boxoffice.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import boxoffice.client.Server.Answer;
import boxoffice.model.SeatMap;
import boxoffice.model.ShowId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SeatFeedTest {
    private static final ShowId SHOW = ShowId.of("01890a5d-ac96-774b-bcce-b302099a8057");
    private static final ShowId OTHER = ShowId.of("01890a5d-ac96-774b-bcce-b302099a8058");
    private static final String SEATS = "GET /api/v1/shows/" + SHOW + "/seats";
    private static final Duration OFTEN = Duration.ofMillis(5);

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private Server server;
    private volatile String version = "1";
    private volatile boolean down;

    @BeforeEach
    void start() throws IOException {
        server = Server.start();
        server.on(SEATS, asked -> down ? Answer.of(503, "") : map(asked));
        server.on("GET /api/v1/shows/" + OTHER + "/seats", this::map);
    }

    private Answer map(Server.Asked asked) {
        return asked.header("If-none-match").equals('"' + version + '"')
                ? Answer.of(304, "")
                : new Answer(
                        200, """
                                {"showId":"%s","version":"%s","currency":"EUR","seats":[],
                                 "layout":{"rows":1,"cols":1,"width":1,"height":1,"screenName":"x","sections":[]}}"""
                                .formatted(SHOW, version), Map.of("ETag", '"' + version + '"'));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aMapIsToldOnceAndAgainWhenItHasChanged() {
        try (SeatFeed feed = open()) {
            assertThat(feed).isNotNull();
            await().until(() -> server.asked(SEATS).size() > 3);
            assertThat(heard).containsExactly("changed 1");

            version = "2";

            await().until(() -> heard.size() > 1);
            assertThat(heard).containsExactly("changed 1", "changed 2");
        }
    }

    @Test
    void aLostServerIsToldOnceAndSoIsItsReturn() {
        try (SeatFeed feed = open()) {
            assertThat(feed).isNotNull();
            await().until(() -> heard.contains("changed 1"));
            down = true;
            await().until(() -> heard.contains("lost"));
            int asked = server.asked(SEATS).size();
            await().until(() -> server.asked(SEATS).size() > asked + 2);

            down = false;

            await().until(() -> heard.contains("restored"));
            assertThat(heard).containsExactly("changed 1", "lost", "restored");
        }
    }

    @Test
    void aChangeMissedWhileLostIsToldInsteadOfTheReturn() {
        try (SeatFeed feed = open()) {
            assertThat(feed).isNotNull();
            await().until(() -> heard.contains("changed 1"));
            down = true;
            await().until(() -> heard.contains("lost"));
            version = "2";

            down = false;

            await().until(() -> heard.contains("changed 2"));
            assertThat(heard).containsExactly("changed 1", "lost", "changed 2");
        }
    }

    @Test
    void aServerThatIsDownFromTheBeginningIsWaitedFor() {
        down = true;
        try (SeatFeed feed = open()) {
            assertThat(feed).isNotNull();
            await().until(() -> heard.contains("lost"));

            down = false;

            await().until(() -> heard.contains("changed 1"));
            assertThat(heard).containsExactly("lost", "changed 1");
        }
    }

    @Test
    void aListenerThatFailsDoesNotEndTheFeed() {
        try (SeatFeed feed = SeatFeed.open(BoxOfficeClient.at(server.uri()), SHOW, OFTEN, seats -> {
            heard.add("changed " + seats.version());
            if (seats.version().equals("1")) {
                throw new IllegalStateException("a view that cannot draw this");
            }
        })) {
            assertThat(feed).isNotNull();
            await().until(() -> heard.contains("changed 1"));

            version = "2";

            await().until(() -> heard.contains("changed 2"));
        }
    }

    @Test
    void whoClosesItHearsNothingMoreAndNothingMoreIsAsked() {
        SeatFeed feed = open();
        await().until(() -> heard.contains("changed 1"));

        feed.close();
        feed.close();
        version = "2";

        // Another feed asks ten times; this one would have, too. One question may have been under way.
        String others = "GET /api/v1/shows/" + OTHER + "/seats";
        int asked = server.asked(SEATS).size();
        try (SeatFeed other = SeatFeed.open(BoxOfficeClient.at(server.uri()), OTHER, OFTEN, seats -> {})) {
            assertThat(other).isNotNull();
            await().until(() -> server.asked(others).size() > 10);
        }
        assertThat(server.asked(SEATS).size()).isLessThanOrEqualTo(asked + 1);
        assertThat(heard).containsExactly("changed 1");
    }

    private SeatFeed open() {
        return SeatFeed.open(BoxOfficeClient.at(server.uri()), SHOW, OFTEN, new SeatFeed.Listener() {
            @Override
            public void changed(SeatMap seats) {
                heard.add("changed " + seats.version());
            }

            @Override
            public void lost(BoxOfficeException why) {
                heard.add("lost");
            }

            @Override
            public void restored() {
                heard.add("restored");
            }
        });
    }
}
