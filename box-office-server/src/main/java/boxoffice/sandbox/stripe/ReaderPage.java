package boxoffice.sandbox.stripe;

import static boxoffice.sandbox.common.Html.escape;

import boxoffice.sandbox.common.Amounts;
import boxoffice.sandbox.common.Html;
import boxoffice.sandbox.stripe.PaymentIntent.State;
import boxoffice.sandbox.stripe.Readers.Deed;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `/sandbox/readers`: the card readers for a person to tap, decline and cancel at.
final class ReaderPage implements HttpService {
    /// Only while the bank is asked, when there is nothing to do.
    private static final String REFRESH = "<meta http-equiv=\"refresh\" content=\"2\">\n";

    private final Books books;
    private final Readers readers;

    ReaderPage(Books books, Readers readers) {
        this.books = books;
        this.readers = readers;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/", (_, response) -> Html.send(response, 200, list(readers.all())))
                .get("/{id}", this::show)
                .post("/{id}", this::act);
    }

    private Optional<Reader> find(ServerRequest request) {
        return books.find(Reader.class, request.path().pathParameters().get("id"));
    }

    private void show(ServerRequest request, ServerResponse response) {
        find(request).ifPresentOrElse(
                reader -> Html.send(response, 200, page(reader, "")),
                () -> Html.send(response, 404, Html.page("No such reader", "", """
                        <section class="card notice">
                        <h1>No such reader</h1>
                        <p><a href="/sandbox/readers">All readers</a></p>
                        </section>
                        """)));
    }

    private void act(ServerRequest request, ServerResponse response) {
        Optional<Reader> reader = find(request);
        if (reader.isEmpty()) {
            show(request, response);
            return;
        }
        try {
            readers.act(reader.get().id(), deed(Form.ofBody(request)));
        } catch (StripeProblem unclear) {
            Html.send(response, 400, page(reader.get(), String.valueOf(unclear.getMessage())));
            return;
        }
        response.header(HeaderNames.LOCATION, "/sandbox/readers/" + reader.get().id());
        Html.send(response, 303, page(reader.get(), ""));
    }

    private static Deed deed(Form form) {
        return switch (form.oneOf("deed", List.of("pay", "decline", "cancel", "online", "offline", "silent"))) {
            case "pay" -> new Deed.Present(TestCard.ofNumber(form.text("card", 30)));
            case "decline" -> new Deed.Present(TestCard.DECLINED);
            case "cancel" -> new Deed.Cancel();
            case "online" -> new Deed.Switch(Reader.Reach.ONLINE);
            case "offline" -> new Deed.Switch(Reader.Reach.OFFLINE);
            default -> new Deed.Switch(Reader.Reach.SILENT);
        };
    }

    private static String list(List<Reader> readers) {
        var items = new StringBuilder();
        for (Reader reader : readers) {
            items.append(
                    "<li><a class=\"button\" href=\"/sandbox/readers/%s\">%s</a></li>\n"
                            .formatted(escape(reader.id()), escape(reader.label())));
        }
        return Html.page(
                "Card readers", "", """
                        <section class="card notice">
                        <h1>Card readers</h1>
                        %s
                        <p><a class="quiet" href="/">Sandbox payment gateway</a></p>
                        </section>
                        """.formatted(
                        readers.isEmpty()
                                ? "<p>There are none yet. A merchant registers one with <code>POST /v1/terminal/readers</code>"
                                        + " and the registration code <code>simulated-wpe</code>.</p>"
                                : "<ul class=\"rules\">\n" + items + "</ul>"));
    }

    private String page(Reader reader, String problem) {
        Optional<PaymentIntent> intent = Readers.intent(books, reader);
        boolean thinking = reader.busy()
                && intent.map(PaymentIntent::state).orElse(null) instanceof State.Processing;
        boolean waiting = reader.busy() && !thinking && reader.reach() == Reader.Reach.ONLINE;
        return Html.page(
                "Card reader " + reader.label(),
                thinking ? REFRESH : "",
                """
                        <section class="card notice" data-state="%s">
                        <p class="muted">Card reader %s</p>
                        %s<div role="status"><h1>%s</h1></div>
                        %s%s<p><a class="quiet" href="/sandbox/readers">All readers</a></p>
                        </section>
                        """
                        .formatted(
                                waiting ? "waiting" : thinking ? "authorizing" : "idle",
                                escape(reader.label()),
                                problem.isEmpty()
                                        ? ""
                                        : "<p class=\"danger\" role=\"alert\">" + escape(problem) + "</p>\n",
                                escape(display(reader, intent, thinking)),
                                waiting ? card(reader) : lookAgain(reader),
                                thinking ? "" : reach(reader)));
    }

    private static String display(Reader reader, Optional<PaymentIntent> intent, boolean thinking) {
        Reader.Action action = reader.action();
        if (reader.reach() != Reader.Reach.ONLINE) {
            return reader.reach() == Reader.Reach.OFFLINE ? "Offline" : "Does not react";
        }
        if (action == null) {
            return "Ready";
        }
        String amount = intent.map(PaymentIntent::terms)
                .map(terms -> Amounts.format(terms.amount(), terms.currency()))
                .orElse("");
        Reader.Failure failure = action.failure();
        return switch (action.status()) {
            case IN_PROGRESS -> thinking ? "Asking the bank…" : "Please hold your card here: " + amount;
            case SUCCEEDED -> "Paid " + amount + ". Thank you!";
            case FAILED -> "Not paid: " + (failure == null ? "" : failure.message());
        };
    }

    private static String card(Reader reader) {
        var cards = new StringBuilder();
        for (TestCard card : TestCard.known()) {
            cards.append(
                    "<option value=\"%s\">%s</option>\n"
                            .formatted(
                                    card.number(), escape(
                                            "…" + card.number().substring(12) + ": " + card.description())));
        }
        return """
                <form method="post" action="/sandbox/readers/%1$s">
                <div class="field">
                <label for="card">Card</label>
                <select id="card" name="card">
                %2$s</select>
                </div>
                <button type="submit" name="deed" value="pay" id="pay">Pay: hold the card to the reader</button>
                </form>
                <form method="post" action="/sandbox/readers/%1$s">
                <button type="submit" name="deed" value="decline" id="decline" class="second">Decline: a card the bank refuses</button>
                <button type="submit" name="deed" value="cancel" id="cancel" class="second">Cancel at the reader</button>
                </form>
                """
                .formatted(escape(reader.id()), cards);
    }

    /// A link instead of a page that loads itself anew, which would take the focus from whoever works by keyboard.
    private static String lookAgain(Reader reader) {
        return "<p><a class=\"button\" id=\"look\" href=\"/sandbox/readers/%s\">Look for a payment</a></p>\n"
                .formatted(escape(reader.id()));
    }

    private static String reach(Reader reader) {
        var buttons = new StringBuilder();
        for (Reader.Reach reach : Reader.Reach.values()) {
            String words = switch (reach) {
                case ONLINE -> "Switch on";
                case OFFLINE -> "Pull the plug";
                case SILENT -> "Have it not react";
            };
            if (reach != reader.reach()) {
                buttons.append(
                        "<button type=\"submit\" name=\"deed\" value=\"%s\" class=\"small second\">%s</button>\n"
                                .formatted(reach.name().toLowerCase(Locale.ROOT), words));
            }
        }
        return """
                <form method="post" action="/sandbox/readers/%s" class="row">
                %s</form>
                """.formatted(escape(reader.id()), buttons);
    }
}
