package boxoffice.fx;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.fx.testing.TextAudit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextsTest {
    private static final Path BUNDLE = Path.of("src/main/resources/boxoffice/fx/texts.properties");

    @TempDir private Path folder;

    @Test
    void everyTextIsThereAndEveryTextIsUsed() {
        TextAudit audit = TextAudit.of(BUNDLE, Path.of("src/main/java"));
        assertThat(audit.missing()).isEmpty();
        assertThat(audit.unused()).isEmpty();
        assertThat(audit.faults()).isEmpty();
    }

    @Test
    void theAuditFindsWhatIsMissingUnusedAndWrong() throws IOException {
        Path bundle = Files.writeString(folder.resolve("texts.properties"), """
                seat.name=Seat {number}
                seat.old=Nobody says this
                seat.broken={count, plural, one {x}
                """);
        Files.writeString(folder.resolve("texts_de.properties"), """
                seat.name=Platz {nummer}
                seat.old=Niemand
                seat.strange=Fremd
                """);
        Files.writeString(folder.resolve("View.java"), """
                text("seat.name"); text("seat.gone"); text("seat.broken"); text("other.dotted"); text("boxoffice.fx");
                """);
        TextAudit audit = TextAudit.of(bundle, folder);
        assertThat(audit.missing()).containsExactly("seat.gone");
        assertThat(audit.unused()).containsExactly("seat.old");
        assertThat(audit.faults()).hasSize(4)
                .anyMatch(fault -> fault.startsWith("texts.properties seat.broken cannot be read"))
                .contains(
                        "texts_de.properties lacks seat.broken",
                        "texts_de.properties has seat.strange, which English lacks",
                        "texts_de.properties seat.name has arguments [nummer] instead of [number]");
    }
}
