package boxoffice.server.bookkeeping;

import boxoffice.model.ProblemCode;
import boxoffice.model.Settlements.DaySettlement;
import boxoffice.model.TheaterId;
import boxoffice.server.http.Answer;
import boxoffice.server.http.Ask;
import boxoffice.server.identity.Caller;
import boxoffice.server.identity.Callers;
import boxoffice.server.storage.Database;
import io.helidon.common.media.type.MediaType;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;

/// A theater's day in money, for its managers; as JSON, or as CSV for who prefers that.
public final class DaySettlementRoutes implements HttpService {
    private static final MediaType CSV = MediaTypes.create("text/csv");

    private final DaySettlements settlements;
    private final Callers callers;

    public DaySettlementRoutes(Database database, Callers callers) {
        this.settlements = new DaySettlements(database);
        this.callers = callers;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/theaters/{id}/settlement", this::day);
    }

    private void day(ServerRequest request, ServerResponse response) {
        Caller caller = callers.require(request);
        caller.requireManager();
        TheaterId theater = Ask.id(request, "id", TheaterId::of, ProblemCode.NOT_FOUND);
        caller.requireManagerOf(theater);
        DaySettlement day = settlements.of(theater, Ask.date(request, "date"));
        boolean table = request.headers()
                .bestAccepted(MediaTypes.APPLICATION_JSON, CSV)
                .filter(CSV::equals)
                .isPresent();
        if (table) {
            Answer.bytes(
                    response, "text/csv; charset=utf-8", DaySettlementCsv.of(day).getBytes(StandardCharsets.UTF_8));
        } else {
            Answer.ok(response, day);
        }
    }
}
