package boxoffice.sandbox.razorpay;

import boxoffice.sandbox.common.Fault;
import boxoffice.sandbox.common.Ids;
import boxoffice.sandbox.common.Script;
import boxoffice.sandbox.common.Subject;
import boxoffice.sandbox.razorpay.Payment.Failure;
import boxoffice.sandbox.razorpay.Payment.Means;
import boxoffice.sandbox.razorpay.Payment.Status;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Takes the money: moves a payment from one state to the next, with all that follows from it. Payments are captured as
/// soon as they are authorized.
final class Payments {
    private final Books books;
    private final RazorpayJson json;
    private final Script script;
    private final QrCodes codes;

    Payments(Books books, RazorpayJson json, Script script, QrCodes codes) {
        this.books = books;
        this.json = json;
        this.script = script;
        this.codes = codes;
    }

    /// Waits again for the banks' answers that a restart has interrupted.
    void resume() {
        books.change(change -> {
            books.newest(Payment.class, payment -> payment.answerAt() > 0, Integer.MAX_VALUE)
                    .forEach(payment -> awaitAnswer(change, payment));
            return change;
        });
    }

    /// Tries to pay an order. The result is captured, failed, or still created: then the bank's answer comes by itself, or
    /// it asks its customer first.
    ///
    /// @return empty if the order is paid already, or somebody is paying it
    Optional<Payment> pay(String order, Means means, @Nullable String description) {
        return books.change(change -> {
            Order wanted = Orders.require(change, order);
            if (isBeingPaid(wanted)) {
                return Optional.empty();
            }
            Order attempted = change.put(wanted.attempted());
            Subject subject = Subjects.of(attempted);
            Payment payment = fresh(
                    change, attempted.amount(), attempted.id(), null, means, description, attempted.notes());
            boolean asks =
                    script.strike(Fault.Authentication.class, subject.with(Subjects.habits(means))).isPresent();
            return Optional.of(asks ? change.put(payment) : attempt(change, subject, payment));
        });
    }

    /// The payment of an order whose bank waits for its customer's consent.
    Optional<Payment> asked(String order) {
        return books.newest(Payment.class, payment -> payment.asked() && payment.opened().equals(order), 1)
                .stream()
                .findFirst();
    }

    /// The customer has answered the bank.
    ///
    /// @return empty if nobody was asked
    Optional<Payment> answered(String order, boolean agreed) {
        return books.change(
                change -> asked(order).map(
                        payment -> agreed
                                ? attempt(change, Subjects.of(Orders.require(change, order)), payment)
                                : fail(change, payment, refusedAtBank())));
    }

    private boolean isBeingPaid(Order order) {
        return order.status() == Order.Status.PAID
                || inProgress(order.id()).isPresent()
                || asked(order.id()).isPresent();
    }

    private static Failure refusedAtBank() {
        return new Failure(
                "The payment was declined on the bank's page.", "customer", "payment_authentication", "payment_failed");
    }

    /// Tries to pay a QR code.
    ///
    /// @return empty if the code is closed, or somebody is paying it
    Optional<Payment> pay(QrCode scanned, Means means) {
        return books.change(change -> {
            Optional<QrCode> code = change.find(QrCode.class, scanned.id()).filter(QrCode::active);
            if (code.isEmpty() || inProgress(scanned.id()).isPresent()) {
                return Optional.empty();
            }
            QrCode open = code.get();
            return Optional.of(
                    attempt(
                            change,
                            Subjects.of(open),
                            fresh(change, open.amount(), null, open.id(), means, open.description(), Map.of())));
        });
    }

    /// The guest has turned back on the bank's page.
    Optional<Payment> giveUp(String order, Means means, @Nullable String description) {
        return books.change(change -> {
            Order wanted = Orders.require(change, order);
            if (isBeingPaid(wanted)) {
                return Optional.empty();
            }
            Order attempted = change.put(wanted.attempted());
            Payment payment = fresh(
                    change, attempted.amount(), attempted.id(), null, means, description, attempted.notes());
            return Optional.of(fail(change, payment, refusedAtBank()));
        });
    }

    private Payment fresh(
            Change change, long amount, @Nullable String order, @Nullable String code, Means means,
            @Nullable String description, Map<String, String> notes) {
        return new Payment(
                Ids.next("pay_", 14), change.seconds(), amount, "INR", order, code, means, description, notes,
                Status.CREATED, 0, 0, null);
    }

    /// The payment of an order or a QR code that waits for its bank.
    Optional<Payment> inProgress(String opened) {
        return books.newest(
                Payment.class, payment -> payment.answerAt() > 0 && payment.opened().equals(opened), 1)
                .stream()
                .findFirst();
    }

    private Payment attempt(Change change, Subject subject, Payment payment) {
        Optional<Duration> thinking = script.strike(Fault.Slow.class, subject).map(Fault.Slow::by);
        if (thinking.isEmpty()) {
            return settle(change, payment);
        }
        Payment waiting = change.put(payment.answeredAt(change.now().plus(thinking.get()).toEpochMilli()));
        awaitAnswer(change, waiting);
        return waiting;
    }

    private void awaitAnswer(Change change, Payment payment) {
        change.later(Instant.ofEpochMilli(payment.answerAt()), () -> books.change(later -> {
            later.find(Payment.class, payment.id())
                    .filter(waiting -> waiting.answerAt() > 0)
                    .ifPresent(waiting -> settle(later, waiting));
            return later;
        }));
    }

    private Payment settle(Change change, Payment payment) {
        Subject subject = Subjects.find(change, payment.opened())
                .orElseThrow()
                .with(Subjects.habits(payment.means()));
        Optional<Fault.Decline> declined = script.strike(Fault.Decline.class, subject);
        if (declined.isPresent()) {
            return fail(change, payment, switch (declined.get().reason()) {
                case GENERIC -> new Failure(
                        "Your payment was declined by the bank. Please try another way to pay.", "bank",
                        "payment_authorization", "payment_failed");
                case INSUFFICIENT_FUNDS -> new Failure(
                        "There is not enough money in this account. Please try another way to pay.", "customer",
                        "payment_authorization", "insufficient_funds");
            });
        }
        // Of a code, too, that was closed while the bank was thinking: closing keeps new payments away, not this one.
        return capture(change, payment);
    }

    private Payment capture(Change change, Payment payment) {
        Payment authorized = change.put(payment.with(Status.AUTHORIZED));
        announce(change, "payment.authorized", authorized);
        Payment captured = change.put(authorized.with(Status.CAPTURED));
        announce(change, "payment.captured", captured);
        change.find(Order.class, captured.opened()).ifPresent(order -> {
            SequencedMap<String, ObjectNode> entities = new LinkedHashMap<>();
            entities.put("payment", json.payment(captured));
            entities.put("order", json.order(change.put(order.paid())));
            change.announce("order.paid", order.id(), entities);
            if (script.strike(Fault.PaidTwice.class, Subjects.of(order)).isPresent()) {
                payTwice(change, captured);
            }
        });
        change.find(QrCode.class, captured.opened()).ifPresent(code -> codes.paid(change, code, captured));
        return captured;
    }

    /// A second payment of an order that is paid already is authorized, and given back at once.
    private void payTwice(Change change, Payment captured) {
        Payment second = change.put(captured.again(Ids.next("pay_", 14)));
        announce(change, "payment.authorized", second);
        change.put(second.returned());
    }

    private Payment fail(Change change, Payment payment, Failure why) {
        Payment failed = change.put(payment.failed(why));
        announce(change, "payment.failed", failed);
        return failed;
    }

    private void announce(Change change, String type, Payment payment) {
        SequencedMap<String, ObjectNode> entities = new LinkedHashMap<>();
        entities.put("payment", json.payment(payment));
        change.announce(type, payment.opened(), entities);
    }

    ObjectNode retrieve(Call call) {
        return json.payment(
                books.find(Payment.class, call.id()).orElseThrow(RazorpayProblem::noSuchId));
    }

    /// Every try to pay, also those that failed.
    ObjectNode list(Call call) {
        return Page.of(call.query()).answer(books, Payment.class, _ -> true, json::payment);
    }
}
