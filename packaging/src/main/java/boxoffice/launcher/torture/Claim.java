package boxoffice.launcher.torture;

import boxoffice.model.BookingId;
import boxoffice.model.Bookings.BookingStatus;
import boxoffice.model.LockId;
import boxoffice.model.SeatId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One guest's wish for seats and all that followed from it: what it proves, and what it leaves open.
///
/// Definite ownership is what the answers alone prove, shortened where in doubt; possible ownership is what they do not
/// exclude, lengthened where in doubt. So a violation is never the fault of the checker's clock.
final class Claim {
    /// Later than any history.
    static final long FOREVER = Long.MAX_VALUE;

    private final Operation lock;
    private final List<Operation> later = new ArrayList<>();
    private final Set<BookingId> bookings = new HashSet<>();
    private final Limits limits;

    private Claim(Operation lock, Limits limits) {
        this.lock = lock;
        this.limits = limits;
    }

    /// A time of definite ownership: from `from` on, and before `to`.
    record Period(long from, long to) {
        boolean covers(long first, long last) {
            return from <= first && last <= to;
        }
    }

    /// Finds the claims in a history.
    static List<Claim> of(List<Operation> operations, Limits limits) {
        List<Operation> inOrder =
                operations.stream().sorted(Comparator.comparingLong(Operation::sent)).toList();
        List<Claim> claims = new ArrayList<>();
        Map<LockId, Claim> byLock = new HashMap<>();
        Map<BookingId, Claim> byBooking = new HashMap<>();
        for (Operation operation : inOrder) {
            switch (operation.act()) {
                case Act.Look() -> {}
                case Act.Lock(var _) -> {
                    Claim claim = new Claim(operation, limits);
                    Claim known = claim.lockId().map(byLock::get).orElse(null);
                    if (known == null) {
                        claims.add(claim);
                        claim.lockId().ifPresent(id -> byLock.put(id, claim));
                    } else {
                        // Asked again for what is theirs, and was given the same lock: a sign of life.
                        follow(known, operation);
                    }
                }
                case Act.Extend(LockId id) -> follow(byLock.get(id), operation);
                case Act.Heartbeat(LockId id) -> follow(byLock.get(id), operation);
                case Act.Release(LockId id) -> follow(byLock.get(id), operation);
                case Act.Book(LockId id) -> {
                    Claim claim = byLock.get(id);
                    follow(claim, operation);
                    if (claim != null && operation.answer() instanceof Answer.Booked booked) {
                        claim.bookings.add(booked.booking());
                        byBooking.put(booked.booking(), claim);
                    }
                }
                case Act.Pay(BookingId id) -> follow(byBooking.get(id), operation);
                case Act.Ask(BookingId id) -> follow(byBooking.get(id), operation);
                case Act.Cancel(BookingId id) -> follow(byBooking.get(id), operation);
            }
        }
        return claims;
    }

    private static void follow(@org.jspecify.annotations.Nullable Claim claim, Operation operation) {
        if (claim != null) {
            claim.later.add(operation);
        }
    }

    Operation lock() {
        return lock;
    }

    /// What the holder did with the lock, in the order it was asked for.
    List<Operation> later() {
        return later;
    }

    List<SeatId> seats() {
        return lock.act() instanceof Act.Lock(List<SeatId> seats) ? seats : List.of();
    }

    Optional<LockId> lockId() {
        return lock.answer() instanceof Answer.Held held ? Optional.of(held.lock()) : Optional.empty();
    }

    /// When the seats were certainly this holder's, by all that is known.
    List<Period> definite() {
        return definiteBut(Optional.empty());
    }

    /// The same, by all that is known but one operation.
    List<Period> definiteBut(Optional<Operation> unknown) {
        if (!(lock.answer() instanceof Answer.Held held)) {
            return List.of();
        }
        List<Period> periods = new ArrayList<>();
        long end = heldUntil(held, unknown);
        if (end > lock.answered()) {
            periods.add(new Period(lock.answered(), end));
        }
        confirmed().filter(operation -> unknown.filter(operation::equals).isEmpty())
                .ifPresent(operation -> periods.add(new Period(operation.answered(), FOREVER)));
        return periods;
    }

    /// The first answer that told of a confirmed booking.
    Optional<Operation> confirmed() {
        return later.stream()
                .filter(operation -> operation.answer().equals(new Answer.Stands(BookingStatus.CONFIRMED)))
                .min(Comparator.comparingLong(Operation::answered));
    }

    private long heldUntil(Answer.Held held, Optional<Operation> unknown) {
        long expiry = held.expiresAt();
        long heard = lock.sent();
        long proven = lock.answered();
        long given = FOREVER;
        boolean paying = false;
        for (Operation operation : later) {
            if (unknown.filter(operation::equals).isPresent()) {
                continue;
            }
            switch (operation.answer()) {
                case Answer.Until until -> {
                    expiry = Math.max(expiry, until.expiresAt());
                    heard = operation.sent();
                    proven = operation.sent();
                }
                case Answer.Held again -> {
                    expiry = Math.max(expiry, again.expiresAt());
                    heard = operation.sent();
                    proven = operation.sent();
                }
                case Answer.Booked booked -> {
                    expiry = Math.max(expiry, booked.expiresAt());
                    paying = true;
                    proven = operation.sent();
                }
                case Answer.Seen _,Answer.Done _,Answer.Stands _,Answer.Refused _,Answer.Unavailable _,Answer.Wrong _,Answer.None _ ->
                    {}
            }
            if (mayGiveBack(operation)) {
                given = Math.min(given, operation.sent());
            }
        }
        long slack = limits.slack().toNanos();
        long silent = paying ? FOREVER : heard + limits.silence().toNanos() - slack;
        return Math.min(given, Math.max(proven, Math.min(expiry - slack, silent)));
    }

    /// Whether the holder's own request may have ended the lock. A wish to book that was not granted may have made a
    /// booking that fails later.
    private static boolean mayGiveBack(Operation operation) {
        return switch (operation.act()) {
            case Act.Release _,Act.Cancel _ -> true;
            case Act.Book _ -> !(operation.answer() instanceof Answer.Booked);
            case Act.Look _,Act.Lock _,Act.Extend _,Act.Heartbeat _,Act.Pay _,Act.Ask _ -> false;
        };
    }

    /// Until when the seats may have been this holder's, or the attempt may have stood in the way of others.
    ///
    /// @param asked when somebody else was refused one of the seats
    long possibleUntil(History history, long asked) {
        if (later.stream().anyMatch(operation -> operation.act() instanceof Act.Pay) && !cancelled()) {
            return FOREVER;
        }
        return Math.min(history.settledAt(), unsettled(history, asked));
    }

    private boolean cancelled() {
        return later.stream()
                .anyMatch(
                        operation -> operation.answer() instanceof Answer.Stands(BookingStatus status)
                                && (status == BookingStatus.CANCELLED || status == BookingStatus.FAILED));
    }

    /// What was given back while something was broken may be remembered until its time is over, and what was known to
    /// Redis once may come back to it.
    private long unsettled(History history, long asked) {
        boolean broken = history.brokenWithin(lock.sent(), asked);
        long expiry = switch (lock.answer()) {
            case Answer.Held held -> held.expiresAt();
            case Answer.Refused _ -> history.brokenWithin(lock.sent(), lock.answered()) ? lock.answered() + limits
                    .lifetime()
                    .toNanos() : lock.answered();
            case Answer.Unavailable _,Answer.None _,Answer.Wrong _ -> lock.sent() + limits.late()
                    .plus(limits.lifetime())
                    .toNanos();
            case Answer.Seen _,Answer.Until _,Answer.Done _,Answer.Booked _,Answer.Stands _ ->
                throw new IllegalStateException("no answer to a lock: " + lock);
        };
        for (Operation operation : later) {
            if (operation.answer() instanceof Answer.Until until) {
                expiry = Math.max(expiry, until.expiresAt());
            } else if (operation.answer() instanceof Answer.Held again) {
                expiry = Math.max(expiry, again.expiresAt());
            } else if (operation.act() instanceof Act.Extend && isOpen(operation)) {
                expiry += limits.extension().toNanos();
            } else if (operation.act() instanceof Act.Book && !(operation.answer() instanceof Answer.Refused)) {
                expiry = Math.max(expiry, operation.sent() + limits.late().plus(limits.paying()).toNanos());
            } else if (!broken && operation.act() instanceof Act.Release && operation.answer() instanceof Answer.Done) {
                return operation.answered();
            }
        }
        return expiry;
    }

    /// Whether an operation may have been done although nothing says so.
    private static boolean isOpen(Operation operation) {
        return operation.answer() instanceof Answer.None
                || operation.answer() instanceof Answer.Unavailable
                || operation.answer() instanceof Answer.Wrong;
    }
}
