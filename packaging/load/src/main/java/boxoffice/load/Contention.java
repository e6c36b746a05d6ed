package boxoffice.load;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.feed;
import static io.gatling.javaapi.core.CoreDsl.repeat;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.Simulation;

/// Fifty guests who want the same ten seats of one show, ten times each.
public final class Contention extends Simulation {
    public Contention() {
        setUp(
                scenario("contention").exec(feed(Server.shows()))
                        .exec(Guest.signIn())
                        .exec(repeat(10).on(Guest.fight()))
                        .injectOpen(atOnceUsers(50)))
                .protocols(Server.protocol())
                .assertions(Server.promises());
    }
}
