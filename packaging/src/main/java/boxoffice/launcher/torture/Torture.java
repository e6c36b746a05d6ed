package boxoffice.launcher.torture;

import boxoffice.launcher.Patience;
import boxoffice.launcher.Phone;
import boxoffice.launcher.Programme;
import boxoffice.launcher.torture.Violation.Rule;
import boxoffice.model.BookingId;
import boxoffice.model.Bookings.BookingStatus;
import boxoffice.model.SeatId;
import boxoffice.model.SeatStatus;
import boxoffice.model.ShowId;
import boxoffice.server.seating.LedgerCheck;
import boxoffice.server.storage.Database;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Runs guests and faults against a [House] of its own, round by round, and checks what came of it. One thread.
final class Torture implements AutoCloseable {
    private static final Limits LIMITS = new Limits(
            Duration.ofSeconds(3),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            Duration.ofSeconds(6),
            Duration.ofMillis(400),
            Duration.ofSeconds(1),
            Duration.ofSeconds(35));
    private static final Duration CEILING = Duration.ofSeconds(12);
    private static final Duration CLEAN_UP = Duration.ofSeconds(1);
    /// A frozen gateway call may hold up the end of an overdue booking.
    private static final Duration SETTLE = Duration.ofSeconds(45);
    private static final Duration BACK = Duration.ofSeconds(10);
    private static final int GUESTS = 12;
    /// Of each kind of violation, so many are described.
    private static final int TOLD = 10;
    private static final int SWEEPER = 2_000;

    private final House house;
    private final Recorder recorder = new Recorder();
    private final Consumer<String> progress;
    private final List<Api> servers;
    private final Iterator<Stage> stages;
    private final Phone phone = new Phone();
    private final List<Violation> violations = new ArrayList<>();
    private int faults;

    private Torture(House house, Consumer<String> progress) {
        this.house = house;
        this.progress = progress;
        this.servers = List.of(new Api(house.server(0), recorder), new Api(house.server(1), recorder));
        this.stages = Stage.all(new Programme(house.server(0)));
    }

    /// Starts two servers and all they need.
    ///
    /// @param data an empty folder, or that of an earlier run
    /// @param progress is told a line for each fault and round
    static Torture open(Path data, Consumer<String> progress) {
        House house = House.open(
                data,
                Map.of(
                        "SEATING_LOCK_LIFETIME", LIMITS.lifetime().toString(),
                        "SEATING_LOCK_EXTENSION", LIMITS.extension().toString(),
                        "SEATING_LOCK_SILENCE", LIMITS.silence().toString(),
                        "SEATING_LOCK_PAYING", LIMITS.paying().toString(),
                        "SEATING_LOCK_CEILING", CEILING.toString(),
                        "SEATING_CLEANUP", CLEAN_UP.toString()));
        try {
            return new Torture(house, progress);
        } catch (RuntimeException failed) {
            house.close();
            throw failed;
        }
    }

    /// What came of all rounds so far.
    record Result(long operations, int faults, List<Violation> violations) {
        @Override
        public String toString() {
            return "%d operations, %d faults, %d violations".formatted(operations, faults, violations.size());
        }
    }

    Result result() {
        return new Result(recorder.operations(), faults, List.copyOf(violations));
    }

    String databaseUrl() {
        return house.databaseUrl();
    }

    /// Whether there are seats left for another round.
    boolean hasStage() {
        return stages.hasNext();
    }

    /// One round's stage with what was seen on it.
    private record Played(Plan plan, Stage stage, Recorder.Page page) {}

    /// Plays rounds one after the other, lets all come to rest, and checks.
    void play(List<Plan> plans) {
        List<String> passes = new ArrayList<>();
        for (int i = 0; i < GUESTS + 2; i++) {
            passes.add(pass());
        }
        List<Played> played = new ArrayList<>();
        for (Plan plan : plans) {
            if (stages.hasNext()) {
                played.add(round(plan, stages.next(), passes));
            }
        }
        long settledAt = settle(played);
        String sweeper = pass();
        played.forEach(one -> sweep(one, sweeper));
        for (Played one : played) {
            List<Violation> found = new Checker(LIMITS).check(one.page().history(settledAt));
            found.forEach(
                    violation -> report(
                            new Violation(
                                    violation.rule(), "seed %d, show %s: %s".formatted(
                                            one.plan().seed(), one.stage().show(), violation.what()))));
        }
        new Books(house.databaseUrl(), shows(played)).violations(confirmed(played)).forEach(this::report);
        checkLedger();
    }

    private void checkLedger() {
        try (Connection connection = Database.connect(house.databaseUrl())) {
            LedgerCheck.Report ledger = LedgerCheck.run(connection, progress);
            progress.accept(
                    "Ledger: %d rows (%d sealed), %d seals, %d seats, %d shows".formatted(
                            ledger.rows(), ledger.sealed(), ledger.seals(), ledger.seats(), ledger.shows()));
            ledger.broken().ifPresent(what -> report(new Violation(Rule.LEDGER, what)));
        } catch (SQLException failed) {
            throw new IllegalStateException("the ledger cannot be read: " + failed.getMessage(), failed);
        }
    }

    @Override
    public void close() {
        house.close();
    }

    private void report(Violation violation) {
        violations.add(violation);
        long alike = violations.stream().filter(other -> other.rule() == violation.rule()).count();
        if (alike <= TOLD) {
            progress.accept("  VIOLATION " + violation);
        }
    }

    private String pass() {
        List<String> passes = new ArrayList<>();
        Patience.await("sign-in", () -> {
            servers.forEach(server -> server.guest().ifPresent(passes::add));
            return !passes.isEmpty();
        });
        return passes.getFirst();
    }

    private Played round(Plan plan, Stage stage, List<String> passes) {
        Recorder.Page page = recorder.new Page();
        Guest.Counter counter = new Guest.Counter(stage.show(), stage.hot(), recorder, page, phone);
        progress.accept("Round with seed %d: show %s, seats %s".formatted(plan.seed(), stage.show(), stage.hot()));
        long began = recorder.now();
        long before = recorder.operations();
        AtomicLong until = new AtomicLong(Claim.FOREVER);
        ExecutorService guests = Executors.newVirtualThreadPerTaskExecutor();
        try {
            for (int i = 0; i < GUESTS; i++) {
                Guest guest = new Guest(i, passes.get(i), servers, counter, plan.seed());
                guests.execute(() -> guest.visit(until));
            }
            plan.steps().forEach(step -> fault(step, stage, page, passes));
            long least = began + plan.lasts().toNanos();
            Patience.pause(Duration.ofNanos(Math.max(Duration.ofMillis(300).toNanos(), least - recorder.now())));
        } finally {
            until.set(0);
            end(guests);
        }
        double seconds = (recorder.now() - began) / 1e9;
        long done = recorder.operations() - before;
        progress.accept(
                String.format(Locale.ROOT, "  %d operations in %.1f s, %.0f a second", done, seconds, done / seconds));
        return new Played(plan, stage, page);
    }

    private static void end(ExecutorService guests) {
        guests.shutdown();
        try {
            if (!guests.awaitTermination(60, TimeUnit.SECONDS)) {
                guests.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            guests.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void fault(Plan.Step step, Stage stage, Recorder.Page page, List<String> passes) {
        Patience.pause(step.after());
        long broken = recorder.now();
        faults++;
        new Saboteur(house).cause(step);
        long mended = recorder.now();
        page.outage(new History.Outage(broken, mended));
        boolean back = true;
        for (int node = 0; node < servers.size(); node++) {
            back &= serves(node, stage, passes.get(GUESTS + node), mended);
        }
        double seconds = (recorder.now() - mended) / 1e9;
        String line = String.format(
                Locale.ROOT, "%s%s, mended after %.1f s, served again %.1f s later", step.fault(), step.fault()
                        .name()
                        .startsWith("SERVER") ? step.node() == 0 ? " A" : " B" : "", (mended - broken) / 1e9, seconds);
        progress.accept("  " + line);
        if (!back) {
            report(new Violation(Rule.SLOW_RECOVERY, line));
        }
    }

    /// Waits until a server locks a seat again, or says with good reason that it does not.
    private boolean serves(int node, Stage stage, String pass, long mended) {
        Act.Lock wish = new Act.Lock(List.of(stage.spare().get(node)));
        long patience = mended + BACK.multipliedBy(3).toNanos();
        while (recorder.now() < patience) {
            Answer answer = servers.get(node).ask(pass, stage.show(), wish, Set.of());
            if (answer instanceof Answer.Held held) {
                servers.get(node).ask(pass, stage.show(), new Act.Release(held.lock()), Set.of());
            }
            if (answer instanceof Answer.Held || answer instanceof Answer.Refused) {
                return recorder.now() <= mended + BACK.toNanos();
            }
            Patience.pause(Duration.ofMillis(50));
        }
        return false;
    }

    /// Waits until every lock and every unpaid booking must be over.
    ///
    /// @return when they were
    private long settle(List<Played> played) {
        Books books = new Books(house.databaseUrl(), shows(played));
        long until = recorder.now() + SETTLE.toNanos();
        List<String> unsettled = books.unsettled();
        while (!unsettled.isEmpty() && recorder.now() < until) {
            Patience.pause(Duration.ofMillis(200));
            unsettled = books.unsettled();
        }
        unsettled.forEach(line -> report(new Violation(Rule.LEFT_BEHIND, line)));
        Patience.pause(CLEAN_UP.plus(LIMITS.lifetime()));
        long settledAt = recorder.now();
        Patience.pause(LIMITS.staleness().plus(LIMITS.slack()).plus(LIMITS.slack()));
        return settledAt;
    }

    /// Locks every seat that is not booked: nothing may be in the way any more.
    private void sweep(Played one, String pass) {
        Guest.Counter counter = new Guest.Counter(one.stage().show(), one.stage().hot(), recorder, one.page(), phone);
        Guest sweeper = new Guest(SWEEPER, pass, servers, counter, 0);
        for (int node = 0; node < servers.size(); node++) {
            if (!(sweeper.ask(node, new Act.Look()) instanceof Answer.Seen(Map<SeatId, SeatStatus> seats))) {
                report(new Violation(Rule.SLOW_RECOVERY, "no seat map after all was mended"));
                continue;
            }
            List<SeatId> free = seats.keySet()
                    .stream()
                    .filter(seat -> seats.get(seat) == SeatStatus.AVAILABLE)
                    .sorted()
                    .toList();
            seats.forEach((seat, status) -> {
                if (status != SeatStatus.AVAILABLE && status != SeatStatus.BOOKED) {
                    report(new Violation(Rule.LEFT_BEHIND, "seat %s is %s and nobody's".formatted(seat, status)));
                }
            });
            if (!free.isEmpty() && sweeper.ask(node, new Act.Lock(free)) instanceof Answer.Held held) {
                sweeper.ask(node, new Act.Release(held.lock()));
            }
        }
    }

    private static List<ShowId> shows(List<Played> played) {
        return played.stream().map(one -> one.stage().show()).distinct().toList();
    }

    private static Set<BookingId> confirmed(List<Played> played) {
        return played.stream()
                .flatMap(one -> one.page().operations().stream())
                .filter(operation -> operation.answer().equals(new Answer.Stands(BookingStatus.CONFIRMED)))
                .flatMap(
                        operation -> operation.act() instanceof Act.Ask(BookingId id) ? java.util.stream.Stream.of(id)
                                : java.util.stream.Stream.empty())
                .collect(Collectors.toSet());
    }
}
