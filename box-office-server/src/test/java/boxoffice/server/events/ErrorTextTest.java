package boxoffice.server.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorTextTest {
    @Test
    void aFailureIsToldByItsKindAndTheFirstLineOfItsMessage() {
        assertThat(ErrorText.of(new IllegalStateException("no such show\nDetail: more")))
                .isEqualTo("IllegalStateException: no such show");
        assertThat(ErrorText.of(new StackOverflowError())).isEqualTo("StackOverflowError");
    }

    @Test
    void idsAreKept() {
        String id = "01890a5d-ac96-774b-bcce-b302099a8057";
        assertThat(ErrorText.of(new IllegalStateException("booking " + id))).endsWith("booking " + id);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "cannot reach https://box:Pa55secret@mail.example/", "550 no such user ada.Pa55secret@mail.example",
            "refused, password=Pa55secret", "Authorization: Bearer Pa55secret", "key sk_live_Pa55secret0123456789",
            "api_key 'Pa55secret' is not valid"})
    void secretsAndAddressesOfPeopleAreNotKept(String message) {
        assertThat(ErrorText.of(new IllegalStateException(message))).doesNotContain("Pa55secret").contains("…");
    }

    @Test
    void aLongMessageIsCut() {
        assertThat(ErrorText.of(new IllegalStateException("ab ".repeat(500)))).hasSize(300).endsWith("…");
    }
}
