package boxoffice.launcher.bench;

import boxoffice.model.Locks.LockRequest;
import boxoffice.model.Seat;
import boxoffice.model.ShowId;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The seat map of 300 seats, some of them held: whole, compressed as every front end asks for it, or "not changed".
///
/// The ceiling is a bare handler that sends the same bytes, or an empty 304.
///
/// @param unchanged whether the client has the map already
record SeatMapLine(String name, boolean unchanged) implements Line {
    private static final double ASKED = 0.80;

    @Override
    public Result measure(House house, Pace pace) {
        ShowId show = house.addShows(1, "PUBLISHED").getFirst();
        String path = "/api/v1/shows/" + show + "/seats";
        lockSome(house, show);
        byte[] map = Exchange.once(house.server(), Request.get(path, "Accept-Encoding: gzip"), 200);
        byte[] ours = unchanged
                ? Request.get(path, "If-None-Match: " + etag(house.server(), path))
                : Request.get(path, "Accept-Encoding: gzip");
        Exchange.keep(house.bare(), map);
        byte[] bare = Request.get(unchanged ? "/unchanged" : "/bytes");
        int status = unchanged ? 304 : 200;
        run(house.bare(), Duel.CLIENTS, pace.warmUp(), bare, status);
        run(house.server(), Duel.CLIENTS, pace.warmUp(), ours, status);
        Result result = new Duel(name, ASKED, pace).growing()
                .measure(
                        () -> run(house.bare(), Duel.CLIENTS, pace.round(), bare, status).perSecond(),
                        clients -> run(house.server(), clients, pace.round(), ours, status).perSecond(),
                        rate -> HttpLoad.open(house.server(), Duel.CLIENTS, rate, pace.round(), () -> Optional.of(ours))
                                .onlyOf(status)
                                .latencies());
        house.releaseAll();
        return result;
    }

    private static HttpLoad.Outcome run(URI server, int clients, Duration time, byte[] request, int status) {
        return HttpLoad.closed(server, clients, time, () -> Optional.of(request)).onlyOf(status);
    }

    private static void lockSome(House house, ShowId show) {
        List<String> guests = house.guests(6);
        for (int i = 0; i < guests.size(); i++) {
            List<Seat> seats = house.seats().subList(i * 40, i * 40 + 10);
            Exchange.once(
                    house.server(), Request.post(
                            "/api/v1/bookings/lock",
                            new LockRequest(show, seats.stream().map(Seat::id).toList()),
                            "Authorization: Bearer " + guests.get(i)), 200);
        }
    }

    /// The map's tag is its body's business; it is read from the headers by asking once with the JDK's client.
    private static String etag(URI server, String path) {
        try (java.net.http.HttpClient client = java.net.http.HttpClient.newHttpClient()) {
            return client.send(
                    java.net.http.HttpRequest.newBuilder(server.resolve(path)).build(),
                    java.net.http.HttpResponse.BodyHandlers.discarding()).headers().firstValue("ETag").orElseThrow();
        } catch (java.io.IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
