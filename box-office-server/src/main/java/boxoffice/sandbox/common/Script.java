package boxoffice.sandbox.common;

import boxoffice.sandbox.common.Rule.Match;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What is to go wrong, with which payments: the one script of all gateways (PAY-2).
///
/// Each change, also that a rule was used, is a line of the journal, which holds the whole script. Safe for use by any
/// thread; it calls nobody, so it may be asked while other locks are held.
public final class Script implements AutoCloseable {
    private final ObjectMapper json = new ObjectMapper();
    private final Journal journal;
    private final SequencedMap<String, Line> lines = new LinkedHashMap<>();
    /// How often something that happens only so many times has happened already.
    private final Map<String, Integer> struck = new LinkedHashMap<>();
    private long count;

    /// A rule with its life.
    ///
    /// @param id by which it can be removed
    /// @param takenBy the payment that a rule for the next one has found
    public record Line(String id, Rule rule, @Nullable String takenBy) {}

    /// @param openJournal opens the journal, handing each line it holds to its argument
    public Script(Function<Consumer<String>, Journal> openJournal) {
        this.journal = openJournal.apply(this::restore);
    }

    /// The rules, in the order in which they are asked.
    public synchronized List<Line> lines() {
        return List.copyOf(lines.values());
    }

    /// Replaces all rules.
    public synchronized List<Line> replace(Collection<Rule> rules) {
        lines.clear();
        struck.clear();
        rules.forEach(this::put);
        keep();
        return lines();
    }

    /// Adds a rule at the end.
    public synchronized Line add(Rule rule) {
        Line line = put(rule);
        keep();
        return line;
    }

    /// Removes a rule; false if there is none with this id.
    public synchronized boolean remove(String id) {
        if (lines.remove(id) == null) {
            return false;
        }
        struck.keySet().removeIf(key -> key.startsWith(id + " "));
        keep();
        return true;
    }

    private Line put(Rule rule) {
        count++;
        var line = new Line("rule_" + count, rule, null);
        lines.put(line.id(), line);
        return line;
    }

    /// Tells that a payment was opened: the rules for the next payment are from now on about this one.
    public synchronized void opened(Subject payment) {
        boolean changed = false;
        for (Line line : List.copyOf(lines.values())) {
            if (line.rule().which() instanceof Match.Next && line.takenBy() == null && line.rule().isFor(payment)) {
                lines.put(line.id(), new Line(line.id(), line.rule(), payment.id()));
                changed = true;
            }
        }
        if (changed) {
            keep();
        }
    }

    /// Whether something happens to a payment here and now; if so, it counts as having happened.
    ///
    /// Rules come first, in their order, then what the means of payment does by itself.
    ///
    /// @param kind what could happen here
    /// @param here whether it is about this place, such as this very call
    public synchronized <F extends Fault> Optional<F> strike(Class<F> kind, Subject payment, Predicate<F> here) {
        for (Line line : lines.values()) {
            if (matches(line, payment)
                    && fits(kind, line.rule().fault(), here)
                    && strikes(line.id() + " " + payment.key(), line.rule().times())) {
                return Optional.of(kind.cast(line.rule().fault()));
            }
        }
        for (Subject.Habit habit : payment.habits()) {
            if (fits(kind, habit.fault(), here)
                    && strikes("habit " + habit.fault().code() + " " + payment.key(), habit.times())) {
                return Optional.of(kind.cast(habit.fault()));
            }
        }
        return Optional.empty();
    }

    /// Whether something happens to a payment here and now.
    public <F extends Fault> Optional<F> strike(Class<F> kind, Subject payment) {
        return strike(kind, payment, _ -> true);
    }

    /// Whether a call for a payment goes wrong in this way.
    public <F extends Fault.OfCall> Optional<F> strike(Class<F> kind, Subject payment, Operation call) {
        return strike(kind, payment, fault -> fault.on().contains(call));
    }

    /// Whether a webhook about a payment goes wrong in this way.
    public <F extends Fault.OfWebhook> Optional<F> strike(Class<F> kind, Subject payment, String event) {
        return strike(kind, payment, fault -> fault.events().isEmpty() || fault.events().contains(event));
    }

    private static boolean matches(Line line, Subject payment) {
        return line.rule().isFor(payment) && switch (line.rule().which()) {
            case Match.All _ -> true;
            case Match.Like like -> like.matches(payment);
            case Match.Next _ -> Objects.equals(line.takenBy(), payment.id());
        };
    }

    private static <F extends Fault> boolean fits(Class<F> kind, Fault fault, Predicate<F> here) {
        return kind.isInstance(fault) && here.test(kind.cast(fault));
    }

    private boolean strikes(String key, int times) {
        if (times == 0) {
            return true;
        }
        int before = struck.getOrDefault(key, 0);
        if (before >= times) {
            return false;
        }
        struck.put(key, before + 1);
        keep();
        return true;
    }

    private void keep() {
        ObjectNode state = JsonNodeFactory.instance.objectNode();
        state.put("count", count);
        ArrayNode rules = state.putArray("lines");
        for (Line line : lines.values()) {
            rules.addObject()
                    .put("id", line.id())
                    .put("taken_by", line.takenBy())
                    .set("rule", ScriptJson.write(line.rule()));
        }
        ObjectNode counts = state.putObject("struck");
        struck.forEach(counts::put);
        journal.append(state.toString());
    }

    private void restore(String text) {
        JsonNode state;
        try {
            state = json.readTree(text);
        } catch (JsonProcessingException unreadable) {
            throw new UncheckedIOException(unreadable.getOriginalMessage(), unreadable);
        }
        lines.clear();
        struck.clear();
        count = state.path("count").asLong();
        List<Line> read = new ArrayList<>();
        state.path("lines")
                .forEach(
                        line -> read.add(
                                new Line(
                                        line.path("id").asText(),
                                        ScriptJson.rule("rule", line.path("rule")),
                                        line.path("taken_by").textValue())));
        read.forEach(line -> lines.put(line.id(), line));
        state.path("struck").properties().forEach(pair -> struck.put(pair.getKey(), pair.getValue().asInt()));
    }

    @Override
    public synchronized void close() {
        journal.close();
    }
}
