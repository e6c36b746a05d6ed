package boxoffice.launcher.crashpoints;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A connection to PostgreSQL, without encryption. A commit has happened when a transaction that changed rows, or a
/// statement of its own that did, is followed by "ready, and in no transaction".
final class PostgresTap implements Tap {
    private static final int HEADER = 5;
    private static final Pattern CHANGE =
            Pattern.compile("(?<!FOR )\\b(INSERT INTO|DELETE FROM|UPDATE|MERGE INTO)\\s+(?!SET\\b)(\\w+)");
    private static final Pattern ROWS = Pattern.compile("(INSERT \\d+|UPDATE|DELETE|MERGE|SELECT) [1-9]\\d*");

    private final Pending questions = new Pending();
    private final Pending answers = new Pending();
    private final Map<String, String> statements = new HashMap<>();
    private final Map<String, String> portals = new HashMap<>();
    /// What is being executed, in order: each is answered by one completion.
    private final Deque<String> executing = new ArrayDeque<>();
    /// What the transaction has changed so far.
    private final Set<String> changes = new LinkedHashSet<>();
    private boolean greeted;

    @Override
    public void asked(ByteBuffer bytes) {
        questions.add(bytes);
        if (!greeted && questions.size() >= 4 && questions.size() >= questions.intAt(0)) {
            questions.take(questions.intAt(0));
            greeted = true;
        }
        while (greeted && questions.size() >= HEADER && questions.size() > questions.intAt(1)) {
            char type = (char) questions.at(0);
            String[] texts = questions.take(questions.intAt(1) + 1).substring(HEADER).split("\0", 3);
            switch (type) {
                case 'Q' -> executing.add(texts[0]);
                case 'P' -> statements.put(texts[0], texts[1]);
                case 'B' -> portals.put(texts[0], statements.getOrDefault(texts[1], ""));
                case 'E' -> executing.add(portals.getOrDefault(texts[0], ""));
                default -> {
                    // asks for nothing that could change a row
                }
            }
        }
    }

    @Override
    public List<Effect> answered(ByteBuffer bytes) {
        answers.add(bytes);
        Set<Effect> effects = new LinkedHashSet<>();
        while (answers.size() >= HEADER && answers.size() > answers.intAt(1)) {
            char type = (char) answers.at(0);
            String body = answers.take(answers.intAt(1) + 1).substring(HEADER);
            switch (type) {
                case 'C' -> completed(body.substring(0, body.length() - 1));
                case 's', 'I' -> executing.poll();
                case 'E' -> executing.clear();
                case 'Z' -> {
                    if (body.charAt(0) == 'I' && !changes.isEmpty()) {
                        effects.add(new Effect(Effect.Kind.COMMIT, String.join(", ", changes)));
                        changes.clear();
                    }
                }
                default -> {
                    // rows, descriptions and notices
                }
            }
        }
        return List.copyOf(effects);
    }

    private void completed(String tag) {
        String statement = executing.isEmpty() ? "" : executing.remove();
        if (tag.equals("ROLLBACK")) {
            changes.clear();
        } else if (ROWS.matcher(tag).matches()) {
            Matcher change = CHANGE.matcher(statement);
            while (change.find()) {
                changes.add(
                        change.group(1).split(" ", 2)[0].toLowerCase(java.util.Locale.ROOT) + " " + change.group(2));
            }
        }
    }
}
