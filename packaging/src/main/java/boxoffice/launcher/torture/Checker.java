package boxoffice.launcher.torture;

import boxoffice.launcher.torture.Claim.Period;
import boxoffice.launcher.torture.Violation.Rule;
import boxoffice.model.SeatId;
import boxoffice.model.SeatStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Looks for what must never be in what guests saw. It knows nothing of how the servers work, only what they promise:
/// an answer is a promise to the one who got it. Stateless.
final class Checker {
    private static final double SECOND = 1e9;

    private final Limits limits;

    Checker(Limits limits) {
        this.limits = limits;
    }

    /// All violations, in no particular order.
    List<Violation> check(History history) {
        List<Claim> claims = Claim.of(history.operations(), limits);
        Map<SeatId, List<Claim>> bySeat = new TreeMap<>();
        claims.forEach(
                claim -> claim.seats()
                        .forEach(seat -> bySeat.computeIfAbsent(seat, first -> new ArrayList<>()).add(claim)));
        Map<Claim, List<Period>> definite = new HashMap<>();
        claims.forEach(claim -> definite.put(claim, claim.definite()));
        List<Violation> found = new ArrayList<>();
        history.operations().forEach(operation -> wrong(operation).ifPresent(found::add));
        bySeat.forEach((seat, wishes) -> twoOwners(seat, wishes, definite, found));
        claims.forEach(claim -> lostLocks(claim, found));
        claims.forEach(claim -> refusal(claim, bySeat, history).ifPresent(found::add));
        history.operations().forEach(operation -> staleMap(operation, bySeat, definite, found));
        return found;
    }

    private static Optional<Violation> wrong(Operation operation) {
        return switch (operation.answer()) {
            case Answer.Wrong(String what) -> Optional.of(
                    new Violation(Rule.WRONG_ANSWER, told(operation) + ": " + what));
            case Answer.Unavailable(boolean saysWhen) when !saysWhen -> Optional.of(
                    new Violation(Rule.WRONG_ANSWER, told(operation) + ": 503 without retryAfter"));
            case Answer.Seen _,Answer.Held _,Answer.Until _,Answer.Done _,Answer.Booked _,Answer.Stands _,Answer.Refused _,Answer.Unavailable _,Answer.None _ ->
                Optional.empty();
        };
    }

    /// One period of ownership with whose it is.
    private record Owned(Claim claim, Period period) {}

    private static void twoOwners(
            SeatId seat, List<Claim> wishes, Map<Claim, List<Period>> definite, List<Violation> found) {
        List<Owned> owned = wishes.stream()
                .flatMap(
                        claim -> definite.getOrDefault(claim, List.of())
                                .stream()
                                .map(period -> new Owned(claim, period)))
                .sorted(Comparator.comparingLong(one -> one.period().from()))
                .toList();
        Owned longest = null;
        for (Owned next : owned) {
            if (longest != null
                    && longest.claim() != next.claim()
                    && next.period().from() < longest.period().to()) {
                found.add(
                        new Violation(
                                Rule.TWO_OWNERS,
                                "seat %s was %s and %s".formatted(seat, told(longest), told(next))));
            }
            if (longest == null || next.period().to() > longest.period().to()) {
                longest = next;
            }
        }
    }

    /// A lock that its holder had not given up, whose time was not over, and that the server says is not there; and a
    /// confirmed booking that is not confirmed any more.
    private static void lostLocks(Claim claim, List<Violation> found) {
        long confirmed = claim.confirmed().map(Operation::answered).orElse(Claim.FOREVER);
        for (Operation operation : claim.later()) {
            if (operation.answer() instanceof Answer.Refused refused
                    && (refused.status() == 404 || refused.status() == 410)
                    && !(operation.act() instanceof Act.Cancel)
                    && claim.definiteBut(Optional.of(operation))
                            .stream()
                            .anyMatch(period -> period.covers(operation.sent(), operation.answered()))) {
                found.add(
                        new Violation(
                                Rule.LOST_LOCK,
                                "%s, although seats %s were locked at %s"
                                        .formatted(told(operation), claim.seats(), at(claim.lock().answered()))));
            }
            if (operation.answer() instanceof Answer.Stands(var status)
                    && operation.sent() > confirmed
                    && !operation.answer().equals(claim.confirmed().orElseThrow().answer())) {
                found.add(
                        new Violation(
                                Rule.LOST_BOOKING,
                                "%s: %s, after it was confirmed at %s".formatted(
                                        told(operation), status, at(confirmed))));
            }
        }
    }

    private Optional<Violation> refusal(Claim claim, Map<SeatId, List<Claim>> bySeat, History history) {
        if (!(claim.lock().answer() instanceof Answer.Refused refused) || !refused.code().equals("SEAT_UNAVAILABLE")) {
            return Optional.empty();
        }
        Operation lock = claim.lock();
        long since = lock.sent() - limits.staleness().plus(limits.slack()).toNanos();
        boolean justified = refused.unavailable()
                .stream()
                .flatMap(seat -> bySeat.getOrDefault(seat, List.of()).stream())
                .anyMatch(
                        other -> other != claim
                                && other.lock().sent() <= lock.answered()
                                && other.possibleUntil(history, lock.answered()) >= since);
        return justified
                ? Optional.empty()
                : Optional.of(
                        new Violation(
                                Rule.UNJUSTIFIED_REFUSAL,
                                "%s: nobody can have had %s".formatted(told(lock), refused.unavailable())));
    }

    private void staleMap(
            Operation look,
            Map<SeatId, List<Claim>> bySeat,
            Map<Claim, List<Period>> definite,
            List<Violation> found) {
        if (!(look.answer() instanceof Answer.Seen(Map<SeatId, SeatStatus> seats))) {
            return;
        }
        long since = look.sent() - limits.staleness().plus(limits.slack()).toNanos();
        seats.forEach((seat, status) -> {
            if (status == SeatStatus.AVAILABLE) {
                bySeat.getOrDefault(seat, List.of())
                        .stream()
                        .flatMap(
                                claim -> definite.getOrDefault(claim, List.of())
                                        .stream()
                                        .map(period -> new Owned(claim, period)))
                        .filter(owned -> owned.period().covers(since, look.answered()))
                        .findFirst()
                        .ifPresent(
                                owned -> found.add(
                                        new Violation(
                                                Rule.STALE_MAP,
                                                "guest %d at %s: seat %s, which was %s".formatted(
                                                        look.guest(), at(look.sent()), seat, told(owned)))));
            }
        });
    }

    private static String told(Owned owned) {
        return "guest %d's %s from %s to %s (%s)".formatted(
                owned.claim().lock().guest(),
                owned.claim().seats(),
                at(owned.period().from()),
                at(owned.period().to()),
                owned.claim().lockId().map(id -> "lock " + id).orElse("no lock"));
    }

    private static String told(Operation operation) {
        return "guest %d, %s to server %s, sent %s, answered %s: %s".formatted(
                operation.guest(),
                operation.act(),
                operation.node() == 0 ? "A" : "B",
                at(operation.sent()),
                at(operation.answered()),
                operation.answer());
    }

    private static String at(long nanos) {
        return nanos == Claim.FOREVER ? "ever" : String.format(Locale.ROOT, "%.3f s", nanos / SECOND);
    }
}
