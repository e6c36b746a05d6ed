package boxoffice.server.bookkeeping;

import boxoffice.model.GatewayStatements.AccountDay;
import boxoffice.model.GatewayStatements.CurrencySums;
import boxoffice.model.GatewayStatements.Difference;
import boxoffice.model.GatewayStatements.DifferenceKind;
import boxoffice.model.GatewayStatements.Entry;
import boxoffice.model.GatewayStatements.Found;
import boxoffice.model.GatewayStatements.MovementKind;
import boxoffice.model.GatewayStatements.Sums;
import boxoffice.model.Money;
import boxoffice.model.PaymentId;
import boxoffice.model.RefundId;
import boxoffice.model.Settlements.Sum;
import boxoffice.server.payment.GatewayBooks.Account;
import boxoffice.server.payment.Movement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A day of one account by both books, the gateway's and ours: which movement is which row, and what does not fit.
///
/// A row stands for the movement whose name it bears; one that has no name yet, for the movement that bears its id.
final class AccountBooks {
    private static final int MOST_LISTED = 200;
    /// How long what has moved at the gateway may be under way here: webhooks are late, and polling takes its time.
    private static final Duration UNDER_WAY = Duration.ofHours(1);

    private final Account account;
    private final Day day;
    private final List<Movement> moved;
    private final List<OurMovement> rows;
    private final Map<Movement, OurMovement> matches = new HashMap<>();

    /// @param moved what the gateway has of the day, and around it
    /// @param rows what we have of the day, and all that the gateway's names and ids of it lead to
    AccountBooks(Account account, Day day, List<Movement> moved, List<OurMovement> rows) {
        this.account = account;
        this.day = day;
        this.moved = moved;
        this.rows = rows;
        match();
    }

    /// The time that is compared.
    ///
    /// @param asOf when the gateways were asked; what is younger may be missing in their statements
    record Day(Instant from, Instant until, Instant asOf) {
        boolean has(Instant at) {
            return !at.isBefore(from) && at.isBefore(until);
        }
    }

    private void match() {
        Map<String, List<OurMovement>> named = new HashMap<>();
        Map<UUID, OurMovement> nameless = new HashMap<>();
        for (OurMovement row : rows) {
            row.reference()
                    .ifPresentOrElse(
                            name -> named.computeIfAbsent(row.kind() + name, _ -> new ArrayList<>()).add(row),
                            () -> nameless.put(row.id(), row));
        }
        for (Movement movement : moved) {
            List<OurMovement> same = named.getOrDefault(movement.kind() + movement.reference(), List.of());
            same.stream()
                    .filter(row -> movement.ours().filter(row.id()::equals).isPresent())
                    .findFirst()
                    .or(() -> same.stream().findFirst())
                    .or(() -> movement.ours().map(nameless::get).filter(row -> row.kind() == movement.kind()))
                    .ifPresent(row -> matches.put(movement, row));
        }
    }

    /// What moved on the day by our books, and not by the gateway's.
    List<OurMovement> missing() {
        Set<OurMovement> found = new HashSet<>(matches.values());
        return rows.stream()
                .filter(row -> row.done() && !found.contains(row))
                .filter(row -> row.completedAt().filter(day::has).filter(at -> at.isBefore(day.asOf())).isPresent())
                .toList();
    }

    /// All in which the books differ: what the gateway has first.
    List<Difference> differences() {
        return Stream.concat(
                moved.stream().filter(movement -> day.has(movement.at())).flatMap(movement -> told(movement).stream()),
                missing().stream().map(AccountBooks::hereOnly))
                .toList();
    }

    /// How it is told.
    AccountDay asDay() {
        List<Difference> differences = differences();
        return new AccountDay(
                account.name(), account.gateways().stream().sorted().toList(), sums(), differences.size(),
                differences.stream().limit(MOST_LISTED).toList());
    }

    /// How often the books differ in each way.
    List<Found> found() {
        return differences().stream()
                .collect(Collectors.groupingBy(Difference::kind, TreeMap::new, Collectors.summingInt(_ -> 1)))
                .entrySet()
                .stream()
                .map(found -> new Found(account.name(), found.getKey(), found.getValue()))
                .toList();
    }

    private Optional<Difference> told(Movement movement) {
        OurMovement row = matches.get(movement);
        if (row == null) {
            return Optional.of(difference(DifferenceKind.AT_GATEWAY_ONLY, movement, null));
        }
        if (!agree(movement, row)) {
            return Optional.of(difference(DifferenceKind.STATE_DIFFERS, movement, row));
        }
        return movement.amount().equals(row.amount())
                ? Optional.empty()
                : Optional.of(difference(DifferenceKind.AMOUNT_DIFFERS, movement, row));
    }

    private boolean agree(Movement movement, OurMovement row) {
        boolean young = movement.at().isAfter(day.asOf().minus(UNDER_WAY));
        return row.done() || (!row.failed() && (young || !movement.done()));
    }

    private static Difference difference(DifferenceKind kind, Movement movement, @Nullable OurMovement row) {
        Optional<UUID> ours = Optional.ofNullable(row).map(OurMovement::id).or(movement::ours);
        boolean refund = movement.kind() == MovementKind.REFUND;
        return new Difference(
                kind,
                movement.kind(),
                movement.reference(),
                row != null ? row.payment() : refund ? null : ours.map(PaymentId::new).orElse(null),
                refund ? ours.map(RefundId::new).orElse(null) : null,
                entry(movement.amount(), movement.done() ? "DONE" : "PENDING", movement.at()),
                row == null ? null : entry(row));
    }

    private static Difference hereOnly(OurMovement row) {
        return new Difference(
                DifferenceKind.HERE_ONLY,
                row.kind(),
                row.reference().orElse(null),
                row.payment(),
                row.kind() == MovementKind.REFUND ? new RefundId(row.id()) : null,
                null,
                entry(row));
    }

    private static Entry entry(OurMovement row) {
        return entry(row.amount(), row.status(), row.completedAt().orElse(null));
    }

    private static Entry entry(Money amount, String status, @Nullable Instant at) {
        return new Entry(amount.amount(), amount.currency().getCurrencyCode(), status, at);
    }

    private List<CurrencySums> sums() {
        List<Part> there = moved.stream()
                .filter(movement -> movement.done() && day.has(movement.at()))
                .map(movement -> new Part(movement.kind(), movement.amount()))
                .toList();
        List<Part> here = rows.stream()
                .filter(row -> row.done() && row.completedAt().filter(day::has).isPresent())
                .map(row -> new Part(row.kind(), row.amount()))
                .toList();
        return Stream.concat(there.stream(), here.stream())
                .map(part -> part.amount().currency())
                .distinct()
                .sorted(Comparator.comparing(Currency::getCurrencyCode))
                .map(
                        currency -> new CurrencySums(
                                currency.getCurrencyCode(), Part.sums(there, currency), Part.sums(here, currency)))
                .toList();
    }

    /// One part of a sum.
    private record Part(MovementKind kind, Money amount) {
        static Sums sums(List<Part> parts, Currency currency) {
            return new Sums(
                    sum(parts, MovementKind.CAPTURE, currency), sum(parts, MovementKind.REFUND, currency));
        }

        private static Sum sum(List<Part> parts, MovementKind kind, Currency currency) {
            List<Money> amounts = parts.stream()
                    .filter(part -> part.kind() == kind && part.amount().currency().equals(currency))
                    .map(Part::amount)
                    .toList();
            return new Sum(
                    amounts.size(), amounts.stream().reduce(Money.zero(currency), Money::plus).amount());
        }
    }
}
