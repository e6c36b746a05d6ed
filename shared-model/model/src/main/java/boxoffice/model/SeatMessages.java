package boxoffice.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is said on `WS /api/v1/ws/shows/{id}` (RT-1), each message one JSON object that names its `type`.
///
/// Nothing in here says who holds a seat.
public final class SeatMessages {
    private SeatMessages() {}

    /// What a client says.
    ///
    /// @param showId of SUBSCRIBE and UNSUBSCRIBE
    /// @param since of SUBSCRIBE: the version the client has, so that only what changed since then needs to be sent
    public record Wish(Kind type, @Nullable ShowId showId, @Nullable String since) {
        /// What is wished for.
        public enum Kind {
            SUBSCRIBE,
            UNSUBSCRIBE,
            PING
        }

        public Wish {
            InvalidField.require(type, "type");
            if (type != Kind.PING) {
                InvalidField.require(showId, "showId");
            }
        }
    }

    /// What the server says.
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
            @JsonSubTypes.Type(value = ShowState.class, name = "SHOW_STATE"),
            @JsonSubTypes.Type(value = SeatsLocked.class, name = "SEAT_LOCKED"),
            @JsonSubTypes.Type(value = SeatsReleased.class, name = "SEAT_RELEASED"),
            @JsonSubTypes.Type(value = SeatsBooked.class, name = "SEAT_BOOKED"),
            @JsonSubTypes.Type(value = SeatsBlocked.class, name = "SEAT_BLOCKED"),
            @JsonSubTypes.Type(value = Unsubscribed.class, name = "UNSUBSCRIBED"),
            @JsonSubTypes.Type(value = Pong.class, name = "PONG"),
            @JsonSubTypes.Type(value = Refusal.class, name = "ERROR")})
    public sealed interface FromServer {}

    /// Where a show's seats stand; the answer to SUBSCRIBE, and what follows when changes had to be left out.
    ///
    /// @param full whether seats that are not named are AVAILABLE; otherwise they are as the client knows them
    /// @param seats by status
    public record ShowState(ShowId showId, String version, boolean full, Map<SeatStatus, List<SeatId>> seats)
            implements
                FromServer {}

    /// Seats that have changed. It builds on the version `previous`: a client that has another one has missed something,
    /// and asks again with SUBSCRIBE.
    public sealed interface Change extends FromServer {
        ShowId showId();

        List<SeatId> seatIds();

        String previous();

        String version();

        /// What the seats are now.
        @JsonIgnore
        SeatStatus status();

        /// The message that seats have come into a status.
        static Change to(SeatStatus status, ShowId show, List<SeatId> seats, String previous, String version) {
            return switch (status) {
                case AVAILABLE -> new SeatsReleased(show, seats, previous, version);
                case LOCKED -> new SeatsLocked(show, seats, previous, version);
                case BOOKED -> new SeatsBooked(show, seats, previous, version);
                case BLOCKED -> new SeatsBlocked(show, seats, previous, version);
            };
        }
    }

    /// Somebody holds these seats.
    public record SeatsLocked(ShowId showId, List<SeatId> seatIds, String previous, String version) implements Change {
        @Override
        public SeatStatus status() {
            return SeatStatus.LOCKED;
        }
    }

    /// These seats can be had.
    public record SeatsReleased(ShowId showId, List<SeatId> seatIds, String previous, String version)
            implements
                Change {
        @Override
        public SeatStatus status() {
            return SeatStatus.AVAILABLE;
        }
    }

    /// These seats are sold.
    public record SeatsBooked(ShowId showId, List<SeatId> seatIds, String previous, String version) implements Change {
        @Override
        public SeatStatus status() {
            return SeatStatus.BOOKED;
        }
    }

    /// These seats are not for sale.
    public record SeatsBlocked(ShowId showId, List<SeatId> seatIds, String previous, String version)
            implements
                Change {
        @Override
        public SeatStatus status() {
            return SeatStatus.BLOCKED;
        }
    }

    /// The answer to UNSUBSCRIBE.
    public record Unsubscribed(ShowId showId) implements FromServer {}

    /// The answer to PING.
    public record Pong() implements FromServer {}

    /// A wish that was not granted.
    public record Refusal(Problem problem) implements FromServer {}
}
