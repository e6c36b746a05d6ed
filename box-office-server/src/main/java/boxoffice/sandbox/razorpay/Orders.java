package boxoffice.sandbox.razorpay;

import boxoffice.sandbox.common.Ids;
import boxoffice.sandbox.common.Lookup;
import boxoffice.sandbox.common.Script;
import boxoffice.sandbox.common.Subject;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/// `/v1/orders`.
final class Orders {
    private final Books books;
    private final RazorpayJson json;
    private final Script script;

    Orders(Books books, RazorpayJson json, Script script) {
        this.books = books;
        this.json = json;
        this.script = script;
    }

    /// The order that is asked for, as the script looks at it.
    Subject wanted(Call call) {
        return Subjects.of(read(call.body()));
    }

    private Order read(Body body) {
        long amount = body.amount("amount")
                .orElseThrow(() -> RazorpayProblem.invalid("amount", "The amount field is required."));
        String currency = body.oneOf("currency", List.of("INR"));
        String receipt = body.text("receipt", 40).orElse(null);
        var notes = body.notes();
        body.ignore("payment_capture", "partial_payment");
        body.refuseOthers();
        return new Order("", 0, amount, currency, receipt, notes, Order.Status.CREATED, 0);
    }

    Reply create(Call call) {
        Order wanted = read(call.body());
        Order order = books.change(
                change -> change.put(
                        new Order(
                                Ids.next("order_", 14),
                                change.seconds(),
                                wanted.amount(),
                                wanted.currency(),
                                wanted.receipt(),
                                wanted.notes(),
                                wanted.status(),
                                0)));
        script.opened(Subjects.of(order));
        return Reply.ok(json.order(order));
    }

    ObjectNode retrieve(Call call) {
        return json.order(require(books, call.id()));
    }

    ObjectNode list(Call call) {
        Optional<String> receipt = call.query().first("receipt").asOptional();
        return Page.of(call.query())
                .answer(
                        books,
                        Order.class,
                        order -> receipt.map(text -> text.equals(order.receipt())).orElse(true),
                        json::order);
    }

    ObjectNode payments(Call call) {
        Order order = require(books, call.id());
        return Page.of(call.query())
                .answer(books, Payment.class, payment -> order.id().equals(payment.order()), json::payment);
    }

    static Order require(Lookup lookup, String id) {
        return lookup.find(Order.class, id).orElseThrow(RazorpayProblem::noSuchId);
    }
}
