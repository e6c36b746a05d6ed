package boxoffice.server.payment;

import boxoffice.model.ProblemCode;
import boxoffice.model.TheaterId;
import boxoffice.model.TheaterPayments.CardReaders;
import boxoffice.model.TheaterPayments.Offers;
import boxoffice.server.http.Answer;
import boxoffice.server.http.Ask;
import boxoffice.server.identity.Caller;
import boxoffice.server.identity.Callers;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// The ways to pay in a theater, for all who sell there, and for its managers to choose (PAY-1).
final class PaymentOfferRoutes implements HttpService {
    private final PaymentOffers offers;
    private final Callers callers;

    PaymentOfferRoutes(PaymentOffers offers, Callers callers) {
        this.offers = offers;
        this.callers = callers;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/theaters/{id}/payment-methods", this::methods)
                .put("/theaters/{id}/payment-methods", this::choose)
                .get("/theaters/{id}/card-readers", this::readers)
                .put("/theaters/{id}/card-readers", this::place);
    }

    private void methods(ServerRequest request, ServerResponse response) {
        Answer.ok(response, offers.of(theater(request)));
    }

    private void choose(ServerRequest request, ServerResponse response) {
        Caller manager = manager(request);
        Answer.ok(response, offers.choose(theater(request), Ask.body(request, Offers.class), manager.user()));
    }

    private void readers(ServerRequest request, ServerResponse response) {
        callers.require(request).requireStaff();
        Answer.ok(response, offers.readers(theater(request)));
    }

    private void place(ServerRequest request, ServerResponse response) {
        Caller manager = manager(request);
        Answer.ok(response, offers.place(theater(request), Ask.body(request, CardReaders.class), manager.user()));
    }

    private Caller manager(ServerRequest request) {
        Caller caller = callers.require(request);
        caller.requireManagerOf(theater(request));
        return caller;
    }

    private static TheaterId theater(ServerRequest request) {
        return Ask.id(request, "id", TheaterId::of, ProblemCode.NOT_FOUND);
    }
}
