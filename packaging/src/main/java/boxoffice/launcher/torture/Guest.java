package boxoffice.launcher.torture;

import boxoffice.launcher.Patience;
import boxoffice.launcher.Phone;
import boxoffice.model.BookingId;
import boxoffice.model.Bookings.BookingStatus;
import boxoffice.model.LockId;
import boxoffice.model.SeatId;
import boxoffice.model.ShowId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/// One holder, who locks, extends, releases, forgets and pays as a seeded dice says. Used by one thread.
///
/// Each step throws the dice the same number of times, whatever came back, so that the same seed makes the same wishes.
final class Guest {
    private static final int ASKS = 12;

    private final int number;
    private final String token;
    private final List<Api> servers;
    private final Counter counter;
    private final Random random;
    private Optional<LockId> lock = Optional.empty();

    /// Where guests meet: the show, the seats they all want, and who writes it down.
    record Counter(ShowId show, List<SeatId> hot, Recorder recorder, Recorder.Page page, Phone phone) {}

    Guest(int number, String token, List<Api> servers, Counter counter, long seed) {
        this.number = number;
        this.token = token;
        this.servers = servers;
        this.counter = counter;
        this.random = new Random(seed * 1_000_003 + number);
    }

    /// What one step is about: thrown once, used or not.
    private record Throw(int wish, int node, List<SeatId> seats, Duration pause) {}

    /// Goes on until the time is over.
    ///
    /// @param until when that is, which others may change
    void visit(AtomicLong until) {
        while (counter.recorder().now() < until.get() && !Thread.currentThread().isInterrupted()) {
            Throw next = dice();
            step(next);
            Patience.pause(next.pause());
        }
    }

    /// Asks one server one thing, and writes down what came back.
    Answer ask(int node, Act act) {
        long sent = counter.recorder().now();
        Answer answer = servers.get(node).ask(token, counter.show(), act, Set.copyOf(counter.hot()));
        counter.page()
                .add(new Operation(number, node, act, sent, counter.recorder().now(), answer));
        return answer;
    }

    private Throw dice() {
        int wish = random.nextInt(100);
        int node = random.nextInt(2);
        int size = 1 + random.nextInt(4);
        List<SeatId> shuffled = new ArrayList<>(counter.hot());
        Collections.shuffle(shuffled, random);
        int pause = random.nextInt(60);
        return new Throw(
                wish,
                node,
                List.copyOf(new TreeSet<>(shuffled.subList(0, Math.min(size, shuffled.size())))),
                Duration.ofMillis(pause));
    }

    private void step(Throw next) {
        if (lock.isEmpty()) {
            choose(next);
            return;
        }
        LockId held = lock.get();
        int wish = next.wish();
        if (wish < 30) {
            keep(ask(next.node(), new Act.Heartbeat(held)));
        } else if (wish < 50) {
            keep(ask(next.node(), new Act.Extend(held)));
        } else if (wish < 75) {
            ask(next.node(), new Act.Release(held));
            lock = Optional.empty();
        } else if (wish < 85) {
            // Walks away without a word.
            lock = Optional.empty();
        } else if (wish < 93) {
            ask(next.node(), new Act.Look());
        } else {
            lock = Optional.empty();
            book(next, held, wish < 98);
        }
    }

    private void choose(Throw next) {
        if (next.wish() < 15) {
            ask(next.node(), new Act.Look());
        } else if (ask(next.node(), new Act.Lock(next.seats())) instanceof Answer.Held(LockId id, long _)) {
            lock = Optional.of(id);
        }
    }

    private void keep(Answer answer) {
        if (answer instanceof Answer.Refused refused && refused.status() != 429) {
            lock = Optional.empty();
        }
    }

    private void book(Throw next, LockId held, boolean pays) {
        if (!(ask(next.node(), new Act.Book(held)) instanceof Answer.Booked(BookingId booking, long _))) {
            return;
        }
        if (!pays) {
            ask(1 - next.node(), new Act.Cancel(booking));
            return;
        }
        pay(next.node(), booking);
        for (int i = 0; i < ASKS; i++) {
            if (ask((next.node() + i) % 2, new Act.Ask(booking)) instanceof Answer.Stands(BookingStatus status)
                    && status != BookingStatus.PENDING) {
                return;
            }
            Patience.pause(Duration.ofMillis(250));
        }
    }

    private void pay(int node, BookingId booking) {
        Act.Ask ask = new Act.Ask(booking);
        Optional<String> page = servers.get(node)
                .paymentPage(token, ask)
                .or(() -> servers.get(1 - node).paymentPage(token, ask));
        if (page.isPresent()) {
            long sent = counter.recorder().now();
            Answer answer = paid(page.get());
            counter.page()
                    .add(new Operation(number, node, new Act.Pay(booking), sent, counter.recorder().now(), answer));
        }
    }

    private Answer paid(String page) {
        try {
            int status = counter.phone().pay(page);
            return switch (status) {
                case Phone.PAID -> new Answer.Done();
                case Phone.CLOSED -> new Answer.Refused(status, "PAGE_CLOSED", List.of());
                default -> new Answer.Refused(status, "NOT_TAKEN", List.of());
            };
        } catch (IOException noAnswer) {
            return new Answer.None();
        }
    }
}
