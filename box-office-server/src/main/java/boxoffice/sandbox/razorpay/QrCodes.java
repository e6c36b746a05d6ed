package boxoffice.sandbox.razorpay;

import boxoffice.sandbox.common.Ids;
import boxoffice.sandbox.common.Lookup;
import boxoffice.sandbox.common.Script;
import boxoffice.sandbox.common.Subject;
import boxoffice.sandbox.razorpay.QrCode.CloseReason;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// `/v1/payments/qr_codes`, and the end of a code that nobody has paid.
final class QrCodes {
    private static final Duration SHORTEST = Duration.ofMinutes(15);
    private static final Duration LONGEST = Duration.ofDays(45);

    private final Books books;
    private final RazorpayJson json;
    private final Script script;

    QrCodes(Books books, RazorpayJson json, Script script) {
        this.books = books;
        this.json = json;
        this.script = script;
    }

    /// Watches again over the codes that were open before a restart.
    void resume() {
        books.change(change -> {
            books.newest(QrCode.class, QrCode::active, Integer.MAX_VALUE).forEach(code -> closeWhenDue(change, code));
            return change;
        });
    }

    /// The code that is asked for, as the script looks at it.
    Subject wanted(Call call) {
        return Subjects.of(read(call.body()));
    }

    private QrCode read(Body body) {
        body.oneOf("type", List.of("upi_qr"));
        body.oneOf("usage", List.of("single_use"));
        if (!body.flag("fixed_amount")) {
            throw RazorpayProblem.invalid("fixed_amount", "This sandbox makes codes of a fixed amount only.");
        }
        long amount = body.amount("payment_amount")
                .orElseThrow(
                        () -> RazorpayProblem.invalid("payment_amount", "The payment amount field is required."));
        String name = body.text("name", 100).orElse(null);
        String description = body.text("description", 1000).orElse(null);
        long now = books.now().getEpochSecond();
        long closeBy = body.whole("close_by").orElse(now + LONGEST.toSeconds());
        if (closeBy < now + SHORTEST.toSeconds()) {
            throw RazorpayProblem.invalid("close_by", "close_by should be at least 15 minutes after current time");
        }
        if (closeBy > now + LONGEST.toSeconds()) {
            throw RazorpayProblem.invalid("close_by", "close_by should be at most 45 days after current time");
        }
        Map<String, String> notes = body.notes();
        body.ignore("customer_id");
        body.refuseOthers();
        return new QrCode("", 0, name, amount, description, notes, closeBy, 0, null, null);
    }

    Reply create(Call call) {
        QrCode wanted = read(call.body());
        QrCode code = books.change(change -> {
            QrCode made = change.put(
                    new QrCode(
                            Ids.next("qr_", 14),
                            change.seconds(),
                            wanted.name(),
                            wanted.amount(),
                            wanted.description(),
                            wanted.notes(),
                            wanted.closeBy(),
                            0,
                            null,
                            null));
            closeWhenDue(change, made);
            return made;
        });
        script.opened(Subjects.of(code));
        return Reply.ok(json.qrCode(code));
    }

    /// A code that closes by itself is closed without an event, as at Razorpay.
    private void closeWhenDue(Change change, QrCode code) {
        change.later(Instant.ofEpochSecond(code.closeBy()), () -> books.change(later -> {
            later.find(QrCode.class, code.id())
                    .filter(QrCode::active)
                    .ifPresent(due -> later.put(due.closed(CloseReason.CLOSED_BY_TIME, later.seconds())));
            return later;
        }));
    }

    Reply close(Call call) {
        return books.change(change -> {
            QrCode code = require(change, call.id());
            if (!code.active()) {
                throw RazorpayProblem.refused("QR Code is already closed");
            }
            QrCode closed = change.put(code.closed(CloseReason.ON_DEMAND, change.seconds()));
            announceClosed(change, closed);
            return Reply.ok(json.qrCode(closed));
        });
    }

    /// Closes a code by a payment that was made with it.
    void paid(Change change, QrCode code, Payment payment) {
        QrCode paid = change.put(code.paidBy(payment.id(), change.seconds()));
        SequencedMap<String, ObjectNode> entities = new LinkedHashMap<>();
        entities.put("payment", json.payment(payment));
        entities.put("qr_code", json.qrCode(paid));
        change.announce("qr_code.credited", paid.id(), entities);
        announceClosed(change, paid);
    }

    private void announceClosed(Change change, QrCode closed) {
        SequencedMap<String, ObjectNode> entities = new LinkedHashMap<>();
        entities.put("qr_code", json.qrCode(closed));
        change.announce("qr_code.closed", closed.id(), entities);
    }

    ObjectNode retrieve(Call call) {
        return json.qrCode(require(books, call.id()));
    }

    ObjectNode list(Call call) {
        Optional<String> payment = call.query().first("payment_id").asOptional();
        return Page.of(call.query())
                .answer(
                        books,
                        QrCode.class,
                        code -> payment.map(id -> id.equals(code.payment())).orElse(true),
                        json::qrCode);
    }

    ObjectNode payments(Call call) {
        QrCode code = require(books, call.id());
        return Page.of(call.query())
                .answer(books, Payment.class, payment -> code.id().equals(payment.qrCode()), json::payment);
    }

    /// The open codes, newest first.
    List<QrCode> open(int limit) {
        return books.newest(QrCode.class, QrCode::active, limit);
    }

    /// The code that a UPI link belongs to, by its reference.
    Optional<QrCode> ofReference(String reference) {
        return books.newest(QrCode.class, code -> code.reference().equals(reference), 1).stream().findFirst();
    }

    private static QrCode require(Lookup lookup, String id) {
        return lookup.find(QrCode.class, id).orElseThrow(RazorpayProblem::noSuchId);
    }
}
