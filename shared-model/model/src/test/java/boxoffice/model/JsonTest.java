package boxoffice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import boxoffice.model.Bookings.PaymentRequest;
import boxoffice.model.Locks.LockRequest;
import boxoffice.model.Locks.LockTime;
import boxoffice.model.Theaters.NewShow;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    private static final String ID = "01890a5d-ac96-774b-bcce-b302099a8057";

    @Test
    void aRequestReadsAsItWasWritten() throws JsonProcessingException {
        LockRequest request = new LockRequest(ShowId.of(ID), List.of(new SeatId("C7"), new SeatId("C8")));
        String json = "{\"showId\":\"" + ID + "\",\"seatIds\":[\"C7\",\"C8\"]}";

        assertThat(Json.strict().writeValueAsString(request)).isEqualTo(json);
        assertThat(Json.strict().readValue(json, LockRequest.class)).isEqualTo(request);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{\"showId\":\"%s\",\"seatIds\":[\"C7\"],\"more\":1}",
            "{\"showId\":\"%s\",\"seatIds\":[\"C7\"],\"seatIds\":[\"C8\"]}",
            "{\"showId\":\"%s\",\"seatIds\":[\"C7\",\"C7\"]}",
            "{\"showId\":\"%s\",\"seatIds\":[7]}",
            "{\"showId\":\"%s\",\"seatIds\":\"C7\"}",
            "{\"showId\":\"%s\",\"seatIds\":[]}",
            "{\"showId\":\"%s\",\"seatIds\":[\"\"]}",
            "{\"showId\":\"%s\",\"seatIds\":null}",
            "{\"showId\":\"%s\"}",
            "{\"showId\":\"%sx\",\"seatIds\":[\"C7\"]}",
            "{\"showId\":\"\",\"seatIds\":[\"C7\"]}",
            "{\"showId\":\"%s\",\"seatIds\":[\"C7\"]} x",
            "{\"showId\":\"%s\",\"seatIds\":[\"C7\"],}",
            "[]"})
    void whatIsNotExactlyARequestIsRefused(String json) {
        assertThatExceptionOfType(JsonProcessingException.class)
                .isThrownBy(() -> Json.strict().readValue(json.formatted(ID), LockRequest.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "\"card\"", "\"\"", "\"GOLD\"", "null", "true"})
    void aConstantIsWrittenAsItIsNamed(String method) {
        assertThatExceptionOfType(JsonProcessingException.class).isThrownBy(
                () -> Json.strict()
                        .readValue(
                                "{\"bookingId\":\"" + ID + "\",\"method\":" + method + "}", PaymentRequest.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "2026-05-31T19:30:00Z", "2026-05-31T19:30+02:00", "2026-05-31", "1780000000", "",
            "2026-05-31T25:00", "0001-01-01T00:00"})
    void aLocalTimeIsOneOfItsOwn(String starts) {
        assertThatExceptionOfType(JsonProcessingException.class).isThrownBy(
                () -> Json.strict()
                        .readValue(
                                """
                                        {"screenId":"%s","movieId":"%s","starts":"%s","price":10}""".formatted(
                                        ID, ID, starts),
                                NewShow.class));
    }

    @Test
    void anAmountKeepsItsDecimals() throws JsonProcessingException {
        NewShow show = Json.strict()
                .readValue(
                        """
                                {"screenId":"%s","movieId":"%s","starts":"2026-05-31T19:30","price":10.50}""".formatted(
                                ID, ID),
                        NewShow.class);

        assertThat(show.price()).isEqualTo(new BigDecimal("10.50"));
        assertThat(Json.strict().writeValueAsString(show)).contains("\"price\":10.50").doesNotContain("format");
    }

    @Test
    void timesAreTextWithTheOffsetTheyHad() throws JsonProcessingException {
        LockTime time = new LockTime(LockId.of(ID), Instant.parse("2026-05-31T19:30:00.123456Z"));
        OffsetDateTime berlin = OffsetDateTime.parse("2026-05-31T19:30:00+02:00");

        assertThat(Json.strict().writeValueAsString(time)).contains("\"2026-05-31T19:30:00.123456Z\"");
        assertThat(Json.strict().readValue(Json.strict().writeValueAsString(berlin), OffsetDateTime.class))
                .isEqualTo(berlin);
    }

    @Test
    void whatANewerServerAddsIsPassedOver() throws JsonProcessingException {
        String json = "{\"lockId\":\"" + ID + "\",\"expiresAt\":\"2026-05-31T19:30:00Z\",\"news\":{\"a\":[1]}}";

        assertThat(Json.lenient().readValue(json, LockTime.class).lockId()).isEqualTo(LockId.of(ID));
        assertThatExceptionOfType(JsonProcessingException.class)
                .isThrownBy(() -> Json.strict().readValue(json, LockTime.class));
    }

    @Test
    void aProblemReadsAsItWasWritten() throws JsonProcessingException {
        Problem problem = Problem.of(ProblemCode.SEAT_UNAVAILABLE, "No longer available: C7.")
                .with(new InvalidField("seatIds", "is taken", "a free seat"))
                .with("unavailableSeats", List.of("C7"))
                .with("allowed", 10);

        String json = Json.strict().writeValueAsString(problem);

        assertThat(json).contains(
                "\"status\":409",
                "\"code\":\"SEAT_UNAVAILABLE\"",
                "\"type\":\"/problems/seat-unavailable\"",
                "\"unavailableSeats\":[\"C7\"]").doesNotContain("\"more\"");
        assertThat(Json.strict().readValue(json, Problem.class)).isEqualTo(problem);
        assertThat(Json.lenient().readValue("{\"code\":\"NEW\",\"status\":418}", Problem.class).errors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1-1-1-1-1", "01890a5dac96774bbcceb302099a8057", ID + " ", "{" + ID + "}"})
    void anIdIsAWholeUuid(String text) {
        assertThatExceptionOfType(InvalidField.class).isThrownBy(() -> ShowId.of(text));
        assertThat(ShowId.of(ID.toUpperCase(java.util.Locale.ROOT)).value()).isEqualTo(UUID.fromString(ID));
    }
}
