package boxoffice.kiosk.device;

import boxoffice.model.Accounts;
import boxoffice.model.DeviceId;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/// Where the machine keeps who it is: one file that only its owner may read (USER-2).
public final class DeviceFile {
    private final Path file;

    /// @param data the kiosk's data folder; made when it is written to
    public DeviceFile(Path data) {
        this.file = data.resolve("device.properties");
    }

    /// A machine that was enrolled.
    ///
    /// @param server where it was enrolled
    public record Enrolled(URI server, Accounts.DeviceKey key) {}

    /// The machine's key, once it was enrolled.
    ///
    /// @throws IOException when there is a file that cannot be read or makes no sense; the message names it
    public Optional<Enrolled> read() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties stored = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            stored.load(in);
            URI server = URI.create(required(stored, "server"));
            DeviceId device = DeviceId.of(required(stored, "device"));
            return Optional.of(new Enrolled(server, new Accounts.DeviceKey(device, required(stored, "key"))));
        } catch (IllegalArgumentException nonsense) {
            throw new IOException(
                    "%s is damaged (%s); remove it and enrol again".formatted(file, nonsense.getMessage()), nonsense);
        }
    }

    /// Keeps the key in place of an older one.
    public void write(Enrolled enrolled) throws IOException {
        Properties stored = new Properties();
        stored.setProperty("server", enrolled.server().toString());
        stored.setProperty("device", enrolled.key().deviceId().toString());
        stored.setProperty("key", enrolled.key().key());
        StringWriter text = new StringWriter();
        stored.store(text, "This machine's identity. Keep it secret.");
        PrivateFile.write(file, text.toString());
    }

    private static String required(Properties stored, String name) {
        String value = stored.getProperty(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }
}
