package boxoffice.launcher.bench;

import boxoffice.launcher.Phone;
import boxoffice.model.Bookings.BookingRequest;
import boxoffice.model.Bookings.BookingStatus;
import boxoffice.model.Bookings.PaymentMethod;
import boxoffice.model.Json;
import boxoffice.model.LockId;
import boxoffice.model.Locks.LockRequest;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/// Buying two seats from end to end: the lock, the booking with the gateway's page, the payment on that page, the
/// gateway's webhook, and the booking CONFIRMED as its guest sees it, who asks after 100 ms, then less and less often, every
/// 400 ms at last, and tries again when the server is short of breath.
///
/// The ceiling is the SQL of one purchase, alone ([PurchaseCeiling]). The sandbox gateway and the guests run on the same
/// machine and take their part of it.
record PurchaseLine(String name) implements Line {
    private static final double ASKED = 0.35;
    private static final int SHOWS = 200;
    private static final int SHARE_OF_LOCKS = 15;
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration SELDOM = Duration.ofMillis(400);
    /// The server is short of breath, or still at the same request.
    private static final Set<Integer> BUSY = Set.of(503, 409);
    private static final int TRIES = 1_500;
    private static final double NOT_FASTER = 1.03;
    /// Warm is what was not faster so often.
    private static final int COOL = 2;
    private static final int MOST_WARM_UPS = 12;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Override
    public Result measure(House house, Pace pace) {
        int count = pace.locks() / SHARE_OF_LOCKS;
        List<LockRequest> wishes = LockRequests.of(house, house.addShows(SHOWS, "PUBLISHED"), count).asked();
        List<String> guests = house.guests(count);
        BestPool ceiling = new BestPool(new PurchaseCeiling(house, wishes));
        ceiling.find(pace.round());
        try (Crowd crowd = new Crowd(house, wishes, guests)) {
            // A server that has done nothing yet is slow, and a whole crowd would be too much for it.
            crowd.closed(4, pace.warmUp());
            int warmUps = crowd.warmUp(pace);
            Result result = new Duel(name, ASKED, pace).measure(
                    () -> ceiling.perSecond(pace.durableRound()),
                    clients -> crowd.closed(clients, pace.durableRound()),
                    rate -> crowd.open(rate, (int) Math.min(count, rate * pace.durableRound().toMillis() / 1000)));
            result.notes().add("the same SQL alone over " + ceiling.size() + " connections");
            result.notes().add("warm after " + warmUps + " rounds");
            result.notes().add("asked to try again " + crowd.refusals().sum() + " times");
            return result;
        }
    }

    /// Makes everything as if nobody had ever bought anything.
    static void forgetAll(House house) {
        house.database().sql("DELETE FROM show_seats").update();
        house.releaseAll();
    }

    /// Guests, each on a thread of their own.
    private record Crowd(
            House house, List<LockRequest> wishes, List<String> guests, HttpClient http, Phone phone,
            ExecutorService threads, LongAdder refusals) implements AutoCloseable {
        Crowd(House house, List<LockRequest> wishes, List<String> guests) {
            this(
                    house, wishes, guests, HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(),
                    new Phone(), Executors.newVirtualThreadPerTaskExecutor(), new LongAdder());
        }

        /// Purchases a second when so many guests buy one after the other.
        double closed(int clients, Duration time) {
            AtomicInteger next = new AtomicInteger();
            AtomicInteger bought = new AtomicInteger();
            long begin = System.nanoTime();
            long end = begin + time.toNanos();
            join(IntStream.range(0, clients).mapToObj(_ -> CompletableFuture.runAsync(() -> {
                int i = next.getAndIncrement();
                while (i < wishes.size() && System.nanoTime() < end) {
                    buy(i);
                    bought.incrementAndGet();
                    i = next.getAndIncrement();
                }
            }, threads)).toList());
            double rate = bought.get() * 1e9 / (System.nanoTime() - begin);
            forgetAll(house);
            return rate;
        }

        /// Lets guests buy until that does not become faster any more: the way of a purchase is long, and takes long to
        /// become warm.
        ///
        /// @return how many rounds it took
        int warmUp(Pace pace) {
            double best = 0;
            int since = 0;
            int rounds = 0;
            while (since < COOL && rounds < MOST_WARM_UPS) {
                double rate = closed(Duel.CLIENTS, pace.durableRound());
                since = rate > best * NOT_FASTER ? 0 : since + 1;
                best = Math.max(best, rate);
                rounds++;
            }
            return rounds;
        }

        /// How long purchases take that begin at a given rate, in nanoseconds.
        Histogram open(double rate, int count) {
            Histogram latencies = new Histogram(3);
            Semaphore one = new Semaphore(1);
            long begin = System.nanoTime();
            join(IntStream.range(0, count).mapToObj(i -> {
                long due = begin + (long) (i * 1e9 / rate);
                LockSupport.parkNanos(due - System.nanoTime());
                return CompletableFuture.runAsync(() -> {
                    buy(i);
                    long took = System.nanoTime() - due;
                    one.acquireUninterruptibly();
                    latencies.recordValue(took);
                    one.release();
                }, threads);
            }).toList());
            forgetAll(house);
            return latencies;
        }

        private static void join(List<CompletableFuture<Void>> all) {
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
        }

        private void buy(int number) {
            String token = guests.get(number);
            JsonNode lock = post("/bookings/lock", wishes.get(number), token);
            JsonNode booking = post(
                    "/bookings", new BookingRequest(
                            LockId.of(lock.path("lockId").asText()), PaymentMethod.CARD, null, null), token);
            try {
                int paid = phone.pay(booking.path("paymentUrl").asText());
                if (paid != Phone.PAID) {
                    throw new IllegalStateException("the gateway's page answered " + paid);
                }
            } catch (IOException failed) {
                throw new UncheckedIOException("the gateway does not answer", failed);
            }
            awaitConfirmed("/bookings/" + booking.path("bookingId").asText(), token);
        }

        private void awaitConfirmed(String path, String token) {
            long end = System.nanoTime() + PATIENCE.toNanos();
            long pause = LOOK.toNanos();
            while (!status(path, token).equals(BookingStatus.CONFIRMED.name())) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("not confirmed within " + PATIENCE.toSeconds() + " s");
                }
                LockSupport.parkNanos(pause);
                pause = Math.min(2 * pause, SELDOM.toNanos());
            }
        }

        private String status(String path, String token) {
            return send(request(path, token).GET().build()).path("status").asText();
        }

        private JsonNode post(String path, Object body, String token) {
            try {
                return send(
                        request(path, token).header("Content-Type", "application/json")
                                .header("Idempotency-Key", UUID.randomUUID().toString())
                                .POST(BodyPublishers.ofString(Json.strict().writeValueAsString(body)))
                                .build());
            } catch (IOException unexpected) {
                throw new UncheckedIOException(unexpected);
            }
        }

        private HttpRequest.Builder request(String path, String token) {
            return HttpRequest.newBuilder(house.server().resolve("/api/v1" + path))
                    .header("Authorization", "Bearer " + token);
        }

        private JsonNode send(HttpRequest request) {
            try {
                HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
                for (int tries = 0; BUSY.contains(answer.statusCode()) && tries < TRIES; tries++) {
                    refusals.increment();
                    LockSupport.parkNanos(LOOK.toNanos());
                    answer = http.send(request, BodyHandlers.ofString());
                }
                if (answer.statusCode() / 100 != 2) {
                    throw new IllegalStateException(
                            request.uri() + " answered " + answer.statusCode() + ": " + answer.body());
                }
                return Json.strict().readTree(answer.body());
            } catch (IOException failed) {
                throw new UncheckedIOException("no answer to " + request.uri(), failed);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(interrupted);
            }
        }

        @Override
        public void close() {
            threads.close();
            http.close();
        }
    }
}
