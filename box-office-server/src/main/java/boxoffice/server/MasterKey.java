package boxoffice.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/// A master key for a server that keeps its own data: made at the first start, readable only by its user.
final class MasterKey {
    private MasterKey() {}

    static byte[] under(Path folder) {
        Path file = folder.resolve("master.key");
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(folder);
                byte[] key = new byte[32];
                new SecureRandom().nextBytes(key);
                Path fresh = Files.createTempFile(
                        folder,
                        "master",
                        ".new",
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(fresh, Base64.getEncoder().encodeToString(key), StandardOpenOption.SYNC);
                Files.move(fresh, file);
            }
            return Base64.getDecoder().decode(Files.readString(file).strip());
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot keep a master key in " + file + ": " + failed.getMessage(), failed);
        }
    }
}
