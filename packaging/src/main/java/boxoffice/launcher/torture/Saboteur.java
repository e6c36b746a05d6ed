package boxoffice.launcher.torture;

import boxoffice.launcher.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Breaks parts of the house, and mends them.
final class Saboteur {
    private final House house;

    Saboteur(House house) {
        this.house = house;
    }

    /// Breaks something, leaves it broken for a while, and comes back when the part that was broken runs again.
    void cause(Plan.Step step) {
        Duration lasts = step.lasts();
        Part server = house.serverPart(step.node());
        switch (step.fault()) {
            case REDIS_KILLED -> {
                house.redis().kill();
                Patience.pause(lasts);
                house.startRedis();
            }
            case REDIS_FROZEN -> freeze(house.redis(), lasts);
            case REDIS_EMPTIED -> house.emptyRedis();
            case REDIS_SET_BACK -> setRedisBack(lasts);
            case POSTGRES_RESTARTED -> {
                house.postgres().finish("INT");
                Patience.pause(lasts);
                house.startPostgres();
            }
            case POSTGRES_KILLED -> {
                house.postgres().kill();
                Patience.pause(lasts);
                house.startPostgres();
            }
            case POSTGRES_FROZEN -> freeze(house.postgres(), lasts);
            case POSTGRES_CROWDED -> Crowd.push(house.databaseUrl(), lasts);
            case SERVER_KILLED -> {
                server.kill();
                Patience.pause(lasts);
                start(step.node());
            }
            case SERVER_RESTARTED -> {
                server.finish("TERM");
                start(step.node());
            }
            case SERVER_FROZEN -> freeze(server, lasts);
        }
    }

    private static void freeze(Part part, Duration lasts) {
        part.freeze();
        try {
            Patience.pause(lasts);
        } finally {
            part.thaw();
        }
    }

    private void start(int node) {
        house.serverPart(node).start();
        Patience.await(house.serverPart(node).name(), () -> Api.isReady(house.server(node)));
    }

    private void setRedisBack(Duration lasts) {
        Path copy = house.redisFolder().resolveSibling("redis-before");
        copy(house.redisFolder(), copy);
        Patience.pause(lasts);
        house.redis().kill();
        copy(copy, house.redisFolder());
        house.startRedis();
    }

    /// Makes `to` the same as `from`.
    private static void copy(Path from, Path to) {
        try {
            if (Files.exists(to)) {
                try (Stream<Path> old = Files.walk(to)) {
                    for (Path file : old.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
            List<Path> files;
            try (Stream<Path> all = Files.walk(from)) {
                files = all.toList();
            }
            for (Path file : files) {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
