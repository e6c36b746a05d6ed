package boxoffice.kiosk.sale;

import boxoffice.client.BoxOfficeException;
import boxoffice.model.Problem;
import boxoffice.model.ProblemCode;
import boxoffice.model.SeatId;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/// Why a wish of the guest was not met. Nothing was changed, and the sale goes on.
public sealed interface Trouble {
    /// The server gives no answer.
    record Offline() implements Trouble {}

    /// Somebody else was faster.
    ///
    /// @param taken the seats of the wish that are gone
    /// @param alternatives free seats side by side, as many as were wanted; may be empty
    record SeatsTaken(List<SeatId> taken, List<SeatId> alternatives) implements Trouble {}

    /// More seats than one guest may hold.
    record TooManySeats() implements Trouble {}

    /// The show is no longer sold.
    record SaleClosed() implements Trouble {}

    /// The payment provider does not answer or refuses to begin.
    record PaymentUnavailable() implements Trouble {}

    /// The seats cannot be held any longer.
    record NoMoreTime() implements Trouble {}

    /// The server said no for another reason, or something broke.
    ///
    /// @param code the server's, or one of this app; for the log and for staff
    record Other(String code) implements Trouble {}

    /// Sorts a failure of a request to the server.
    static Trouble of(Exception failure) {
        return switch (failure) {
            case BoxOfficeException.Unreachable _ -> new Offline();
            case BoxOfficeException.Refused refused -> of(refused.problem());
            case Exception unexpected -> {
                System.getLogger(Trouble.class.getName())
                        .log(System.Logger.Level.ERROR, "the kiosk failed by itself", unexpected);
                yield new Other("KIOSK_ERROR");
            }
        };
    }

    private static Trouble of(Problem problem) {
        if (problem.code().equals(ProblemCode.SEAT_UNAVAILABLE.name())) {
            return new SeatsTaken(seats(problem, "unavailableSeats"), seats(problem, "alternativeSeats"));
        }
        if (problem.code().equals(ProblemCode.SEAT_LIMIT_EXCEEDED.name())) {
            return new TooManySeats();
        }
        if (problem.code().equals(ProblemCode.SALE_CLOSED.name())) {
            return new SaleClosed();
        }
        if (problem.code().equals(ProblemCode.LOCK_EXPIRED.name())
                || problem.code().equals(ProblemCode.LOCK_NOT_FOUND.name())) {
            return new NoMoreTime();
        }
        if (problem.code().startsWith("PAYMENT_GATEWAY")) {
            return new PaymentUnavailable();
        }
        return problem.status() == 503 ? new Offline() : new Other(problem.code());
    }

    private static List<SeatId> seats(Problem problem, String member) {
        return problem.more().get(member) instanceof Collection<?> ids
                ? ids.stream().map(Objects::toString).map(SeatId::new).toList()
                : List.of();
    }
}
