package boxoffice.sandbox.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileJournalTest {
    @TempDir private Path folder;

    private List<String> linesOf(Path file) {
        List<String> lines = new ArrayList<>();
        try (Journal _ = Journal.inFile(file, lines::add)) {
            return lines;
        }
    }

    @Test
    void whatWasWrittenIsReplayedInOrder() {
        Path file = folder.resolve("deep/journal");
        try (Journal journal = Journal.inFile(file, _ -> {})) {
            journal.append("one");
            journal.append("zwölf");
        }

        assertThat(linesOf(file)).containsExactly("one", "zwölf");
    }

    @Test
    void linesLongerThanAnyBufferAreWhole() {
        Path file = folder.resolve("journal");
        String line = "é".repeat(200_000);
        try (Journal journal = Journal.inFile(file, _ -> {})) {
            journal.append(line);
            journal.append("short");
        }

        assertThat(linesOf(file)).containsExactly(line, "short");
    }

    @Test
    void aTornLastLineIsRemovedAndWritingGoesOn() throws IOException {
        Path file = folder.resolve("journal");
        Files.writeString(file, "one\ntw");

        try (Journal journal = Journal.inFile(file, _ -> {})) {
            journal.append("two");
        }

        assertThat(linesOf(file)).containsExactly("one", "two");
    }

    @Test
    void aLastLineThatCannotBeReadIsRemoved() throws IOException {
        Path file = folder.resolve("journal");
        Files.writeString(file, "one\n\0\0\0\n");

        Journal.inFile(file, refusing("\0\0\0")).close();

        assertThat(Files.readString(file)).isEqualTo("one\n");
    }

    @Test
    void damageBeforeTheEndIsNotPassedOver() throws IOException {
        Path file = folder.resolve("journal");
        Files.writeString(file, "one\nbad\nthree\n");

        assertThatThrownBy(() -> Journal.inFile(file, refusing("bad")))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("damaged at line 2");
        assertThat(Files.readString(file)).isEqualTo("one\nbad\nthree\n");
    }

    private static Consumer<String> refusing(String line) {
        return read -> {
            if (read.equals(line)) {
                throw new IllegalArgumentException("unreadable");
            }
        };
    }

    @Test
    void aFolderThatCannotBeUsedIsSaidToBe() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> Journal.inFile(file.resolve("journal"), _ -> {}))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("cannot use the journal");
    }

    @Test
    void aThreadThatIsInterruptedWhileItWritesHarmsNobody() {
        Path file = folder.resolve("journal");
        try (Journal journal = Journal.inFile(file, _ -> {})) {
            Thread.currentThread().interrupt();
            journal.append("one");
            assertThat(Thread.interrupted()).isTrue();
            journal.append("two");
        }

        assertThat(linesOf(file)).containsExactly("one", "two");
    }
}
