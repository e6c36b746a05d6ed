package boxoffice.admin;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.fx.testing.TextAudit;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TextsTest {
    private final TextAudit audit = TextAudit.of(
            Path.of("src/main/resources/boxoffice/admin/messages.properties"), Path.of("src/main/java"));

    @Test
    void everyKeyThatIsUsedHasAText() {
        assertThat(audit.missing()).isEmpty();
    }

    @Test
    void everyTextIsUsed() {
        assertThat(audit.unused()).isEmpty();
    }

    @Test
    void everyTextCanBeFormatted() {
        assertThat(audit.faults()).isEmpty();
    }
}
