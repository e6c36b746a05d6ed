package boxoffice.sandbox;

import static boxoffice.sandbox.common.Html.escape;

import boxoffice.sandbox.common.Fault;
import boxoffice.sandbox.common.Html;
import boxoffice.sandbox.common.Operation;
import boxoffice.sandbox.common.Rule;
import boxoffice.sandbox.common.Script;
import boxoffice.sandbox.common.ScriptJson;
import boxoffice.sandbox.common.WrongScript;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.common.parameters.Parameters;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// The script for people: what is set, and a form with the cases one can have.
final class ScriptForm {
    private static final Duration SOME_TIME = Duration.ofSeconds(8);
    private static final Duration TOO_LATE = Duration.ofSeconds(30);

    /// The cases to choose from, grouped as the page shows them. Anything else is set with `PUT /sandbox/script`.
    private static final List<Group> CASES = List.of(
            new Group(
                    "The payment",
                    always(new Fault.Decline(Fault.Reason.GENERIC)),
                    always(new Fault.Decline(Fault.Reason.INSUFFICIENT_FUNDS)),
                    always(new Fault.Authentication()),
                    always(new Fault.Slow(SOME_TIME)),
                    once(new Fault.PaidTwice())),
            new Group(
                    "The API",
                    once(new Fault.NoAnswer(Set.of(Operation.OPEN))),
                    once(new Fault.NoAnswer(Set.of(Operation.RETRIEVE))),
                    once(new Fault.NoAnswer(Set.of(Operation.CLOSE))),
                    once(new Fault.NoAnswer(Set.of(Operation.REFUND))),
                    once(new Fault.NoAnswer(Set.of(Operation.TERMINAL))),
                    once(new Fault.LateAnswer(Set.of(Operation.OPEN), TOO_LATE)),
                    once(new Fault.LateAnswer(Set.of(Operation.REFUND), TOO_LATE)),
                    once(new Fault.LateAnswer(Set.of(Operation.TERMINAL), TOO_LATE)),
                    once(new Fault.ServerError(Set.of(Operation.OPEN), false)),
                    once(new Fault.ServerError(Set.of(Operation.RETRIEVE), false)),
                    once(new Fault.ServerError(Set.of(Operation.REFUND), false)),
                    once(new Fault.ServerError(Set.of(Operation.REFUND), true))),
            new Group(
                    "Webhooks",
                    always(new Fault.LostWebhook(Set.of())),
                    always(new Fault.RepeatedWebhook(Set.of(), 3)),
                    always(new Fault.LateWebhook(Set.of(), TOO_LATE)),
                    always(new Fault.ReorderedWebhooks(Duration.ofSeconds(2))),
                    once(new Fault.ForgedWebhook(Set.of()))),
            new Group(
                    "Refunds",
                    new Case(new Fault.RefusedRefund(), 2),
                    new Case(new Fault.FailedRefund(SOME_TIME), 2),
                    always(new Fault.PendingRefund(SOME_TIME))));

    private ScriptForm() {}

    private record Case(Fault fault, int times) {
        String words() {
            return fault.words() + (times == 0 ? "" : times == 1 ? " Once."
                    : " " + times + " times, then not any more.");
        }
    }

    private record Group(String name, List<Case> cases) {
        Group(String name, Case... cases) {
            this(name, List.of(cases));
        }
    }

    private static Case always(Fault fault) {
        return new Case(fault, 0);
    }

    private static Case once(Fault fault) {
        return new Case(fault, 1);
    }

    private static List<Case> all() {
        return CASES.stream().flatMap(group -> group.cases().stream()).toList();
    }

    /// Reads what was chosen.
    ///
    /// @throws WrongScript when it cannot be used
    static Rule read(Parameters form) {
        List<Case> cases = all();
        String number = form.first("case").orElse("");
        if (!number.matches("\\d{1,3}") || Integer.parseInt(number) >= cases.size()) {
            throw new WrongScript("Choose what is to happen.");
        }
        Case chosen = cases.get(Integer.parseInt(number));
        ObjectNode rule = ScriptJson.write(Rule.next(chosen.fault()).times(chosen.times()));
        switch (form.first("payment").orElse("")) {
            case "next" -> rule.put("payment", "next");
            case "all" -> rule.put("payment", "all");
            case "like" -> rule.set("payment", like(form));
            default -> throw new WrongScript("Choose with which payments it is to happen.");
        }
        return ScriptJson.rule(rule.toString());
    }

    private static ObjectNode like(Parameters form) {
        ObjectNode like = JsonNodeFactory.instance.objectNode();
        String amount = form.first("amount").orElse("").strip();
        if (!amount.isEmpty()) {
            if (!amount.matches("\\d{1,12}")) {
                throw new WrongScript("The amount is not a whole number of minor units: " + amount);
            }
            like.put("amount", Long.parseLong(amount));
        }
        String description = form.first("description").orElse("").strip();
        if (!description.isEmpty()) {
            like.put("description", description);
        }
        return like;
    }

    /// The section of the front page.
    static String section(List<Script.Line> lines) {
        return """
                <section class="card wide" id="script" aria-labelledby="script-title">
                <h2 id="script-title">What is to go wrong</h2>
                %s
                <form method="post" action="/sandbox/script/choose">
                <div class="field">
                <label for="case">What is to happen</label>
                <select id="case" name="case" required>
                %s</select>
                </div>
                <fieldset>
                <legend>With which payments</legend>
                <label class="choice"><input type="radio" name="payment" value="next" checked> the next payment that is opened</label>
                <label class="choice"><input type="radio" name="payment" value="all"> all payments</label>
                <label class="choice"><input type="radio" name="payment" value="like"> payments with this amount or description:</label>
                <div class="pair">
                <div class="field"><label for="amount">Amount</label>
                <span class="hint" id="amount-hint">in minor units, such as 53000</span>
                <input id="amount" name="amount" type="text" inputmode="numeric" autocomplete="off" aria-describedby="amount-hint"></div>
                <div class="field"><label for="description">Description</label>
                <span class="hint" id="description-hint">a part of it</span>
                <input id="description" name="description" type="text" autocomplete="off" aria-describedby="description-hint"></div>
                </div>
                </fieldset>
                <button type="submit">Set</button>
                </form>
                <p class="muted">Programs do the same at <a href="/sandbox/script">/sandbox/script</a>: GET shows the rules, PUT
                replaces them, POST adds one, DELETE removes them.</p>
                </section>
                """
                .formatted(rules(lines), options());
    }

    private static String options() {
        var options = new StringBuilder();
        int number = 0;
        for (Group group : CASES) {
            options.append("<optgroup label=\"%s\">\n".formatted(escape(group.name())));
            for (Case one : group.cases()) {
                options.append("<option value=\"%d\">%s</option>\n".formatted(number, escape(one.words())));
                number++;
            }
            options.append("</optgroup>\n");
        }
        return options.toString();
    }

    private static String rules(List<Script.Line> lines) {
        if (lines.isEmpty()) {
            return "<p>Nothing is set: only the test cards on the payment page do something by themselves.</p>";
        }
        var list = new StringBuilder("<ul class=\"rules\">\n");
        for (Script.Line line : lines) {
            String words = escape(line.rule().words());
            list.append(
                    """
                            <li><form method="post" action="/sandbox/script/%1$s/forget">
                            <span>%2$s%3$s</span>
                            <button type="submit" class="small" aria-label="Remove: %2$s">Remove</button></form></li>
                            """.formatted(
                            escape(line.id()), words,
                            line.takenBy() == null ? "" : " (now about <code>" + escape(line.takenBy()) + "</code>)"));
        }
        return list.append(
                """
                        </ul>
                        <form method="post" action="/sandbox/script/forget"><button type="submit" class="small">Remove all</button></form>
                        """)
                .toString();
    }

    /// What a person sees whose choice cannot be used.
    static String refused(String why) {
        return Html.page("Not set", "", """
                <section class="card notice">
                <p class="icon danger" aria-hidden="true">⚠</p>
                <h1>Not set</h1>
                <p role="alert">%s</p>
                <p><a class="button" href="/#script">Back</a></p>
                </section>
                """.formatted(escape(why)));
    }
}
