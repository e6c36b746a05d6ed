package boxoffice.sandbox.stripe;

import static boxoffice.sandbox.common.Html.escape;

import boxoffice.sandbox.common.Amounts;
import boxoffice.sandbox.common.Html;
import boxoffice.sandbox.stripe.CheckoutSessions.Outcome;
import boxoffice.sandbox.stripe.PaymentIntent.State;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The page of the customer's bank, where a payment is confirmed or refused (3-D Secure). It leads back to the payment
/// page, or to where the merchant wanted it.
final class BankPage implements HttpService {
    private final Books books;
    private final CheckoutSessions sessions;
    private final HostedPage hosted;
    private final String merchant;

    BankPage(Books books, CheckoutSessions sessions, HostedPage hosted, String merchant) {
        this.books = books;
        this.sessions = sessions;
        this.hosted = hosted;
        this.merchant = merchant;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/{id}", this::show).post("/{id}", this::answer);
    }

    private Optional<PaymentIntent> find(ServerRequest request) {
        return books.find(PaymentIntent.class, request.path().pathParameters().get("id"));
    }

    private void show(ServerRequest request, ServerResponse response) {
        Optional<PaymentIntent> intent = find(request);
        if (intent.isEmpty()) {
            Html.send(response, 404, PayPage.unknown());
        } else if (intent.get().state() instanceof State.AwaitingCustomer(Card card, String _)) {
            Html.send(response, 200, question(intent.get(), card, false));
        } else {
            nothingToDo(response, intent.get());
        }
    }

    private void answer(ServerRequest request, ServerResponse response) {
        Optional<PaymentIntent> found = find(request);
        if (found.isEmpty()) {
            Html.send(response, 404, PayPage.unknown());
            return;
        }
        PaymentIntent intent = found.get();
        if (!(intent.state() instanceof State.AwaitingCustomer(Card card, String returnUrl))) {
            nothingToDo(response, intent);
            return;
        }
        String answer;
        try {
            answer = Form.ofBody(request).oneOf("answer", List.of("confirm", "refuse"));
        } catch (StripeProblem unclear) {
            Html.send(response, 400, question(intent, card, true));
            return;
        }
        Outcome outcome = sessions.answered(intent.id(), answer.equals("confirm"));
        hosted.leaveBank(response, intent, outcome, () -> thanks(intent, outcome, returnUrl));
    }

    private String question(PaymentIntent intent, Card card, boolean unclear) {
        String amount = Amounts.format(intent.terms().amount(), intent.terms().currency());
        return Html.page(
                "Your bank asks: pay " + amount + "?",
                "",
                """
                        <section class="card notice" data-state="bank">
                        <p class="muted">Your bank (sandbox)</p>
                        <h1>Do you want to pay %s?</h1>
                        %s<p>%s asks for <strong>%s</strong> from your card that ends in <strong>%s</strong>. Your bank needs your
                        consent (3-D Secure).</p>
                        <form method="post" action="/c/bank/%s">
                        <button type="submit" name="answer" value="confirm" id="confirm">Yes, pay %s</button>
                        <button type="submit" name="answer" value="refuse" id="refuse" class="second">No, do not pay</button>
                        </form>
                        </section>
                        """
                        .formatted(
                                escape(amount),
                                unclear
                                        ? "<p class=\"danger\" role=\"alert\">Nothing was done. Please choose yes or no.</p>\n"
                                        : "",
                                escape(merchant),
                                escape(amount),
                                escape(card.last4()),
                                escape(intent.id()),
                                escape(amount)));
    }

    private static String thanks(PaymentIntent intent, Outcome outcome, @Nullable String returnUrl) {
        String text = switch (outcome) {
            case Outcome.Paid _,Outcome.PaidBefore _ -> "The payment was made.";
            case Outcome.InProgress _,Outcome.Asked _ -> "The payment is being processed.";
            case Outcome.Declined(Decline decline) -> decline.message();
            case Outcome.Expired _ -> "The payment is no longer wanted. Nothing was charged.";
        };
        String onwards = PayPage.webAddress(returnUrl)
                .map(
                        url -> "<p><a class=\"button\" id=\"continue\" href=\"%s\">Continue</a></p>\n".formatted(
                                escape(url)))
                .orElse("<p>You may close this page.</p>\n");
        return Html.page("Your bank", "", """
                <section class="card notice" data-state="answered" data-intent="%s">
                <h1>Thank you</h1>
                <p role="status">%s</p>
                %s</section>
                """.formatted(escape(intent.id()), escape(text), onwards));
    }

    /// Nobody is asked any more: a payment page says more about it, if there is one.
    private static void nothingToDo(ServerResponse response, PaymentIntent intent) {
        String session = intent.terms().session();
        if (session != null) {
            response.header(HeaderNames.LOCATION, "/c/pay/" + session);
        }
        Html.send(response, session == null ? 200 : 303, Html.page("Your bank", "", """
                <section class="card notice" data-state="answered">
                <h1>There is nothing to confirm</h1>
                <p>This was answered before, or is no longer wanted.</p>
                </section>
                """));
    }
}
