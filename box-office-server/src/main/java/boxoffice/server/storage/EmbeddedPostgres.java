package boxoffice.server.storage;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A real PostgreSQL for a machine that has none, with its data kept in a folder.
///
/// It ends with this process, however that ends. If an earlier one was left running on the same folder, it is stopped
/// first.
public final class EmbeddedPostgres implements AutoCloseable {
    private static final int ANY_PORT = 0;
    private static final Duration START = Duration.ofSeconds(30);

    private final io.zonky.test.db.postgres.embedded.EmbeddedPostgres postgres;
    private final Lifeline lifeline;
    private final long pid;

    private EmbeddedPostgres(io.zonky.test.db.postgres.embedded.EmbeddedPostgres postgres, long pid) {
        this.postgres = postgres;
        this.lifeline = Lifeline.of(pid, "INT");
        this.pid = pid;
    }

    /// Starts it on a free port of this machine.
    ///
    /// @throws UncheckedIOException when it cannot start, for want of disk space for instance; its own words are in
    ///     `postgres.log` beside the data
    public static EmbeddedPostgres start(Path folder) {
        return start(folder, ANY_PORT);
    }

    /// Starts it on a port that must be free.
    ///
    /// @throws UncheckedIOException as [#start(Path)]
    public static EmbeddedPostgres start(Path folder, int port) {
        try {
            Files.createDirectories(folder);
            Path data = folder.resolve("data");
            stopLeftOver(data);
            File log = folder.resolve("postgres.log").toFile();
            var postgres = io.zonky.test.db.postgres.embedded.EmbeddedPostgres.builder()
                    .setPort(port)
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(START)
                    .setServerConfig("max_connections", "200")
                    .setServerConfig("shared_buffers", "128MB")
                    .setServerConfig("max_wal_size", "1GB")
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("log_min_error_statement", "panic")
                    .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log))
                    .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log))
                    .start();
            long pid = pid(data).orElseThrow(() -> new IOException("PostgreSQL wrote no process id"));
            return new EmbeddedPostgres(postgres, pid);
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "PostgreSQL did not start in " + folder + ": " + failed.getMessage(), failed);
        } catch (IllegalStateException failed) {
            throw new UncheckedIOException(
                    "PostgreSQL did not start in " + folder + "; see postgres.log there", new IOException(failed));
        }
    }

    /// The address of one that another process runs on the folder, if there is one.
    ///
    /// @throws UncheckedIOException when the folder cannot be read
    public static Optional<String> running(Path folder) {
        Path data = folder.resolve("data");
        try {
            boolean alive = pid(data)
                    .flatMap(ProcessHandle::of)
                    .filter(process -> process.info().command().orElse("").contains("postgres"))
                    .isPresent();
            // The fourth line of a running server's file is its port.
            return alive
                    ? Files.readAllLines(data.resolve("postmaster.pid"))
                            .stream()
                            .skip(3)
                            .findFirst()
                            .map(
                                    port -> "jdbc:postgresql://localhost:%s/postgres?user=postgres"
                                            .formatted(port.strip()))
                    : Optional.empty();
        } catch (IOException failed) {
            throw new UncheckedIOException(folder + " cannot be read: " + failed.getMessage(), failed);
        }
    }

    /// The address for [Database#open].
    public String url() {
        return postgres.getJdbcUrl("postgres", "postgres");
    }

    public int port() {
        return postgres.getPort();
    }

    /// The first of its processes, by the operating system's number.
    public long pid() {
        return pid;
    }

    /// Stops it; what was committed stays in the folder.
    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException failed) {
            throw new UncheckedIOException("PostgreSQL did not stop", failed);
        } finally {
            lifeline.close();
        }
    }

    private static void stopLeftOver(Path data) throws IOException {
        Optional<ProcessHandle> leftOver = pid(data)
                .flatMap(ProcessHandle::of)
                .filter(process -> process.info().command().orElse("").contains("postgres"));
        if (leftOver.isPresent()) {
            leftOver.get().destroy();
            try {
                leftOver.get().onExit().get(START.toSeconds(), TimeUnit.SECONDS);
            } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException stuck) {
                throw new IOException("another PostgreSQL runs on " + data + " and does not stop", stuck);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", interrupted);
            }
        }
    }

    private static Optional<Long> pid(Path data) throws IOException {
        Path file = data.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        return Files.readAllLines(file).stream().findFirst().map(String::strip).map(Long::valueOf);
    }
}
