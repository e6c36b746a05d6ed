package boxoffice.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Seat locks on the wire (SEAT-2, SEAT-3).
public final class Locks {
    private Locks() {}

    /// The body of `POST /api/v1/bookings/lock`. Who holds the seats comes from the token.
    ///
    /// @param cards for whom a seat is; ADULT where nothing is said
    public record LockRequest(
            ShowId showId,
            List<SeatId> seatIds,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<SeatId, PriceCard> cards) {
        public LockRequest {
            InvalidField.require(showId, "showId");
            seatIds = List.copyOf(InvalidField.distinct(seatIds, "seatIds"));
            cards = cards == null ? Map.of() : cards;
            for (Map.Entry<SeatId, PriceCard> card : cards.entrySet()) {
                InvalidField.require(card.getValue(), "cards." + card.getKey());
                if (!seatIds.contains(card.getKey())) {
                    throw new InvalidField(
                            "cards", "names " + card.getKey() + ", which is not asked for", "seats of seatIds");
                }
            }
            cards = Map.copyOf(cards);
        }

        /// All seats at the full price.
        public LockRequest(ShowId showId, List<SeatId> seatIds) {
            this(showId, seatIds, Map.of());
        }
    }

    /// The body of `POST /api/v1/bookings/lock/best`: who is coming, instead of which seats (SEAT-10).
    ///
    /// @param partySize 1 to 10, those in wheelchairs included
    /// @param section the id of a section, if it has to be that one
    /// @param seatType REGULAR, PREMIUM or VIP, if it has to be that kind; a dearer kind than REGULAR is offered unasked only
    /// where nothing else is left
    /// @param wheelchairs how many of the party need a wheelchair bay; none where nothing is said
    /// @param features what a seat of the party needs to have, all of it
    public record BestLockRequest(
            ShowId showId,
            int partySize,
            @Nullable String section,
            @Nullable SeatType seatType,
            int wheelchairs,
            Set<SeatFeature> features) {
        private static final int LARGEST = 10;

        /// Takes the body as it stands in JSON.
        @JsonCreator
        static BestLockRequest read(
                @JsonProperty("showId") ShowId showId,
                @JsonProperty("partySize") @Nullable Integer partySize,
                @JsonProperty("section") @Nullable String section,
                @JsonProperty("seatType") @Nullable SeatType seatType,
                @JsonProperty("wheelchairs") @Nullable Integer wheelchairs,
                @JsonProperty("features") @Nullable Set<SeatFeature> features) {
            return new BestLockRequest(
                    showId,
                    InvalidField.require(partySize, "partySize").intValue(),
                    section,
                    seatType,
                    wheelchairs == null ? 0 : wheelchairs.intValue(),
                    features == null ? Set.of() : features);
        }

        /// A party that takes any seats.
        public static BestLockRequest of(ShowId show, int partySize) {
            return new BestLockRequest(show, partySize, null, null, 0, Set.of());
        }

        public BestLockRequest {
            InvalidField.require(showId, "showId");
            if (partySize < 1 || partySize > LARGEST) {
                throw new InvalidField("partySize", "is " + partySize, "1 to " + LARGEST);
            }
            section = section == null ? null : InvalidField.text(section, "section", 40);
            if (seatType == SeatType.WHEELCHAIR || seatType == SeatType.COMPANION) {
                throw new InvalidField(
                        "seatType", "is " + seatType, "REGULAR, PREMIUM, VIP; ask for bays with wheelchairs");
            }
            if (wheelchairs < 0 || wheelchairs > partySize) {
                throw new InvalidField("wheelchairs", "is " + wheelchairs, "0 to partySize");
            }
            for (SeatFeature feature : features) {
                InvalidField.require(feature, "features");
            }
            features = Set.copyOf(features);
            if (features.contains(SeatFeature.RESTRICTED_VIEW)) {
                throw new InvalidField(
                        "features", "has RESTRICTED_VIEW", "AISLE, STEP_FREE, HEARING_LOOP, LIFT_UP_ARMREST");
            }
        }
    }

    /// Seats held until `expiresAt`.
    ///
    /// @param lines what the total is made of, seats first
    /// @param totalAmount in major units of `currency`
    /// @param fallback `database` while the fast path is out of service (SEAT-7)
    public record SeatLock(
            LockId lockId,
            ShowId showId,
            Instant expiresAt,
            List<PricedSeat> seats,
            List<PriceLine> lines,
            BigDecimal totalAmount,
            String currency,
            @Nullable String fallback) {}

    /// A held seat at the price fixed when it was locked.
    public record PricedSeat(SeatId id, SeatType type, BigDecimal price) {}

    /// One line of a bill (SEAT-12).
    ///
    /// @param label the name of the fee or tax; for seats, the [SeatType]
    /// @param amount of the whole line
    /// @param included whether it is already part of the other lines, as a tax often is, and not to be added
    /// @param card for seats, whose price it is; absent where it is everyone's
    public record PriceLine(
            Kind kind, String label, int quantity, BigDecimal amount, boolean included, @Nullable PriceCard card) {
        /// A line that has nothing to do with a card.
        public PriceLine(Kind kind, String label, int quantity, BigDecimal amount, boolean included) {
            this(kind, label, quantity, amount, included, null);
        }

        /// What a line stands for.
        public enum Kind {
            SEAT,
            FEE,
            TAX
        }
    }

    /// The answer to extending a lock and to its heartbeat.
    public record LockTime(LockId lockId, Instant expiresAt) {}
}
