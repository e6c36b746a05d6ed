package boxoffice.server.payment;

import boxoffice.model.BookingId;
import boxoffice.model.Bookings.PaymentMethod;
import boxoffice.model.CardId;
import boxoffice.model.Money;
import boxoffice.model.PaymentId;
import boxoffice.model.ProblemCode;
import boxoffice.model.UserId;
import boxoffice.server.http.ProblemException;
import boxoffice.server.operations.Records;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.Sql;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Payments and their moves: INITIATED → PROCESSING → SUCCESS or FAILED, SUCCESS → REFUNDED (BOOK-2). Thread-safe.
///
/// Each move names the states it may leave, so that what arrives late or twice finds nothing to do. Methods that take
/// an [Sql] work within the caller's transaction.
public final class Payments {
    private final Database database;
    private final Gateways gateways;
    private final KeptCards cards;

    public Payments(Database database, Gateways gateways, KeptCards cards) {
        this.database = database;
        this.gateways = gateways;
        this.cards = cards;
    }

    /// A payment that is wanted.
    ///
    /// @param gateway the name of the one that is to take it
    /// @param reader the card reader before which the guest stands
    /// @param remember whether the guest wants the card remembered
    /// @param card one that is remembered, to be offered
    public record Wanted(
            BookingId booking,
            PaymentMethod method,
            String gateway,
            Optional<String> reader,
            Money amount,
            UserId payer,
            boolean remember,
            Optional<CardId> card) {
        /// The same by a card that is to be remembered.
        public Wanted remembering() {
            return new Wanted(booking, method, gateway, reader, amount, payer, true, Optional.empty());
        }

        Wanted offering(CardId remembered) {
            return new Wanted(booking, method, gateway, reader, amount, payer, false, Optional.of(remembered));
        }
    }

    /// What the guest is to see where they pay.
    ///
    /// @param description what they buy
    /// @param lines what it is made of
    /// @param done where their browser goes afterwards
    /// @param closesAt until when the seats are held
    public record Bill(String description, List<PaymentGateway.Line> lines, URI done, Instant closesAt) {}

    /// Notes that a payment is wanted, before the gateway is asked for anything.
    public PaymentEntry initiate(Sql sql, Wanted wanted) {
        PaymentEntry entry = sql.sql("""
                INSERT INTO payments (booking_id, method, gateway, reader, amount, currency, card_for, card_at, card_id)
                VALUES (:booking, :method, :gateway, CAST(:reader AS text), :amount, :currency,
                        CAST(:cardFor AS uuid), CASE WHEN CAST(:cardFor AS uuid) IS NOT NULL THEN now() END,
                        CAST(:card AS uuid))
                RETURNING\s""" + PaymentEntry.COLUMNS)
                .with("booking", wanted.booking())
                .with("method", wanted.method())
                .with("gateway", wanted.gateway())
                .with("reader", wanted.reader().orElse(null))
                .with("amount", wanted.amount().minor())
                .with("currency", wanted.amount().currency().getCurrencyCode())
                .with("cardFor", wanted.remember() ? wanted.payer().toString() : null)
                .with("card", wanted.card().map(CardId::toString).orElse(null))
                .one(PaymentEntry::of)
                .orElseThrow();
        Records.audit(
                sql, Optional.of(wanted.payer()), "payment", entry.id().value(), "INITIATED", Map.of(
                        "booking", wanted.booking(), "amount", wanted.amount().amount(), "gateway", wanted.gateway()));
        return entry;
    }

    /// Has the gateway ask for the money of a payment. After a crash in between, doing it again finds what was opened.
    ///
    /// When the gateway does not answer, it is asked again and again how the payment stands (PAY-5).
    ///
    /// @throws ProblemException `PAYMENT_GATEWAY_TIMEOUT`, `PAYMENT_GATEWAY_ERROR` or `CARD_READER_UNAVAILABLE`; the
    ///     payment stays as it was
    public PaymentEntry open(PaymentEntry entry, Bill bill) {
        if (entry.gatewayRef().isPresent()) {
            return entry;
        }
        PaymentGateway gateway = gateways.named(entry.gateway());
        PaymentGateway.Opened opened;
        try {
            opened = gateway.open(order(entry, bill));
        } catch (GatewayException failed) {
            notOpened(entry, failed);
            throw problem(failed);
        }
        return opened(gateway, entry.id(), opened);
    }

    private PaymentGateway.Order order(PaymentEntry entry, Bill bill) {
        return new PaymentGateway.Order(
                entry.id(),
                entry.number(),
                entry.method(),
                entry.amount(),
                bill.description(),
                bill.lines(),
                bill.done(),
                bill.closesAt(),
                entry.reader(),
                entry.remember(),
                entry.card().flatMap(cards::token));
    }

    private PaymentEntry opened(PaymentGateway gateway, PaymentId id, PaymentGateway.Opened opened) {
        Optional<PaymentEntry> moved = database.sql("""
                UPDATE payments
                   SET status = 'PROCESSING', gateway_ref = :ref, gateway_url = CAST(:url AS text),
                       code = CAST(:code AS text), looks_left = 0,
                       look_at = now() + CASE WHEN gateway = 'COUNTER' THEN interval '0' ELSE interval '1 minute' END
                 WHERE id = :id
                   AND status = 'INITIATED'
                RETURNING\s""" + PaymentEntry.COLUMNS)
                .with("id", id)
                .with("ref", opened.gatewayRef())
                .with("url", opened.page().map(URI::toString).orElse(null))
                .with("code", opened.code().orElse(null))
                .one(PaymentEntry::of);
        PaymentEntry now = moved.or(() -> find(id)).orElseThrow();
        if (now.gatewayRef().isEmpty()) {
            // The booking was given up meanwhile; nobody has seen this page, and nobody shall pay on it.
            asking(() -> gateway.close(opened.gatewayRef()));
            throw ProblemException.of(ProblemCode.STATE_CONFLICT, "The booking was given up meanwhile.");
        }
        return now;
    }

    private void notOpened(PaymentEntry entry, GatewayException failed) {
        switch (failed) {
            case GatewayException.NoAnswer _ -> PaymentLooks.soon(database, entry.id());
            case GatewayException.Failed _,GatewayException.Refused _ -> database.sql("""
                    UPDATE payments
                       SET number = number + 1
                     WHERE id = :id
                       AND number = :number
                       AND status = 'INITIATED'""").with("id", entry.id()).with("number", entry.number()).update();
        }
    }

    public Optional<PaymentEntry> find(PaymentId id) {
        return find(database, id);
    }

    /// Finds a payment as it is within the transaction.
    public Optional<PaymentEntry> find(Sql sql, PaymentId id) {
        return sql.sql("SELECT " + PaymentEntry.COLUMNS + " FROM payments WHERE id = :id")
                .with("id", id)
                .one(PaymentEntry::of);
    }

    /// All payments of a booking, newest first.
    public List<PaymentEntry> of(BookingId booking) {
        return of(database, booking);
    }

    /// All payments of a booking as they are within the transaction, newest first.
    public List<PaymentEntry> of(Sql sql, BookingId booking) {
        return sql.sql(
                "SELECT " + PaymentEntry.COLUMNS
                        + " FROM payments WHERE booking_id = :booking ORDER BY created_at DESC, id DESC")
                .with("booking", booking)
                .list(PaymentEntry::of);
    }

    /// The money came.
    ///
    /// @return the payment, unless that was known already
    public Optional<PaymentEntry> succeed(Sql sql, PaymentId id, String chargeRef) {
        Optional<PaymentEntry> paid = sql.sql("""
                UPDATE payments
                   SET status = 'SUCCESS', charge_ref = :charge, failure = NULL, completed_at = now(), late = false
                 WHERE id = :id
                   AND status IN ('INITIATED', 'PROCESSING', 'FAILED')
                RETURNING\s""" + PaymentEntry.COLUMNS)
                .with("id", id)
                .with("charge", chargeRef)
                .one(PaymentEntry::of);
        paid.ifPresent(entry -> {
            Records.auditedEvent(
                    sql, Optional.empty(), "payment", id.value(), "SUCCESS", Map.of("charge", chargeRef),
                    "payment.success", Map.of("booking", entry.booking()));
        });
        return paid;
    }

    /// No money will come.
    ///
    /// @return the payment, unless it had ended before
    public Optional<PaymentEntry> fail(Sql sql, PaymentId id, String reason) {
        return fail(sql, id, reason, false);
    }

    /// Nobody waits for the money any more; should it come all the same, that is noticed for some days (PAY-5).
    ///
    /// @return the payment, unless it had ended before
    public Optional<PaymentEntry> abandon(Sql sql, PaymentId id, String reason) {
        return fail(sql, id, reason, true);
    }

    private static Optional<PaymentEntry> fail(Sql sql, PaymentId id, String reason, boolean late) {
        Optional<PaymentEntry> failed = sql.sql("""
                UPDATE payments
                   SET status = 'FAILED', failure = :reason, completed_at = now(), late = :late,
                       look_at = least(look_at, now() + interval '5 minutes')
                 WHERE id = :id
                   AND status IN ('INITIATED', 'PROCESSING')
                RETURNING\s""" + PaymentEntry.COLUMNS)
                .with("id", id)
                .with("reason", reason)
                .with("late", late)
                .one(PaymentEntry::of);
        failed.ifPresent(entry -> {
            Records.auditedEvent(
                    sql, Optional.empty(), "payment", id.value(), "FAILED", Map.of("reason", reason),
                    "payment.failed", Map.of("booking", entry.booking(), "reason", reason));
        });
        return failed;
    }

    /// A try was declined; the guest may try again on the same page.
    public void decline(PaymentId id, String reason) {
        database.sql("UPDATE payments SET failure = :reason WHERE id = :id AND status = 'PROCESSING'")
                .with("id", id)
                .with("reason", reason)
                .update();
    }

    /// Has the gateway asked at short intervals how a payment stands: the guest has come back from its page.
    public void lookSoon(PaymentId id) {
        PaymentLooks.soon(database, id);
    }

    /// Has the gateway asked at once, and at short intervals after that, how a payment stands: it has signed that the guest
    /// has paid. That counts for one that has failed, too.
    void lookNow(PaymentId id) {
        PaymentLooks.now(database, id);
    }

    /// How a payment stands at its gateway; one that was never opened there is open as far as anybody knows.
    ///
    /// @throws GatewayException when the gateway does not say
    PaymentState state(PaymentEntry payment) {
        return payment.gatewayRef()
                .map(gateways.named(payment.gateway())::state)
                .orElseGet(PaymentState.Open::new);
    }

    /// Makes sure that no money comes any more, or learns that it has come.
    ///
    /// @param bill with which it was opened, if it was
    /// @throws GatewayException when the gateway does not say
    public PaymentState close(PaymentEntry payment, Supplier<Bill> bill) {
        return payment.gatewayRef()
                .map(gateways.named(payment.gateway())::close)
                .orElseGet(
                        () -> gateways.find(payment.gateway())
                                .map(gateway -> gateway.closeUnanswered(order(payment, bill.get())))
                                .orElseGet(() -> new PaymentState.Closed("never opened")));
    }

    private static <T> T asking(Supplier<T> call) {
        try {
            return call.get();
        } catch (GatewayException failed) {
            throw problem(failed);
        }
    }

    /// What a guest is told of a gateway that did not do its part.
    public static ProblemException problem(GatewayException failed) {
        return switch (failed) {
            case GatewayException.NoAnswer _,GatewayException.Failed _ -> ProblemException.of(
                    ProblemCode.PAYMENT_GATEWAY_TIMEOUT,
                    "The payment gateway does not answer. Your seats are kept; please try again.")
                    .retryAfter(5);
            case GatewayException.Refused refused when refused.ofReader() -> ProblemException.of(
                    ProblemCode.CARD_READER_UNAVAILABLE,
                    "The card reader is busy, switched off or not known to the gateway.").retryAfter(5);
            case GatewayException.Refused _ -> ProblemException.of(
                    ProblemCode.PAYMENT_GATEWAY_ERROR, "The payment gateway refused.");
        };
    }
}
