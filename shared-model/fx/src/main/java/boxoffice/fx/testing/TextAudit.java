package boxoffice.fx.testing;

import com.ibm.icu.text.MessageFormat;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Compares an app's texts with its sources: what is missing, what nobody uses, and what a translation gets wrong.
///
/// A string literal counts as a key when it is dotted and begins like some key of the bundle (`"seat.…"`), so keys must
/// be written out in the sources, never put together.
public final class TextAudit {
    private static final Pattern LITERAL = Pattern.compile("\"([a-z][a-z0-9-]*(?:\\.[a-z0-9-]+)+)\"");

    private final Properties texts;
    private final Path bundle;
    private final Set<String> named;

    private TextAudit(Path bundle, Properties texts, Set<String> named) {
        this.bundle = bundle;
        this.texts = texts;
        this.named = named;
    }

    /// Reads a bundle and the sources that use it.
    ///
    /// @param bundle the English properties file, such as `src/main/resources/boxoffice/kiosk/texts.properties`
    /// @param sources folders with Java files
    public static TextAudit of(Path bundle, Path... sources) {
        Properties texts = read(bundle);
        Set<String> rooms = texts.stringPropertyNames().stream().map(TextAudit::room).collect(Collectors.toSet());
        Set<String> named = new TreeSet<>();
        for (Path folder : sources) {
            LITERAL.matcher(code(folder))
                    .results()
                    .map(match -> match.group(1))
                    .filter(key -> rooms.contains(room(key)))
                    .forEach(named::add);
        }
        return new TextAudit(bundle, texts, named);
    }

    /// Keys that the sources name and the bundle lacks.
    public Set<String> missing() {
        Set<String> missing = new TreeSet<>(named);
        missing.removeAll(texts.stringPropertyNames());
        return missing;
    }

    /// Keys of the bundle that no source names.
    public Set<String> unused() {
        Set<String> unused = new TreeSet<>(texts.stringPropertyNames());
        unused.removeAll(named);
        return unused;
    }

    /// What is wrong with the bundle and its translations beside it, in words: patterns that cannot be read, keys that
    /// are missing or unknown, arguments that differ from the English ones.
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        for (Path file : translations()) {
            Properties translated = read(file);
            texts.stringPropertyNames()
                    .stream()
                    .filter(key -> !translated.containsKey(key))
                    .forEach(key -> faults.add(file.getFileName() + " lacks " + key));
            for (String key : new TreeSet<>(translated.stringPropertyNames())) {
                fault(key, translated.getProperty(key)).ifPresent(why -> faults.add(file.getFileName() + " " + why));
            }
        }
        return faults;
    }

    private Optional<String> fault(String key, String pattern) {
        String english = texts.getProperty(key);
        if (english == null) {
            return Optional.of("has " + key + ", which English lacks");
        }
        try {
            Set<String> wanted = new MessageFormat(english).getArgumentNames();
            Set<String> found = new MessageFormat(pattern).getArgumentNames();
            return wanted.equals(found)
                    ? Optional.empty()
                    : Optional.of(key + " has arguments " + found + " instead of " + wanted);
        } catch (IllegalArgumentException unreadable) {
            return Optional.of(key + " cannot be read: " + unreadable.getMessage());
        }
    }

    /// The English file and all beside it with a language's suffix.
    private List<Path> translations() {
        String base = bundle.getFileName().toString().replace(".properties", "");
        try (Stream<Path> files = Files.list(bundle.toAbsolutePath().getParent())) {
            return files.filter(file -> file.getFileName().toString().matches(base + "(_\\w+)?\\.properties"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String room(String key) {
        return key.substring(0, key.indexOf('.'));
    }

    private static Properties read(Path file) {
        Properties texts = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            texts.load(reader);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return texts;
    }

    private static String code(Path folder) {
        StringBuilder code = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                code.append(Files.readString(file));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return code.toString();
    }
}
