package boxoffice.launcher.bench;

import boxoffice.model.ShowId;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/// Publishing shows of 300 seats one by one over HTTP, as the console does: 10,000 of them are asked to take less than ten
/// seconds, and to make no row for any seat.
record PublishLine(String name) implements Line {
    private static final int CLIENTS = 16;

    @Override
    public Result measure(House house, Pace pace) {
        int count = pace.equals(Pace.QUICK) ? 2_000 : 10_000;
        List<ShowId> drafts = house.addShows(count, "DRAFT");
        long rowsBefore = seatRows(house);
        Iterator<ShowId> next = drafts.iterator();
        HttpLoad.Outcome outcome = HttpLoad.closed(
                house.server(), CLIENTS, Duration.ofMinutes(2),
                () -> next.hasNext()
                        ? Optional.of(
                                Request.post(
                                        "/api/v1/shows/" + next.next() + "/publish", "",
                                        "Authorization: Bearer " + house.admin()))
                        : Optional.empty())
                .onlyOf(200);
        long rows = seatRows(house) - rowsBefore;
        if (rows != 0) {
            throw new IllegalStateException("publishing made " + rows + " rows for seats");
        }
        Histogram latencies = outcome.latencies();
        return new Result(
                name, outcome.perSecond(), Duel.millis(latencies, 50), Duel.millis(latencies, 95),
                Duel.millis(latencies, 99), null, null, null,
                List.of("%,d shows of 300 seats in %.1f s, no row for a seat".formatted(count, outcome.nanos() / 1e9)));
    }

    private static long seatRows(House house) {
        return house.database()
                .sql("SELECT count(*) AS rows FROM show_seats")
                .one(row -> row.number("rows"))
                .orElseThrow();
    }
}
