package boxoffice.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boxoffice.server.testing.TestBoxOffice;
import org.junit.jupiter.api.Test;

/// Statements with named parameters, on a real PostgreSQL.
class SqlIT {
    private final Database database = TestBoxOffice.shared().database();

    @Test
    void whatIsQuotedOrACommentHasNoParameters() {
        String answer = database.sql("""
                SELECT ':no' || CAST(:yes AS text) || CAST(:yes AS text) || 'it''s :no' || '06:30' AS answer -- or :this
                 WHERE CAST(:none AS text) IS NULL""")
                .with("yes", "?")
                .with("none", null)
                .one(row -> row.text("answer"))
                .orElseThrow();

        assertThat(answer).isEqualTo(":no??it's :no06:30");
    }

    @Test
    void aParameterWithoutAValueIsNamed() {
        assertThatThrownBy(() -> database.sql("SELECT :some AS it").list(row -> row.text("it")))
                .hasMessageContaining(":some");
    }
}
