package boxoffice.launcher.crashpoints;

import boxoffice.server.storage.Redis;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A connection to Redis. A command that may change something has done so when its answer is neither an error, nor
/// nothing, nor 0. Commands come one at a time, or in pipelines of those that only read.
final class RedisTap implements Tap {
    private static final Set<String> READING = Set.of(
            "GET", "MGET", "EXISTS", "TTL", "PTTL", "SCAN", "INFO", "PING", "HELLO", "AUTH", "CLIENT", "SELECT",
            "SUBSCRIBE", "UNSUBSCRIBE", "CLUSTER", "COMMAND", "XREAD", "XREADGROUP", "XLEN", "XPENDING", "XINFO",
            "XRANGE", "ZCARD", "ZSCORE", "HGET", "HGETALL");
    private static final Map<String, String> SCRIPTS = Stream.of(
            "acquire", "extend", "release", "forget", "restore", "pace")
            .collect(Collectors.toMap(name -> Redis.Script.at("/seating/" + name + ".lua").sha1(), name -> name));

    private final Pending questions = new Pending();
    private final Deque<Optional<String>> asked = new ArrayDeque<>();

    @Override
    public void asked(ByteBuffer bytes) {
        questions.add(bytes);
        for (Optional<List<String>> command = command(); command.isPresent(); command = command()) {
            asked.add(change(command.get()));
        }
    }

    @Override
    public List<Effect> answered(ByteBuffer bytes) {
        boolean done = switch ((char) bytes.get(bytes.position())) {
            case '-', '_' -> false;
            case ':' -> bytes.get(bytes.position() + 1) != '0';
            case '$' -> bytes.get(bytes.position() + 1) != '-';
            default -> true;
        };
        List<Effect> effects = new ArrayList<>();
        for (Optional<String> change = asked.poll(); change != null; change = asked.poll()) {
            change.filter(_ -> done).ifPresent(what -> effects.add(new Effect(Effect.Kind.REDIS, what)));
        }
        return effects;
    }

    /// What a command may change; nothing for one that only reads.
    private static Optional<String> change(List<String> command) {
        String verb = command.getFirst().toUpperCase(Locale.ROOT);
        if (READING.contains(verb)) {
            return Optional.empty();
        }
        String object = command.size() > 1 ? command.get(1) : "";
        if (verb.equals("EVALSHA") || verb.equals("EVAL")) {
            String sha1 = verb.equals("EVAL") ? Redis.Script.of(object).sha1() : object;
            return Optional.of("script " + SCRIPTS.getOrDefault(sha1, "of another room"));
        }
        return Optional.of(verb + " " + object.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "*"));
    }

    /// Takes the next command, once all of it has come: an array of texts, each with its length.
    private Optional<List<String>> command() {
        int line = questions.indexOf("\r\n");
        if (line < 0) {
            return Optional.empty();
        }
        int from = line + 2;
        int parts = number(1, line);
        List<int[]> texts = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            int end = endOfLine(from);
            if (end < 0) {
                return Optional.empty();
            }
            int length = number(from + 1, end);
            texts.add(new int[] {end + 2, length});
            from = end + 2 + length + 2;
        }
        if (questions.size() < from) {
            return Optional.empty();
        }
        String all = questions.take(from);
        return Optional.of(texts.stream().map(text -> all.substring(text[0], text[0] + text[1])).toList());
    }

    private int endOfLine(int from) {
        for (int i = from; i < questions.size() - 1; i++) {
            if (questions.at(i) == '\r' && questions.at(i + 1) == '\n') {
                return i;
            }
        }
        return -1;
    }

    private int number(int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + questions.at(i) - '0';
        }
        return number;
    }
}
