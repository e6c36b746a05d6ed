package boxoffice.sandbox.razorpay;

import boxoffice.sandbox.common.Amounts;
import boxoffice.sandbox.common.RecentPayment;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The gateway's own account of the money, to be compared with the merchant's.
final class Statement {
    private final Books books;

    Statement(Books books) {
        this.books = books;
    }

    ObjectNode write() {
        List<Payment> all = books.newest(Payment.class, _ -> true, Integer.MAX_VALUE);
        ObjectNode statement = JsonNodeFactory.instance.objectNode();
        ObjectNode totals = statement.putObject("totals");
        List<Payment> captured = all.stream().filter(Payment::captured).toList();
        if (!captured.isEmpty()) {
            totals.putObject("inr")
                    .put("captured", captured.stream().mapToLong(Payment::amount).sum())
                    .put("refunded", captured.stream().mapToLong(Payment::amountRefunded).sum())
                    .put("payments", captured.size());
        }
        ArrayNode payments = statement.putArray("payments");
        all.forEach(payment -> payments.add(line(payment)));
        return statement;
    }

    private ObjectNode line(Payment payment) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("payment", payment.id());
        line.put("order", payment.order());
        line.put("qr_code", payment.qrCode());
        line.put(
                "receipt", Optional.ofNullable(payment.order())
                        .flatMap(id -> books.find(Order.class, id))
                        .map(Order::receipt)
                        .orElse(null));
        line.put("status", payment.status().name().toLowerCase(Locale.ROOT));
        line.put("currency", payment.currency().toLowerCase(Locale.ROOT));
        line.put("amount", payment.amount());
        line.put("captured", payment.captured() ? payment.amount() : 0);
        line.put("refunded", payment.captured() ? payment.amountRefunded() : 0);
        Subjects.find(books, payment.opened())
                .ifPresent(opened -> opened.metadata().forEach(line.putObject("metadata")::put));
        return line;
    }

    List<RecentPayment> recent(int limit) {
        return books.newest(Payment.class, _ -> true, limit).stream().map(Statement::recent).toList();
    }

    private static RecentPayment recent(Payment payment) {
        return new RecentPayment(
                Instant.ofEpochSecond(payment.created()),
                payment.id(),
                Optional.ofNullable(payment.description()).orElse(""),
                Amounts.format(payment.amount(), payment.currency()),
                payment.status() == Payment.Status.CAPTURED && payment.amountRefunded() > 0
                        ? "partly refunded"
                        : payment.status().name().toLowerCase(Locale.ROOT));
    }
}
