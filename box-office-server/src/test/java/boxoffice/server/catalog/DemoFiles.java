package boxoffice.server.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// The files of the demo catalogue as they stand on the class path.
final class DemoFiles {
    private DemoFiles() {}

    static byte[] bytes(String name) {
        return resource("/demo/" + name);
    }

    static JsonNode yaml(String name) {
        try {
            return new YAMLMapper().readTree(bytes(name));
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    static JsonNode json(String resource) throws IOException {
        return new JsonMapper().readTree(resource(resource));
    }

    private static byte[] resource(String path) {
        try (InputStream file = DemoFiles.class.getResourceAsStream(path)) {
            if (file == null) {
                throw new AssertionError("no file " + path);
            }
            return file.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
