package boxoffice.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// A folder for data that nobody needs once it is closed.
public record ScratchFolder(Path path) implements AutoCloseable {
    /// Makes an empty one where the system keeps what is temporary.
    ///
    /// @param name begins its name
    public static ScratchFolder make(String name) {
        try {
            return new ScratchFolder(Files.createTempDirectory(name));
        } catch (IOException failed) {
            throw new UncheckedIOException("no temporary folder can be made: " + failed.getMessage(), failed);
        }
    }

    /// Has it deleted when this process ends, though nobody comes to close it.
    public void closeAtExit() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "scratch folder"));
    }

    /// Deletes it with all that is in it, or says what was left behind. Does nothing the second time.
    @Override
    public void close() {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException failed) {
            System.err.println("boxoffice: left behind: " + path);
        }
    }
}
