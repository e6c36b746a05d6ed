package boxoffice.launcher.crashpoints;

import boxoffice.client.BoxOfficeClient;
import boxoffice.launcher.Patience;
import boxoffice.launcher.Phone;
import boxoffice.launcher.Programme;
import boxoffice.model.SeatId;
import boxoffice.model.ShowId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Plays visits in a [House], each with a guest and a show of its own. One thread.
final class Theater implements AutoCloseable {
    /// The slowest job that ends bookings runs every ten seconds.
    static final Duration ALL_JOBS = Duration.ofSeconds(11);
    /// Where nobody is killed.
    static final Predicate<Point> NOWHERE = _ -> false;

    /// Longer than the gateway waits before it repeats a message.
    private static final Duration QUIET = Duration.ofMillis(450);
    /// When nothing has happened for so long, the clock is moved.
    private static final Duration IDLE = Duration.ofMillis(700);
    private static final Duration FIRST_STEP = Duration.ofSeconds(15);
    private static final Duration LAST_STEP = Duration.ofMinutes(16);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration LOOK = Duration.ofMillis(20);
    /// What guests are promised: a lock's lifetime, and one clean-up.
    private static final Duration LOCK_IS_OVER = Duration.ofMinutes(10).plus(House.CLEAN_UP);
    private static final int MOST_SEATS = 3;

    private final House house;
    private final Judge judge;
    private final Random random;
    private final BoxOfficeClient anyone;
    private final Programme programme;
    private final Iterator<ShowId> shows;
    private final Phone phone = new Phone();
    private final ExecutorService guests = Executors.newVirtualThreadPerTaskExecutor();

    /// @param random chooses how many seats a guest wants
    Theater(House house, Judge judge, Random random) {
        this.house = house;
        this.judge = judge;
        this.random = random;
        this.anyone = BoxOfficeClient.at(house.server());
        this.programme = new Programme(house.server());
        // The last ones first: what is far away is given back in full.
        this.shows = programme.shows().reversed().iterator();
    }

    /// Learns what the server does on its own time after a visit, and so is no effect of one: what is done again and again
    /// would never come to an end.
    void listen() {
        play(Act.PURCHASE, NOWHERE);
        house.scissors().arm(NOWHERE);
        house.clock().pass(LAST_STEP);
        Patience.pause(ALL_JOBS);
        house.scissors().disarm();
        house.scissors().getUsedTo();
    }

    /// Plays an act until all has come to rest, and judges what came of it.
    ///
    /// @param wanted where the server is to be killed: at the first point of these that comes, and then never again
    Visit play(Act act, Predicate<Point> wanted) {
        Visitor visitor = visitor();
        Runnable acting = switch (act) {
            case LOCK -> visitor::chooseAndLeave;
            case PURCHASE -> visitor::buy;
            case CANCELLATION -> bought(visitor);
        };
        Scissors scissors = house.scissors();
        scissors.arm(wanted);
        Future<?> going = guests.submit(acting);
        // A lock that was left alone lasts for minutes.
        Supplier<List<String>> unsettled = act == Act.LOCK ? List::of : judge::unsettled;
        List<String> late = settle(visitor, going, unsettled);
        scissors.disarm();
        Optional<Point> cut = scissors.cut();
        List<Point> met = scissors.met();
        if (cut.isPresent()) {
            house.restart();
        }
        if (act == Act.LOCK) {
            house.clock().pass(LOCK_IS_OVER);
            visitor = visitor.successor(anyone.with(anyone.guest()));
            going = guests.submit(visitor::buy);
        }
        if (cut.isPresent() || act == Act.LOCK) {
            late = settle(visitor, going, judge::unsettled);
        }
        late.addAll(failure(going));
        Verdict verdict = late.isEmpty() ? judge.judge(act, visitor.show(), visitor.told()) : Verdict.wrong(late);
        return new Visit(act, visitor.show(), cut, met, visitor.told(), verdict);
    }

    @Override
    public void close() {
        guests.shutdownNow();
    }

    private Visitor visitor() {
        ShowId show = shows.next();
        List<SeatId> free = programme.seats(show);
        while (free.size() < MOST_SEATS) {
            show = shows.next();
            free = programme.seats(show);
        }
        List<SeatId> seats = free.subList(0, 1 + random.nextInt(MOST_SEATS));
        return new Visitor(anyone.with(anyone.guest()), house.clock(), phone, show, seats);
    }

    /// Has the guest buy, undisturbed.
    ///
    /// @return gives back what was bought
    private Runnable bought(Visitor visitor) {
        Future<?> buying = guests.submit(visitor::buy);
        List<String> late = settle(visitor, buying, judge::unsettled);
        late.addAll(failure(buying));
        if (!late.isEmpty()) {
            throw new IllegalStateException("a purchase that nobody disturbed failed: " + String.join("; ", late));
        }
        return visitor::giveBack;
    }

    /// Waits until the guest is done and nobody has anything left to do, or the server is killed. While nothing happens and
    /// the guest has nothing left to do but wait, the clock is moved.
    ///
    /// @param unsettled what is left to do
    /// @return what was still left when patience ended
    private List<String> settle(Visitor visitor, Future<?> going, Supplier<List<String>> unsettled) {
        Duration step = FIRST_STEP;
        long moved = System.nanoTime();
        long until = moved + PATIENCE.toNanos();
        while (house.scissors().cut().isEmpty()) {
            boolean quiet = going.isDone() && house.scissors().quiet().compareTo(QUIET) > 0;
            List<String> left = quiet ? unsettled.get() : List.of();
            if (quiet && left.isEmpty()) {
                return new ArrayList<>();
            }
            if (System.nanoTime() > until) {
                List<String> late = new ArrayList<>(unsettled.get());
                if (!going.isDone()) {
                    late.add("the guest still waits");
                }
                return late;
            }
            boolean idle = going.isDone() || visitor.waits();
            if (idle && house.scissors().quiet().compareTo(IDLE) > 0 && System.nanoTime() - moved > IDLE.toNanos()) {
                house.clock().pass(step);
                step = step.compareTo(LAST_STEP) < 0 ? step.multipliedBy(2) : step;
                moved = System.nanoTime();
            }
            Patience.pause(LOOK);
        }
        return new ArrayList<>();
    }

    private static List<String> failure(Future<?> going) {
        if (!going.isDone()) {
            going.cancel(true);
            return List.of();
        }
        try {
            going.get();
            return List.of();
        } catch (ExecutionException failed) {
            return List.of("the guest failed: " + failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
