package boxoffice.launcher.bench;

import boxoffice.model.Locks.LockRequest;
import boxoffice.model.SeatId;
import boxoffice.server.seating.ClaimStatement;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// How many claims the database takes in when nothing stands in front of it: [ClaimStatement], prepared, by JDBC,
/// with no request, token, or Redis.
final class ClaimCeiling implements BestPool.Ceiling {
    private static final Pattern PARAMETER = Pattern.compile(":([a-zA-Z]+)");

    private final House house;
    private final List<LockRequest> claims;
    private final List<UUID> holders;
    private final String sql;
    private final List<String> parameters = new ArrayList<>();

    ClaimCeiling(House house, List<LockRequest> claims) {
        this.house = house;
        this.claims = claims;
        this.holders = house.database()
                .sql("SELECT id FROM users WHERE role = 'GUEST' ORDER BY id LIMIT :count")
                .with("count", claims.size() / LockRequests.A_GUEST)
                .list(row -> row.uuid("id"));
        Matcher named = PARAMETER.matcher(ClaimStatement.TEXT);
        this.sql = named.replaceAll("?");
        named.reset();
        while (named.find()) {
            parameters.add(named.group(1));
        }
    }

    @Override
    public double perSecond(int connections, Duration time) {
        AtomicInteger next = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        List<Connection> open = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            for (int i = 0; i < connections; i++) {
                open.add(DriverManager.getConnection(house.databaseUrl() + "&stringtype=unspecified"));
            }
            long begin = System.nanoTime();
            long end = begin + time.toNanos();
            CompletableFuture<?>[] workers = open.stream()
                    .map(connection -> CompletableFuture.runAsync(() -> claim(connection, next, done, end), threads))
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(workers).join();
            double seconds = (System.nanoTime() - begin) / 1e9;
            for (Connection connection : open) {
                connection.close();
            }
            house.releaseAll();
            return done.get() / seconds;
        } catch (SQLException failed) {
            throw new IllegalStateException("the claim alone failed: " + failed.getMessage(), failed);
        }
    }

    private void claim(Connection connection, AtomicInteger next, AtomicInteger done, long end) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int i = next.getAndIncrement();
            while (i < claims.size() && System.nanoTime() < end) {
                Map<String, Object> values = values(connection, i);
                for (int at = 0; at < parameters.size(); at++) {
                    statement.setObject(at + 1, values.get(parameters.get(at)));
                }
                statement.executeQuery().close();
                done.incrementAndGet();
                i = next.getAndIncrement();
            }
        } catch (SQLException failed) {
            throw new IllegalStateException("the claim alone failed: " + failed.getMessage(), failed);
        }
    }

    private Map<String, Object> values(Connection connection, int i) throws SQLException {
        LockRequest claim = claims.get(i);
        Map<String, Object> values = new HashMap<>();
        values.put("show", claim.showId().toString());
        values.put("lock", UUID.randomUUID().toString());
        values.put("holder", holders.get(i % holders.size()).toString());
        values.put(
                "seats", connection.createArrayOf(
                        "text", claim.seatIds().stream().map(SeatId::value).sorted().toArray(String[]::new)));
        values.put(
                "ranks", connection.createArrayOf(
                        "int4", IntStream.range(0, claim.seatIds().size()).boxed().toArray(Integer[]::new)));
        values.put("asked", claim.seatIds().size());
        values.put("mostSeats", 10);
        values.put("mostShows", 3);
        values.put("priced", """
                [{"id":"A1","type":"REGULAR","price":12.00},{"id":"A2","type":"REGULAR","price":12.00}]""");
        values.put("lines", """
                [{"kind":"SEAT","label":"REGULAR","quantity":2,"amount":24.00,"included":false},\
                {"kind":"FEE","label":"Booking fee","quantity":2,"amount":1.00,"included":false},\
                {"kind":"TAX","label":"VAT 7 %","quantity":2,"amount":1.57,"included":true}]""");
        values.put("total", 2_500L);
        values.put("currency", "EUR");
        values.put("lifetime", "PT10M");
        values.put("ceiling", "PT1H");
        return values;
    }
}
