package boxoffice.launcher.crashpoints;

import boxoffice.launcher.Patience;
import boxoffice.server.seating.LedgerCheck;
import boxoffice.server.storage.Database;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Has guests visit a [House] of its own, one after the other, kills the server at one point of each visit, and counts how
/// the visits end. One thread.
final class CrashPoints implements AutoCloseable {
    private static final Duration LATER = Duration.ofHours(2);

    private final House house;
    private final Judge judge;
    private final Theater theater;
    private final Random random;
    private final Consumer<String> progress;
    private final List<Visit> visits = new ArrayList<>();
    private int wrong;

    private CrashPoints(House house, long seed, Consumer<String> progress) {
        this.house = house;
        this.judge = new Judge(house);
        this.random = new Random(seed);
        this.theater = new Theater(house, judge, random);
        this.progress = progress;
    }

    /// Starts a server and all it needs.
    ///
    /// @param folder an empty one for data and logs
    /// @param seed chooses how many seats guests want, and the points of a [#spread]
    /// @param progress is told a line for each point
    static CrashPoints open(Path folder, long seed, Consumer<String> progress) {
        House house = House.open(folder);
        try {
            return new CrashPoints(house, seed, progress);
        } catch (RuntimeException failed) {
            house.close();
            throw failed;
        }
    }

    /// How many points there were, and how the visits ended.
    record Result(int points, int confirmed, int refunded, int wrong) {
        @Override
        public String toString() {
            return "%d crash points, %d confirmed, %d refunded, %d wrong".formatted(points, confirmed, refunded, wrong);
        }
    }

    Result result() {
        int points = (int) visits.stream().filter(visit -> visit.cut().isPresent()).count();
        return new Result(
                points,
                count(Verdict.End.CONFIRMED),
                count(Verdict.End.REFUNDED) + count(Verdict.End.NEVER_PAID),
                wrong);
    }

    private int count(Verdict.End end) {
        return (int) visits.stream()
                .filter(visit -> visit.cut().isPresent() && visit.verdict().end() == end)
                .count();
    }

    /// The points so far at which the server was killed.
    List<Point> points() {
        return visits.stream().flatMap(visit -> visit.cut().stream()).toList();
    }

    String databaseUrl() {
        return house.databaseUrl();
    }

    /// Kills the server after each effect of each act.
    void all() {
        theater.listen();
        for (Act act : Act.values()) {
            all(act);
        }
    }

    /// Kills the server after each effect of an act, in one visit after the other, until a visit meets no effect after
    /// which it was not killed yet.
    private void all(Act act) {
        Set<Point> done = new HashSet<>();
        Optional<Point> cut = play(act, _ -> true).cut();
        while (cut.isPresent()) {
            done.add(cut.get());
            cut = play(act, point -> !done.contains(point)).cut();
        }
    }

    /// Kills the server after some effects of an act, of as many kinds as can be.
    ///
    /// @param count how many
    void spread(Act act, int count) {
        Visit visit = play(act, Theater.NOWHERE);
        Set<Point> left = choose(visit.met(), count);
        boolean cut = true;
        while (cut && !left.isEmpty()) {
            Optional<Point> point = play(act, left::contains).cut();
            point.ifPresent(left::remove);
            cut = point.isPresent();
        }
    }

    /// Plays an act without killing anybody.
    void once(Act act) {
        play(act, Theater.NOWHERE);
    }

    private Set<Point> choose(List<Point> all, int count) {
        Set<Point> chosen = new HashSet<>();
        List<Effect.Kind> kinds = new ArrayList<>(List.of(Effect.Kind.values()));
        Collections.shuffle(kinds, random);
        for (Effect.Kind kind : kinds.subList(0, Math.min(count, kinds.size()))) {
            List<Point> alike = all.stream().filter(point -> point.effect().kind() == kind).toList();
            if (!alike.isEmpty()) {
                chosen.add(alike.get(random.nextInt(alike.size())));
            }
        }
        List<Point> others = all.stream().filter(point -> !chosen.contains(point)).toList();
        double step = (double) others.size() / Math.max(1, count - chosen.size());
        for (double next = random.nextDouble() * step; next < others.size() && chosen.size() < count; next += step) {
            chosen.add(others.get((int) next));
        }
        return chosen;
    }

    private Visit play(Act act, Predicate<Point> wanted) {
        long began = System.nanoTime();
        Visit visit = theater.play(act, wanted);
        visits.add(visit);
        String point = visit.cut().map(Point::toString).orElse("not killed, " + visit.met().size() + " effects");
        String end = visit.verdict().end().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        progress.accept(
                String.format(
                        Locale.ROOT, "%4d %s, %s: %s, %.1f s", visits.size(), act, point, end, (System.nanoTime()
                                - began)
                                / 1e9));
        if (!visit.verdict().wrong().isEmpty()) {
            report(act + ", " + point, visit.verdict().wrong());
            judge.evidence(visit.show()).forEach(line -> progress.accept("       " + line));
        }
        return visit;
    }

    private void report(String where, List<String> what) {
        wrong++;
        what.forEach(line -> progress.accept("     WRONG after " + where + ": " + line));
    }

    /// Lets two more hours pass, and judges all visits again: what is settled stays so.
    void lookAgain() {
        house.clock().pass(LATER);
        Patience.pause(Theater.ALL_JOBS);
        List<String> late = judge.unsettled();
        if (!late.isEmpty()) {
            report("two more hours", late);
        }
        for (Visit visit : visits) {
            Verdict now = judge.judge(visit.act(), visit.show(), visit.told());
            if (visit.verdict().wrong().isEmpty() && now.end() != visit.verdict().end()) {
                List<String> what = new ArrayList<>(now.wrong());
                what.add("it is " + now.end() + " and was " + visit.verdict().end());
                report("two more hours, " + visit.act() + " of show " + visit.show(), what);
            }
        }
        try (Connection connection = Database.connect(house.databaseUrl())) {
            LedgerCheck.run(connection, progress)
                    .broken()
                    .ifPresent(what -> report("all visits, in the seat ledger", List.of(what)));
        } catch (SQLException failed) {
            throw new IllegalStateException("the ledger cannot be read: " + failed.getMessage(), failed);
        }
    }

    @Override
    public void close() {
        theater.close();
        house.close();
    }
}
