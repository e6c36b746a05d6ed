package boxoffice.kiosk;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.MessageFormat;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Texts and code belong together: no key is missing, none is left over, and each text gets the arguments it names.
final class MessagesTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path BUNDLE = Path.of("src/main/resources/boxoffice/kiosk/messages.properties");
    private static final Pattern USE = Pattern.compile("texts\\.text\\(\\s*\"([^\"]+)\"");
    private static final Pattern LITERAL = Pattern.compile("\"([a-z]+(?:[.-][a-z]+)+)\"");

    @Test
    void noKeyIsMissing() throws Exception {
        Set<String> used = found(USE, code());

        assertThat(used).hasSizeGreaterThan(50);
        assertThat(bundle().stringPropertyNames()).containsAll(used);
    }

    @Test
    void noKeyIsLeftOver() throws Exception {
        Set<String> unused = new TreeSet<>(bundle().stringPropertyNames());
        unused.removeAll(found(LITERAL, code()));

        assertThat(unused).isEmpty();
    }

    @Test
    void everyArgumentOfATextIsGivenByTheCodeThatUsesIt() throws Exception {
        String code = code();
        Properties bundle = bundle();
        for (String key : bundle.stringPropertyNames()) {
            for (String name : new MessageFormat(bundle.getProperty(key)).getArgumentNames()) {
                Pattern given = Pattern.compile("\"" + Pattern.quote(key) + "\"[^;]*?\"" + name + "\"");
                assertThat(given.matcher(code).find()).as("argument %s of %s is given", name, key).isTrue();
            }
        }
    }

    private static Set<String> found(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    private static Properties bundle() throws IOException {
        Properties bundle = new Properties();
        try (Reader in = Files.newBufferedReader(BUNDLE)) {
            bundle.load(in);
        }
        return bundle;
    }

    private static String code() throws IOException {
        StringBuilder code = new StringBuilder();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                code.append(Files.readString(file));
            }
        }
        return code.toString();
    }
}
