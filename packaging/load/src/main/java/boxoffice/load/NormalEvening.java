package boxoffice.load;

import static io.gatling.javaapi.core.CoreDsl.constantConcurrentUsers;
import static io.gatling.javaapi.core.CoreDsl.feed;
import static io.gatling.javaapi.core.CoreDsl.rampConcurrentUsers;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.Simulation;

/// A hundred guests at any time, at many shows.
public final class NormalEvening extends Simulation {
    public NormalEvening() {
        setUp(
                scenario("normal evening").exec(feed(Server.shows()))
                        .exec(Guest.signIn())
                        .exec(Guest.visit(2))
                        .injectClosed(
                                rampConcurrentUsers(0).to(100).during(Server.lasting(2)),
                                constantConcurrentUsers(100).during(Server.lasting(5)),
                                rampConcurrentUsers(100).to(0).during(Server.lasting(2))))
                .protocols(Server.protocol())
                .assertions(Server.promises());
    }
}
