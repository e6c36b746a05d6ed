package boxoffice.kiosk.selfdrive;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The first form of a page that is posted: where it goes, and what is to be filled in.
///
/// @param action where the form is sent
/// @param fields the names of its fields with what stands in them
/// @param purposes what a browser would fill in by itself (the `autocomplete` attribute), by the field's name
record HtmlForm(URI action, Map<String, String> fields, Map<String, String> purposes) {
    private static final Pattern FORM =
            Pattern.compile("<form\\b([^>]*)>(.*?)</form>", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern INPUT = Pattern.compile("<input\\b([^>]*)>", Pattern.CASE_INSENSITIVE);

    /// Reads a page.
    ///
    /// @param address where the page is
    static Optional<HtmlForm> parse(String page, URI address) {
        Matcher forms = FORM.matcher(page);
        while (forms.find()) {
            String tag = forms.group(1);
            if (attribute(tag, "method").filter("post"::equalsIgnoreCase).isPresent()) {
                URI action = attribute(tag, "action").map(address::resolve).orElse(address);
                return Optional.of(read(forms.group(2), action));
            }
        }
        return Optional.empty();
    }

    /// The same form with those fields filled in whose purpose is known.
    ///
    /// @param values by purpose
    HtmlForm filled(Map<String, String> values) {
        Map<String, String> filled = new LinkedHashMap<>(fields);
        purposes.forEach((name, purpose) -> {
            if (values.containsKey(purpose)) {
                filled.put(name, values.get(purpose));
            }
        });
        return new HtmlForm(action, filled, purposes);
    }

    /// The body a browser would send.
    String body() {
        return fields.entrySet()
                .stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static HtmlForm read(String content, URI action) {
        Map<String, String> fields = new LinkedHashMap<>();
        Map<String, String> purposes = new LinkedHashMap<>();
        Matcher inputs = INPUT.matcher(content);
        while (inputs.find()) {
            String tag = inputs.group(1);
            attribute(tag, "name").ifPresent(name -> {
                fields.put(name, attribute(tag, "value").orElse(""));
                attribute(tag, "autocomplete").ifPresent(purpose -> purposes.put(name, purpose));
            });
        }
        return new HtmlForm(action, fields, purposes);
    }

    private static Optional<String> attribute(String tag, String name) {
        Pattern form = Pattern.compile("\\b" + name + "\\s*=\\s*\"([^\"]*)\"", Pattern.CASE_INSENSITIVE);
        Matcher found = form.matcher(tag);
        return found.find() ? Optional.of(unescape(found.group(1))) : Optional.empty();
    }

    private static String unescape(String text) {
        return text.replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
