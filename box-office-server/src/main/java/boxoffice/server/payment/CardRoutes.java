package boxoffice.server.payment;

import boxoffice.model.CardId;
import boxoffice.model.Cards.CardList;
import boxoffice.model.ProblemCode;
import boxoffice.server.http.Answer;
import boxoffice.server.http.Ask;
import boxoffice.server.identity.Callers;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// The cards that a guest has asked us to remember (PAY-4).
final class CardRoutes implements HttpService {
    private final KeptCards cards;
    private final Callers callers;

    CardRoutes(KeptCards cards, Callers callers) {
        this.cards = cards;
        this.callers = callers;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/users/me/payment-methods", this::list).delete("/users/me/payment-methods/{id}", this::forget);
    }

    private void list(ServerRequest request, ServerResponse response) {
        Answer.ok(response, new CardList(cards.of(callers.require(request).user())));
    }

    private void forget(ServerRequest request, ServerResponse response) {
        cards.forget(callers.require(request).user(), Ask.id(request, "id", CardId::of, ProblemCode.NOT_FOUND));
        Answer.nothing(response);
    }
}
