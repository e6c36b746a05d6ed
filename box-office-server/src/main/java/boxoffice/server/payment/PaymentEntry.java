package boxoffice.server.payment;

import boxoffice.model.BookingId;
import boxoffice.model.Bookings.Payment;
import boxoffice.model.Bookings.PaymentMethod;
import boxoffice.model.Bookings.PaymentStatus;
import boxoffice.model.CardId;
import boxoffice.model.Money;
import boxoffice.model.PaymentId;
import boxoffice.server.storage.Row;
import java.net.URI;
import java.util.Optional;

/// A payment with what only the gateway's side needs.
///
/// @param number under which the gateway is asked to open it
/// @param gatewayRef the gateway's name for it, once it was opened there
/// @param chargeRef the gateway's name for the money, once there is some
/// @param code what a QR shows, for those who pay by scanning one
/// @param failure why the last try failed
/// @param remember whether the guest wants the card remembered
/// @param card one that is remembered, and offered
public record PaymentEntry(
        PaymentId id,
        BookingId booking,
        PaymentMethod method,
        String gateway,
        int number,
        Optional<String> reader,
        Optional<String> gatewayRef,
        Optional<String> chargeRef,
        Optional<URI> page,
        Optional<String> code,
        PaymentStatus status,
        Money amount,
        Optional<String> failure,
        boolean remember,
        Optional<CardId> card) {
    static final String COLUMNS = """
            id, booking_id, method, gateway, number, reader, gateway_ref, charge_ref, gateway_url, code, status, amount,
            currency, failure, card_for IS NOT NULL AS remember, card_id""";

    /// As it goes over the wire.
    public Payment payment() {
        return new Payment(
                id,
                booking,
                status,
                method,
                gateway,
                page.map(URI::toString).orElse(null),
                code.orElse(null),
                failure.orElse(null),
                amount.amount(),
                amount.currency().getCurrencyCode());
    }

    /// Whether money may still come.
    public boolean isOpen() {
        return status == PaymentStatus.INITIATED || status == PaymentStatus.PROCESSING;
    }

    static PaymentEntry of(Row row) {
        return new PaymentEntry(
                new PaymentId(row.uuid("id")),
                new BookingId(row.uuid("booking_id")),
                row.constant("method", PaymentMethod.class),
                row.text("gateway"),
                row.integer("number"),
                row.optionalText("reader"),
                row.optionalText("gateway_ref"),
                row.optionalText("charge_ref"),
                row.optionalText("gateway_url").map(URI::create),
                row.optionalText("code"),
                row.constant("status", PaymentStatus.class),
                new Money(row.number("amount"), Money.currency(row.text("currency"))),
                row.optionalText("failure"),
                row.flag("remember"),
                row.optionalUuid("card_id").map(CardId::new));
    }
}
