package boxoffice.server.payment;

import boxoffice.model.BookingId;
import boxoffice.model.Bookings.Payment;
import boxoffice.model.Bookings.PaymentMethod;
import boxoffice.model.Bookings.PaymentStatus;
import boxoffice.model.Money;
import boxoffice.model.PaymentId;
import boxoffice.model.ProblemCode;
import boxoffice.model.UserId;
import boxoffice.server.http.ProblemException;
import boxoffice.server.operations.Records;
import boxoffice.server.storage.Database;
import boxoffice.server.storage.Row;
import boxoffice.server.storage.Sql;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Payments and their moves: INITIATED → PROCESSING → SUCCESS or FAILED, SUCCESS → REFUNDED (BOOK-2). Thread-safe.
///
/// Each move names the states it may leave, so that what arrives late or twice finds nothing to do. Methods that take
/// an [Sql] work within the caller's transaction.
public final class Payments {
    private static final Set<PaymentMethod> OFFERED = Set.of(PaymentMethod.CARD);
    private static final String PAYMENT = """
            id, booking_id, method, gateway, gateway_ref, charge_ref, gateway_url, status, amount, currency, failure""";

    private final Database database;
    private final PaymentGateway gateway;

    public Payments(Database database, PaymentGateway gateway) {
        this.database = database;
        this.gateway = gateway;
    }

    /// A payment with what only the gateway's side needs.
    ///
    /// @param gatewayRef the gateway's name for it, once it was opened there
    /// @param chargeRef the gateway's name for the money, once there is some
    /// @param failure why the last try failed
    public record Entry(
            PaymentId id,
            BookingId booking,
            PaymentMethod method,
            String gateway,
            Optional<String> gatewayRef,
            Optional<String> chargeRef,
            Optional<URI> page,
            PaymentStatus status,
            Money amount,
            Optional<String> failure) {
        /// As it goes over the wire.
        public Payment payment() {
            return new Payment(
                    id,
                    booking,
                    status,
                    method,
                    gateway,
                    page.map(URI::toString).orElse(null),
                    amount.amount(),
                    amount.currency().getCurrencyCode());
        }
    }

    /// Notes that a payment is wanted, before the gateway is asked for anything.
    ///
    /// @throws ProblemException `PAYMENT_METHOD_UNAVAILABLE`
    public PaymentId initiate(Sql sql, BookingId booking, PaymentMethod method, Money amount, UserId payer) {
        if (!OFFERED.contains(method)) {
            throw ProblemException.of(
                    ProblemCode.PAYMENT_METHOD_UNAVAILABLE, method + " is not offered here; offered: CARD.");
        }
        UUID id = sql.sql("""
                INSERT INTO payments (booking_id, method, gateway, amount, currency)
                VALUES (:booking, :method, :gateway, :amount, :currency)
                RETURNING id""")
                .with("booking", booking)
                .with("method", method)
                .with("gateway", gateway.name())
                .with("amount", amount.minor())
                .with("currency", amount.currency().getCurrencyCode())
                .one(row -> row.uuid("id"))
                .orElseThrow();
        Records.audit(
                sql, Optional.of(payer), "payment", id, "INITIATED", Map.of(
                        "booking", booking, "amount", amount.amount()));
        return new PaymentId(id);
    }

    /// Opens the hosted page of a payment. After a crash in between, doing it again finds the same page.
    ///
    /// @throws ProblemException `PAYMENT_GATEWAY_TIMEOUT` or `PAYMENT_GATEWAY_ERROR`; the payment stays as it was
    public Entry open(PaymentId id, String description, List<PaymentGateway.Line> lines, URI done) {
        Entry entry = find(id).orElseThrow();
        if (entry.page().isPresent()) {
            return entry;
        }
        PaymentGateway.Hosted hosted = asking(
                () -> gateway.open(new PaymentGateway.Order(id, entry.amount(), description, lines, done)));
        database.sql("""
                UPDATE payments
                   SET status = 'PROCESSING', gateway_ref = :ref, gateway_url = :url
                 WHERE id = :id
                   AND status = 'INITIATED'""")
                .with("id", id)
                .with("ref", hosted.gatewayRef())
                .with("url", hosted.page().toString())
                .update();
        Entry opened = find(id).orElseThrow();
        if (opened.page().isEmpty()) {
            // The booking was given up meanwhile; nobody has seen this page, and nobody shall pay on it.
            asking(() -> gateway.close(hosted.gatewayRef()));
            throw ProblemException.of(ProblemCode.STATE_CONFLICT, "The booking was given up meanwhile.");
        }
        return opened;
    }

    public Optional<Entry> find(PaymentId id) {
        return find(database, id);
    }

    /// Finds a payment as it is within the transaction.
    public Optional<Entry> find(Sql sql, PaymentId id) {
        return sql.sql("SELECT " + PAYMENT + " FROM payments WHERE id = :id")
                .with("id", id)
                .one(Payments::entry);
    }

    /// All payments of a booking, newest first.
    public List<Entry> of(BookingId booking) {
        return of(database, booking);
    }

    /// All payments of a booking as they are within the transaction, newest first.
    public List<Entry> of(Sql sql, BookingId booking) {
        return sql.sql(
                "SELECT " + PAYMENT + " FROM payments WHERE booking_id = :booking ORDER BY created_at DESC, id DESC")
                .with("booking", booking)
                .list(Payments::entry);
    }

    /// The money came.
    ///
    /// @return the payment, unless that was known already
    public Optional<Entry> succeed(Sql sql, PaymentId id, String chargeRef) {
        Optional<Entry> paid = sql.sql("""
                UPDATE payments
                   SET status = 'SUCCESS', charge_ref = :charge, failure = NULL, completed_at = now()
                 WHERE id = :id
                   AND status IN ('INITIATED', 'PROCESSING', 'FAILED')
                RETURNING\s""" + PAYMENT)
                .with("id", id)
                .with("charge", chargeRef)
                .one(Payments::entry);
        paid.ifPresent(entry -> {
            Records.audit(sql, Optional.empty(), "payment", id.value(), "SUCCESS", Map.of("charge", chargeRef));
            Records.event(sql, "payment.success", id.value(), Map.of("booking", entry.booking()));
        });
        return paid;
    }

    /// No money will come.
    ///
    /// @return the payment, unless it had ended before
    public Optional<Entry> fail(Sql sql, PaymentId id, String reason) {
        Optional<Entry> failed = sql.sql("""
                UPDATE payments
                   SET status = 'FAILED', failure = :reason, completed_at = now()
                 WHERE id = :id
                   AND status IN ('INITIATED', 'PROCESSING')
                RETURNING\s""" + PAYMENT)
                .with("id", id)
                .with("reason", reason)
                .one(Payments::entry);
        failed.ifPresent(entry -> {
            Records.audit(sql, Optional.empty(), "payment", id.value(), "FAILED", Map.of("reason", reason));
            Records.event(sql, "payment.failed", id.value(), Map.of("booking", entry.booking(), "reason", reason));
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

    /// Makes sure that no money comes any more, or learns that it has come.
    public PaymentState close(Entry payment) {
        return payment.gatewayRef().map(gateway::close).orElseGet(PaymentState.Closed::new);
    }

    private static <T> T asking(java.util.function.Supplier<T> call) {
        try {
            return call.get();
        } catch (GatewayException failed) {
            throw problem(failed);
        }
    }

    /// What a guest is told of a gateway that did not do its part.
    public static ProblemException problem(GatewayException failed) {
        return switch (failed) {
            case GatewayException.NoAnswer silent -> ProblemException.of(
                    ProblemCode.PAYMENT_GATEWAY_TIMEOUT,
                    "The payment gateway does not answer. Your seats are kept; please try again.")
                    .retryAfter(5);
            case GatewayException.Refused refused -> ProblemException.of(
                    ProblemCode.PAYMENT_GATEWAY_ERROR, "The payment gateway refused.");
        };
    }

    private static Entry entry(Row row) {
        return new Entry(
                new PaymentId(row.uuid("id")),
                new BookingId(row.uuid("booking_id")),
                row.constant("method", PaymentMethod.class),
                row.text("gateway"),
                row.optionalText("gateway_ref"),
                row.optionalText("charge_ref"),
                row.optionalText("gateway_url").map(URI::create),
                row.constant("status", PaymentStatus.class),
                new Money(row.number("amount"), Money.currency(row.text("currency"))),
                row.optionalText("failure"));
    }
}
