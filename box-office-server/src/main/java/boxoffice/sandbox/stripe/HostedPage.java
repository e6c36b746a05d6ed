package boxoffice.sandbox.stripe;

import boxoffice.sandbox.common.Html;
import boxoffice.sandbox.stripe.CheckoutSessions.Outcome;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The page on which a customer pays.
///
/// The status says what happened: 200 the page, 202 the bank has not answered yet, 303 paid, or on to the bank, 400 a field is wrong, 402
/// declined (the session stays open), 404 no such page, 409 paid before, 410 expired.
final class HostedPage implements HttpService {
    private final CheckoutSessions sessions;
    private final Books books;
    private final PayPage page;

    HostedPage(CheckoutSessions sessions, Books books, PayPage page) {
        this.sessions = sessions;
        this.books = books;
        this.page = page;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/{id}", this::show).post("/{id}", this::pay);
    }

    private void show(ServerRequest request, ServerResponse response) {
        Optional<CheckoutSession> found = find(request);
        if (found.isEmpty()) {
            Html.send(response, 404, PayPage.unknown());
            return;
        }
        CheckoutSession session = found.get();
        Optional<Outcome> closed = sessions.whyClosed(session);
        if (closed.isEmpty()) {
            Html.send(response, 200, form(session, CardForm.empty(), null));
        } else if (closed.get() instanceof Outcome.PaidBefore) {
            Html.send(response, 200, page.paid(session));
        } else {
            answer(response, session, CardForm.empty(), closed.get());
        }
    }

    private void pay(ServerRequest request, ServerResponse response) {
        Optional<CheckoutSession> found = find(request);
        if (found.isEmpty()) {
            Html.send(response, 404, PayPage.unknown());
            return;
        }
        CheckoutSession session = found.get();
        CardForm typed;
        try {
            typed = card(session, Form.ofBody(request));
        } catch (StripeProblem unreadable) {
            Html.send(response, 400, PayPage.unreadable(String.valueOf(unreadable.getMessage())));
            return;
        }
        Optional<Outcome> closed = sessions.whyClosed(session);
        Optional<Card> card = typed.card();
        if (closed.isEmpty() && card.isEmpty()) {
            Html.send(response, 400, form(session, typed, null));
            return;
        }
        answer(response, session, typed, closed.orElseGet(() -> sessions.pay(session.id(), card.orElseThrow())));
    }

    /// The card that the customer has chosen, or typed.
    private CardForm card(CheckoutSession session, Form form) {
        Optional<String> chosen = form.peek(PayPage.SAVED_CARD);
        if (chosen.isEmpty()) {
            return CardForm.read(form, YearMonth.from(books.now().atOffset(ZoneOffset.UTC)));
        }
        return sessions.savedCards(session)
                .stream()
                .filter(saved -> saved.id().equals(chosen.get()))
                .findFirst()
                .map(saved -> CardForm.chosen(saved.card()))
                .orElseGet(CardForm::gone);
    }

    /// Goes on after the customer was at the bank's page: with the session if the payment has one.
    ///
    /// @param otherwise writes the page for a payment without a session
    void leaveBank(ServerResponse response, PaymentIntent intent, Outcome outcome, Supplier<String> otherwise) {
        Optional<CheckoutSession> session = Optional.ofNullable(intent.terms().session()).flatMap(sessions::find);
        if (session.isEmpty()) {
            Html.send(response, 200, otherwise.get());
            return;
        }
        answer(response, session.get(), CardForm.empty(), outcome);
    }

    private void answer(ServerResponse response, CheckoutSession session, CardForm typed, Outcome outcome) {
        switch (outcome) {
            case Outcome.Paid _ -> {
                response.header(HeaderNames.LOCATION, "/c/pay/" + session.id());
                Html.send(response, 303, page.paid(session));
            }
            case Outcome.Asked(String intent) -> {
                response.header(HeaderNames.LOCATION, "/c/bank/" + intent);
                Html.send(response, 303, page.processing(session));
            }
            case Outcome.PaidBefore _ -> Html.send(response, 409, page.paid(session));
            case Outcome.InProgress _ -> Html.send(response, 202, page.processing(session));
            case Outcome.Expired _ -> Html.send(response, 410, page.expired(session));
            case Outcome.Declined(Decline decline) -> Html.send(response, 402, form(session, typed, decline));
        }
    }

    private Optional<CheckoutSession> find(ServerRequest request) {
        return sessions.find(request.path().pathParameters().get("id"));
    }

    private String form(CheckoutSession session, CardForm typed, @Nullable Decline decline) {
        return page.form(session, sessions.savedCards(session), typed, decline, books.now());
    }
}
