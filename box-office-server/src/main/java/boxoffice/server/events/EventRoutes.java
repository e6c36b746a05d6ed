package boxoffice.server.events;

import boxoffice.model.InvalidField;
import boxoffice.model.ProblemCode;
import boxoffice.model.UserId;
import boxoffice.server.http.Answer;
import boxoffice.server.http.Ask;
import boxoffice.server.http.ProblemException;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.function.Function;

/// How events flow, and what is to become of dead letters, for managers and administrators (OPS-2).
final class EventRoutes implements HttpService {
    private static final int USUAL_PAGE = 50;
    private static final int LARGEST_PAGE = 200;

    private final DeadLetters deadLetters;
    private final FlowReport flow;
    private final Function<ServerRequest, UserId> manager;

    EventRoutes(DeadLetters deadLetters, FlowReport flow, Function<ServerRequest, UserId> manager) {
        this.deadLetters = deadLetters;
        this.flow = flow;
        this.manager = manager;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/events/status", this::status)
                .get("/events/dead-letters", this::page)
                .post("/events/dead-letters/{id}/replay", this::replay)
                .post("/events/dead-letters/{id}/discard", this::discard);
    }

    private void status(ServerRequest request, ServerResponse response) {
        var _ = manager.apply(request);
        Answer.ok(response, flow.status());
    }

    private void page(ServerRequest request, ServerResponse response) {
        var _ = manager.apply(request);
        long after = number(request, "after", 0, 0, Long.MAX_VALUE);
        int limit = (int) number(request, "limit", USUAL_PAGE, 1, LARGEST_PAGE);
        Answer.ok(response, deadLetters.page(after, limit));
    }

    private void replay(ServerRequest request, ServerResponse response) {
        UserId actor = manager.apply(request);
        deadLetters.replay(id(request), actor);
        Answer.nothing(response);
    }

    private void discard(ServerRequest request, ServerResponse response) {
        UserId actor = manager.apply(request);
        deadLetters.discard(id(request), actor);
        Answer.nothing(response);
    }

    private static long id(ServerRequest request) {
        return Ask.id(request, "id", EventRoutes::id, ProblemCode.DEAD_LETTER_NOT_FOUND);
    }

    private static long id(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException notOne) {
            throw new InvalidField("id", "is not a number", "the id of a dead letter");
        }
    }

    private static long number(ServerRequest request, String name, long usual, long least, long most) {
        return Ask.optionalQuery(request, name).map(text -> {
            try {
                long value = Long.parseLong(text);
                if (value >= least && value <= most) {
                    return value;
                }
            } catch (NumberFormatException notOne) {
                // told below, with what is allowed
            }
            String allowed = most == Long.MAX_VALUE
                    ? "a whole number of at least " + least
                    : "a whole number from %d to %d".formatted(least, most);
            throw ProblemException.of(new InvalidField(name, "cannot be used", allowed));
        }).orElse(usual);
    }
}
