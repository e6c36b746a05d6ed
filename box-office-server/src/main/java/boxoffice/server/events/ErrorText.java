package boxoffice.server.events;

import java.util.regex.Pattern;

/// What may be told and kept of a failure: its kind and the first line of its message, without secrets and addresses.
final class ErrorText {
    private static final int LONGEST = 300;
    private static final Pattern LOGIN_OR_MAIL = Pattern.compile("[^\\s\"'()<>/=,;]+@");
    private static final Pattern NAMED_SECRET = Pattern.compile(
            "(?i)(password|passwd|secret|token|api[_-]?key|authorization|bearer|basic)(\\W{1,3})"
                    + "(?:(?:bearer|basic)\\s+)?[^\\s,;&\"')]+");
    private static final Pattern UUID =
            Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);
    /// Long, with letters and digits: a key or a token, not a word.
    private static final Pattern LIKE_A_SECRET =
            Pattern.compile("(?=[\\w+/=-]*\\d)(?=[\\w+/=-]*[A-Za-z])[\\w+/=-]{20,}");

    private ErrorText() {}

    static String of(Throwable failure) {
        String message = failure.getMessage();
        String line = message == null ? "" : message.lines().findFirst().orElse("");
        String kind = failure.getClass().getSimpleName();
        String text = line.isBlank() ? kind : kind + ": " + withoutSecrets(line);
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }

    private static String withoutSecrets(String line) {
        String masked = LOGIN_OR_MAIL.matcher(line).replaceAll("…@");
        masked = NAMED_SECRET.matcher(masked).replaceAll("$1$2…");
        return LIKE_A_SECRET.matcher(masked)
                .replaceAll(found -> UUID.matcher(found.group()).matches() ? found.group() : "…");
    }
}
