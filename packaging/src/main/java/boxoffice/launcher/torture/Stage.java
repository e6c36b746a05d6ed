package boxoffice.launcher.torture;

import boxoffice.launcher.Programme;
import boxoffice.model.SeatId;
import boxoffice.model.ShowId;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Where one round is played: a few seats of a show that nobody else wants.
///
/// @param hot the seats all guests want
/// @param spare two more, to see whether the servers serve
record Stage(ShowId show, List<SeatId> hot, List<SeatId> spare) {
    private static final int HOT = 9;
    private static final int SIZE = HOT + 2;

    /// All there are in the demo catalogue, from tomorrow on; each show is used once before any is used again.
    static Iterator<Stage> all(Programme programme) {
        List<ShowId> shows = programme.shows();
        return IntStream.range(0, 100)
                .boxed()
                .flatMap(block -> shows.stream().flatMap(show -> block(programme, show, block)))
                .iterator();
    }

    private static Stream<Stage> block(Programme programme, ShowId show, int block) {
        List<SeatId> seats = programme.seats(show).stream().skip((long) block * SIZE).limit(SIZE).toList();
        return seats.size() < SIZE
                ? Stream.empty()
                : Stream.of(new Stage(show, seats.subList(0, HOT), seats.subList(HOT, SIZE)));
    }
}
