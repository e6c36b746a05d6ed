package boxoffice.server.admission;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.model.CheckIns;
import boxoffice.server.testing.Foyer;
import boxoffice.server.testing.TestBoxOffice;
import boxoffice.server.testing.Wire;
import java.util.Collections;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whatever is wrong with what a scanner sends is named, and takes nothing down.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CheckInRequestsIT {
    private static final TestBoxOffice BOX_OFFICE = TestBoxOffice.shared();

    private final Wire staff = Wire.to(BOX_OFFICE.uri())
            .as(Foyer.of(BOX_OFFICE).anyone().signIn(Foyer.login("staff")).accessToken());

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                | sentAt
            {"sentAt":"yesterday","scans":[{}]}               | sentAt
            {"sentAt":"2026-11-27T18:00:00Z"}                 | scans
            {"sentAt":"2026-11-27T18:00:00Z","scans":[]}      | scans
            {"sentAt":"2026-11-27T18:00:00Z","scans":"x"}     | scans
            {"sentAt":"2026-11-27T18:00:00Z","scans":[MANY]}  | scans
            {"sentAt":"2026-11-27T18:00:00Z","scans":[{}],"x":1} | x
            """)
    void aWrongBatchIsRefusedByName(String body, String field) {
        String many = String.join(",", Collections.nCopies(CheckIns.MOST_SCANS + 1, "{}"));
        Wire.Answer answer = staff.post("/api/v1/check-ins/sync", body.replace("MANY", many));

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.problem().errors()).singleElement().satisfies(error -> {
            assertThat(error.field()).isEqualTo(field);
            assertThat(error.allowed()).isNotBlank();
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                              | 400 | INVALID_FIELD  | scanId
            {"scanId":"x"}                                  | 400 | INVALID_FIELD  | scanId
            {"scanId":7}                                    | 400 | INVALID_FIELD  | scanId
            {"scanId":ID}                                   | 400 | INVALID_FIELD  | token
            {"scanId":ID,"token":" "}                       | 400 | INVALID_FIELD  | token
            {"scanId":ID,"token":["a"]}                     | 400 | INVALID_FIELD  | token
            {"scanId":ID,"token":"a"}                       | 400 | INVALID_FIELD  | showId
            {"scanId":ID,"token":"a","showId":"x"}          | 400 | INVALID_FIELD  | showId
            {"scanId":ID,"token":"a","showId":ID,"gate":""} | 400 | INVALID_FIELD  | gate
            {"scanId":ID,"token":"a","showId":ID,"at":1}    | 400 | UNKNOWN_FIELD  | at
            {"scanId":ID,"token":"a","showId":ID}           | 404 | SHOW_NOT_FOUND | ``
            """)
    void aWrongScanIsRefusedByNameAndTakesNothingDown(String body, int status, String code, String field) {
        long before = scans();

        Wire.Answer answer =
                staff.post("/api/v1/check-ins", body.replace("ID", '"' + UUID.randomUUID().toString() + '"'));

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.problem().code()).isEqualTo(code);
        assertThat(answer.problem().errors().stream().map(error -> error.field()).collect(Collectors.joining()))
                .isEqualTo(field);
        assertThat(scans()).isEqualTo(before);
    }

    private static long scans() {
        return BOX_OFFICE.database()
                .sql("SELECT count(*) AS scans FROM check_in_scans")
                .one(row -> row.number("scans"))
                .orElseThrow();
    }
}
