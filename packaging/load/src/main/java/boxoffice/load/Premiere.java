package boxoffice.load;

import static io.gatling.javaapi.core.CoreDsl.feed;
import static io.gatling.javaapi.core.CoreDsl.rampUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.Simulation;

/// Up to five hundred new guests a second at a few shows, whether those before them are served or not.
public final class Premiere extends Simulation {
    public Premiere() {
        setUp(
                scenario("premiere").exec(feed(Server.shows()))
                        .exec(Guest.signIn())
                        .exec(Guest.visit(2))
                        .injectOpen(
                                rampUsersPerSec(1).to(100).during(Server.lasting(1)),
                                rampUsersPerSec(100).to(500).during(Server.lasting(3)),
                                rampUsersPerSec(500).to(1).during(Server.lasting(1))))
                .protocols(Server.protocol())
                .assertions(Server.promises());
    }
}
