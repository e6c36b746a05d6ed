package boxoffice.load;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.percent;
import static io.gatling.javaapi.core.CoreDsl.randomSwitch;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/// What one guest does: looks at a show, takes two seats side by side, thinks, and goes on to pay or gives them back.
///
/// Being refused because somebody was quicker is no error: that is what the answer 409 is for.
final class Guest {
    private static final String SEATS = "free seats";

    private Guest() {}

    /// Signs in as a walk-in.
    static ChainBuilder signIn() {
        return exec(
                http("sign in").post("/api/v1/auth/guest")
                        .body(StringBody("{}"))
                        .check(status().is(201), jsonPath("$.accessToken").saveAs("token")));
    }

    /// From the seat map to a payment, or back; `show` is in the session.
    ///
    /// @param seats how many to take
    static ChainBuilder visit(int seats) {
        return exec(
                http("seat map").get("/api/v1/shows/#{show}/seats")
                        .check(
                                status().is(200),
                                jsonPath("$.seats[?(@.status=='AVAILABLE')].id").findAll().optional().saveAs(SEATS)))
                .exec(session -> choose(session, seats))
                .doIf("#{chosen.exists()}")
                .then(lock());
    }

    /// Asks for two of the first ten seats of the map, whether they are free or not.
    static ChainBuilder fight() {
        return exec(
                http("seat map").get("/api/v1/shows/#{show}/seats")
                        .check(status().is(200), jsonPath("$.seats[0:10].id").findAll().saveAs(SEATS)))
                .exec(session -> choose(session, 2))
                .exec(lock());
    }

    private static ChainBuilder lock() {
        return exec(
                http("lock").post("/api/v1/bookings/lock")
                        .header("Authorization", "Bearer #{token}")
                        .body(StringBody("{\"showId\":\"#{show}\",\"seatIds\":[#{chosen}]}"))
                        .check(status().in(200, 409), jsonPath("$.lockId").optional().saveAs("lock")))
                .doIf("#{lock.exists()}")
                .then(
                        pause(Duration.ofSeconds(1), Duration.ofSeconds(4)).exec(
                                randomSwitch().on(percent(70.0).then(book()), percent(30.0).then(giveBack()))));
    }

    private static ChainBuilder book() {
        return exec(session -> session.set("key", UUID.randomUUID().toString())).exec(
                http("book").post("/api/v1/bookings")
                        .header("Authorization", "Bearer #{token}")
                        .header("Idempotency-Key", "#{key}")
                        .body(StringBody("{\"lockId\":\"#{lock}\",\"paymentMethod\":\"CARD\"}"))
                        .check(status().is(201)));
    }

    private static ChainBuilder giveBack() {
        return exec(
                http("release").delete("/api/v1/bookings/lock/#{lock}")
                        .header("Authorization", "Bearer #{token}")
                        .check(status().is(204)));
    }

    /// Seats that follow each other on the map, beginning anywhere; none when there are too few.
    private static Session choose(Session session, int seats) {
        Session empty = session.removeAll("chosen", "lock");
        List<String> free = session.contains(SEATS) ? session.getList(SEATS) : List.of();
        if (free.size() < seats) {
            return empty;
        }
        int at = ThreadLocalRandom.current().nextInt(free.size() - seats + 1);
        return empty.set("chosen", "\"" + String.join("\",\"", free.subList(at, at + seats)) + "\"");
    }
}
