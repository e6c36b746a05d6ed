package boxoffice.kiosk.film;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.model.Movies;
import boxoffice.model.ScreenId;
import boxoffice.model.ShowId;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FullnessTest {
    @ParameterizedTest
    @CsvSource({
            "200, 200, PLENTY, 0",
            "200, 101, PLENTY, 2",
            "200, 100, FILLING, 3",
            "200, 25, FILLING, 4",
            "200, 24, FEW, 4",
            "200, 1, FEW, 4",
            "200, 0, SOLD_OUT, 5",
            "0, 0, SOLD_OUT, 5"
    })
    void wordsAndPictureAgree(int seats, int available, Fullness.Level level, int taken) {
        assertThat(Fullness.of(show(seats, available))).isEqualTo(new Fullness(level, taken));
    }

    private static Movies.Show show(int seats, int available) {
        OffsetDateTime time = OffsetDateTime.parse("2026-11-22T20:15:00+01:00");
        UUID id = new UUID(1, 1);
        return new Movies.Show(
                new ShowId(id), time, time.plusHours(2), new ScreenId(id), "1", "2D", "de", null, BigDecimal.TEN, seats,
                available);
    }
}
