package boxoffice.model;

import java.util.Locale;

/// Every code a [Problem] can carry. Codes are stable: front ends switch on them.
public enum ProblemCode {
    MALFORMED_JSON(400, "The body is not JSON"),
    MALFORMED_REQUEST(400, "The request cannot be read"),
    INVALID_FIELD(400, "A field is wrong"),
    UNKNOWN_FIELD(400, "A field is not known"),
    DUPLICATE_SEATS(400, "A seat is named twice"),
    UNKNOWN_SEAT(400, "The show has no such seat"),
    SIGNATURE_INVALID(400, "The signature does not match"),
    UNAUTHENTICATED(401, "Sign in first"),
    CREDENTIALS_INVALID(401, "The sign-in does not match"),
    FORBIDDEN(403, "Not allowed"),
    NOT_FOUND(404, "Not found"),
    SHOW_NOT_FOUND(404, "No such show"),
    LOCK_NOT_FOUND(404, "No such lock"),
    BOOKING_NOT_FOUND(404, "No such booking"),
    PAYMENT_NOT_FOUND(404, "No such payment"),
    DEAD_LETTER_NOT_FOUND(404, "No such dead letter"),
    WALLET_UNAVAILABLE(404, "Wallet passes are not offered here"),
    REFUND_NOT_FOUND(404, "No such refund"),
    REVIEW_NOT_FOUND(404, "No such review"),
    METHOD_NOT_ALLOWED(405, "The address does not take this method"),
    SEAT_UNAVAILABLE(409, "Selected seats are no longer available"),
    STRANDS_SEAT(409, "The selection leaves a single seat behind"),
    LOCK_INVALID(409, "The lock cannot be booked"),
    SALE_CLOSED(409, "The show is not for sale"),
    SHOW_HAS_BEGUN(409, "The show has begun"),
    TICKET_USED(409, "A ticket was used"),
    CANCELLATION_NOT_CONFIRMED(409, "Nothing would come back"),
    CANCELLATION_QUOTE_CHANGED(409, "Another amount would come back"),
    EXCHANGE_CLOSED(409, "The booking cannot be exchanged"),
    SHOW_OVERLAPS(409, "The screen is taken at that time"),
    STATE_CONFLICT(409, "Not possible in this state"),
    EMAIL_TAKEN(409, "The e-mail address is in use"),
    CARD_READER_UNAVAILABLE(409, "The card reader cannot be used now"),
    REQUEST_IN_PROGRESS(409, "The same request is being worked on"),
    LOCK_EXPIRED(410, "The seat selection has expired"),
    BODY_TOO_LARGE(413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body is of another kind"),
    IDEMPOTENCY_KEY_REUSED(422, "The idempotency key belongs to another request"),
    PAYMENT_METHOD_UNAVAILABLE(422, "The payment method is not offered here"),
    SEAT_LIMIT_EXCEEDED(429, "Too many seats"),
    SHOW_LIMIT_EXCEEDED(429, "Seats in too many shows"),
    WATCH_LIMIT_EXCEEDED(429, "Too many shows are watched"),
    SHOW_BUSY(429, "The show is busy"),
    RATE_LIMITED(429, "Too many requests"),
    INTERNAL_ERROR(500, "Something went wrong on our side"),
    PAYMENT_GATEWAY_ERROR(502, "The payment gateway refused"),
    SERVICE_TEMPORARILY_UNAVAILABLE(503, "Please try again shortly"),
    PAYMENT_GATEWAY_TIMEOUT(504, "The payment gateway did not answer in time");

    private final int status;
    private final String title;

    ProblemCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /// The HTTP status that goes with the code.
    public int status() {
        return status;
    }

    /// One line that is the same for every problem of this code.
    public String title() {
        return title;
    }

    /// The problem's type as a relative URI reference.
    public String type() {
        return "/problems/" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
