package boxoffice.server.payment;

import boxoffice.model.GatewayStatements.MovementKind;
import boxoffice.model.Money;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Money that moved, as its gateway's own books have it.
///
/// @param reference the gateway's name for it: that of [PaymentState.Paid] or [RefundState]
/// @param ours the id of our payment or refund, where the gateway noted one
/// @param at when it was made there, to the second; a refund may take days after that
/// @param done whether it is over; a refund may be under way
public record Movement(
        MovementKind kind, String reference, Optional<UUID> ours, Money amount, Instant at, boolean done) {}
