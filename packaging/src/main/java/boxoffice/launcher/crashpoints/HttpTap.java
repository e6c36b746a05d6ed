package boxoffice.launcher.crashpoints;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A connection that speaks HTTP/1.1, one request at a time. Something was done when a request that is no mere question
/// has been answered, as a whole, with 2xx.
final class HttpTap implements Tap {
    private static final Pattern FIRST_LINE = Pattern.compile("(POST|PUT|PATCH|DELETE) (\\S+) HTTP/1\\.1");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)[a-z]+_[A-Za-z0-9_]{10,}");
    private static final Pattern TYPE = Pattern.compile("\"type\"\\s*:\\s*\"([a-z_]+\\.[a-z_.]+)\"");
    private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: *(\\d+)\r\n");
    private static final String WEBHOOK = "/payments/webhook";
    /// Whoever comes in does so before the visit begins.
    private static final String SIGN_IN = "/api/v1/auth/";

    private final BiFunction<String, Boolean, Effect> name;
    private final StringBuilder question = new StringBuilder();
    private final StringBuilder answer = new StringBuilder();

    private HttpTap(BiFunction<String, Boolean, Effect> name) {
        this.name = name;
    }

    /// What our server asks of the gateway.
    static HttpTap ofGateway() {
        return new HttpTap((request, _) -> new Effect(Effect.Kind.GATEWAY, request));
    }

    /// What guests and the gateway ask of our server.
    static HttpTap ofServer() {
        return new HttpTap(
                (request, webhook) -> new Effect(webhook ? Effect.Kind.WEBHOOK : Effect.Kind.ANSWER, request));
    }

    @Override
    public void asked(ByteBuffer bytes) {
        question.append(text(bytes));
    }

    @Override
    public List<Effect> answered(ByteBuffer bytes) {
        answer.append(text(bytes));
        if (!isComplete()) {
            return List.of();
        }
        boolean done = answer.length() > 9 && answer.charAt(9) == '2';
        String request = question.toString();
        answer.setLength(0);
        question.setLength(0);
        Matcher line = FIRST_LINE.matcher(request);
        return done && line.lookingAt() && !line.group(2).startsWith(SIGN_IN)
                ? List.of(effect(request, line))
                : List.of();
    }

    private Effect effect(String request, Matcher line) {
        String path = ID.matcher(line.group(2)).replaceAll("*");
        boolean webhook = path.endsWith(WEBHOOK);
        if (webhook) {
            Matcher type = TYPE.matcher(request.substring(request.indexOf("\r\n\r\n")));
            return name.apply(type.find() ? type.group(1) : "unknown", true);
        }
        return name.apply(line.group(1) + " " + path, false);
    }

    private boolean isComplete() {
        int head = answer.indexOf("\r\n\r\n");
        if (head < 0) {
            return false;
        }
        String headers = answer.substring(0, head + 2).toLowerCase(Locale.ROOT);
        Matcher length = LENGTH.matcher(headers);
        if (length.find()) {
            return answer.length() >= head + 4 + Integer.parseInt(length.group(1));
        }
        return !headers.contains("\r\ntransfer-encoding: chunked") || answer.lastIndexOf("0\r\n\r\n") == answer.length()
                - 5;
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString();
    }
}
