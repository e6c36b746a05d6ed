package boxoffice.sandbox.common;

import java.nio.file.Path;
import java.util.function.Consumer;

/// Where changes are written so that a restarted gateway still knows them: one line per change, only ever appended.
public interface Journal extends AutoCloseable {
    /// Writes one line, which must not contain a line break. When this returns, the line survives the end of the
    /// process.
    ///
    /// @throws java.io.UncheckedIOException when it could not be written; the change must then not happen
    void append(String line);

    @Override
    void close();

    /// A journal in a file, created if it is not there. Every line it holds is handed to `replay` first, in order.
    ///
    /// A last line that was cut off by the end of a process, or that `replay` refuses, is removed: its change never
    /// happened.
    ///
    /// @throws JournalException when the file cannot be used, is held by another process, or is damaged before its end
    static Journal inFile(Path file, Consumer<String> replay) {
        return FileJournal.open(file, replay);
    }

    /// A journal that keeps nothing.
    static Journal none() {
        return new Journal() {
            @Override
            public void append(String line) {}

            @Override
            public void close() {}
        };
    }
}
