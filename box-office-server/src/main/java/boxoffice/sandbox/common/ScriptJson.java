package boxoffice.sandbox.common;

import boxoffice.sandbox.common.Rule.Match;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Rules as JSON, flat: `{"payment": "next", "fault": "webhook_late", "by": "30s"}`.
public final class ScriptJson {
    /// What a rule may be for.
    public static final List<String> GATEWAYS = List.of("stripe", "razorpay");

    private static final int MOST_TIMES = 1000;
    private static final int MOST_COPIES = 100;
    private static final Duration DEFAULT_DELAY = Duration.ofSeconds(8);
    private static final Duration DEFAULT_LATENESS = Duration.ofSeconds(30);
    private static final Duration DEFAULT_WINDOW = Duration.ofSeconds(2);
    private static final Map<String, Operation> OPERATIONS = named(
            Arrays.asList(Operation.values()), Operation::code);
    private static final Map<String, Fault.Reason> REASONS = named(
            Arrays.asList(Fault.Reason.values()), reason -> reason.name().toLowerCase(Locale.ROOT));
    private static final List<String> FAULTS = List.of(
            "decline",
            "authentication",
            "slow",
            "paid_twice",
            "no_answer",
            "late_answer",
            "server_error",
            "webhook_lost",
            "webhook_repeated",
            "webhook_late",
            "webhook_forged",
            "webhooks_reordered",
            "refund_refused",
            "refund_fails",
            "refund_pending");
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private ScriptJson() {}

    private static <T> Map<String, T> named(List<T> values, Function<T, String> name) {
        return values.stream()
                .collect(
                        Collectors.toMap(
                                name, value -> value, (_, _) -> {
                                    throw new IllegalArgumentException("two have one name");
                                }, LinkedHashMap::new));
    }

    /// Reads `{"rules": […]}`.
    ///
    /// @throws WrongScript when it cannot be used
    public static List<Rule> rules(String text) {
        Fields script = Fields.of("", parse(text));
        JsonNode list = script.value("rules").orElseThrow(() -> script.missing("rules", "a list of rules"));
        script.refuseOthers();
        if (!list.isArray()) {
            throw new WrongScript("rules is " + list + "; allowed: a list of rules");
        }
        List<Rule> rules = new ArrayList<>();
        for (JsonNode rule : list) {
            rules.add(rule("rules[" + rules.size() + "]", rule));
        }
        return rules;
    }

    /// Reads one rule.
    ///
    /// @throws WrongScript when it cannot be used
    public static Rule rule(String text) {
        return rule("", parse(text));
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException malformed) {
            throw new WrongScript("the script is not JSON: " + malformed.getOriginalMessage());
        }
    }

    static Rule rule(String path, JsonNode node) {
        Fields fields = Fields.of(path, node);
        String gateway = fields.oneOf("gateway", GATEWAYS).orElse(null);
        Match which = match(fields);
        Fault fault = fault(fields);
        int times = fields.whole("times", 1, MOST_TIMES).orElse(0L).intValue();
        fields.refuseOthers();
        return new Rule(gateway, which, fault, times);
    }

    private static Match match(Fields fields) {
        JsonNode payment = fields.value("payment")
                .orElseThrow(() -> fields.missing("payment", "\"next\", \"all\", or an object"));
        if (!payment.isObject()) {
            return fields.oneOf("payment", List.of("next", "all")).orElseThrow().equals("next")
                    ? new Match.Next()
                    : new Match.All();
        }
        Fields like = fields.child("payment");
        var match = new Match.Like(
                like.whole("amount", 1, Long.MAX_VALUE).orElse(null),
                like.text("description").orElse(null),
                like.pairs("metadata"));
        like.refuseOthers();
        if (match.amount() == null && match.description() == null && match.metadata().isEmpty()) {
            throw new WrongScript(
                    "payment is {}; allowed: \"next\", \"all\", or an object with amount, description or metadata");
        }
        return match;
    }

    private static Fault fault(Fields fields) {
        String code = fields.oneOf("fault", FAULTS)
                .orElseThrow(() -> fields.missing("fault", String.join(", ", FAULTS)));
        return switch (code) {
            case "decline" -> new Fault.Decline(
                    fields.oneOf("reason", REASONS.keySet()).map(REASONS::get).orElse(Fault.Reason.GENERIC));
            case "authentication" -> new Fault.Authentication();
            case "slow" -> new Fault.Slow(by(fields, DEFAULT_DELAY));
            case "paid_twice" -> new Fault.PaidTwice();
            case "no_answer" -> new Fault.NoAnswer(on(fields));
            case "late_answer" -> new Fault.LateAnswer(on(fields), by(fields, DEFAULT_LATENESS));
            case "server_error" -> new Fault.ServerError(on(fields), fields.flag("done"));
            case "webhook_lost" -> new Fault.LostWebhook(events(fields));
            case "webhook_repeated" -> new Fault.RepeatedWebhook(
                    events(fields), fields.whole("copies", 2, MOST_COPIES).orElse(2L).intValue());
            case "webhook_late" -> new Fault.LateWebhook(events(fields), by(fields, DEFAULT_LATENESS));
            case "webhook_forged" -> new Fault.ForgedWebhook(events(fields));
            case "webhooks_reordered" -> new Fault.ReorderedWebhooks(
                    fields.duration("within").orElse(DEFAULT_WINDOW));
            case "refund_refused" -> new Fault.RefusedRefund();
            case "refund_fails" -> new Fault.FailedRefund(by(fields, DEFAULT_DELAY));
            case "refund_pending" -> new Fault.PendingRefund(by(fields, DEFAULT_DELAY));
            default -> throw new IllegalStateException("no reader for the fault " + code);
        };
    }

    private static Duration by(Fields fields, Duration otherwise) {
        return fields.duration("by").orElse(otherwise);
    }

    private static Set<String> events(Fields fields) {
        return Collections.unmodifiableSet(fields.texts("events", null));
    }

    private static Set<Operation> on(Fields fields) {
        Set<String> codes = fields.texts("on", OPERATIONS.keySet());
        if (codes.isEmpty()) {
            throw fields.missing("on", "a list of " + String.join(", ", OPERATIONS.keySet()));
        }
        return Collections.unmodifiableSet(
                codes.stream()
                        .map(code -> Objects.requireNonNull(OPERATIONS.get(code)))
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Operation.class))));
    }

    /// Writes a rule so that it can be read again.
    public static ObjectNode write(Rule rule) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (rule.gateway() != null) {
            json.put("gateway", rule.gateway());
        }
        switch (rule.which()) {
            case Match.Next _ -> json.put("payment", "next");
            case Match.All _ -> json.put("payment", "all");
            case Match.Like like -> write(json.putObject("payment"), like);
        }
        json.put("fault", rule.fault().code());
        write(json, rule.fault());
        if (rule.times() > 0) {
            json.put("times", rule.times());
        }
        return json;
    }

    private static void write(ObjectNode json, Match.Like like) {
        if (like.amount() != null) {
            json.put("amount", like.amount());
        }
        if (like.description() != null) {
            json.put("description", like.description());
        }
        if (!like.metadata().isEmpty()) {
            ObjectNode pairs = json.putObject("metadata");
            like.metadata().forEach(pairs::put);
        }
    }

    private static void write(ObjectNode json, Fault fault) {
        switch (fault) {
            case Fault.Decline(Fault.Reason reason) -> json.put("reason", reason.name().toLowerCase(Locale.ROOT));
            case Fault.Slow(Duration by) -> json.put("by", Durations.format(by));
            case Fault.NoAnswer(Set<Operation> on) -> texts(json, "on", codes(on));
            case Fault.LateAnswer(Set<Operation> on, Duration by) -> {
                texts(json, "on", codes(on));
                json.put("by", Durations.format(by));
            }
            case Fault.ServerError(Set<Operation> on, boolean done) -> {
                texts(json, "on", codes(on));
                json.put("done", done);
            }
            case Fault.LostWebhook(Set<String> events) -> texts(json, "events", events);
            case Fault.RepeatedWebhook(Set<String> events, int copies) -> {
                texts(json, "events", events);
                json.put("copies", copies);
            }
            case Fault.LateWebhook(Set<String> events, Duration by) -> {
                texts(json, "events", events);
                json.put("by", Durations.format(by));
            }
            case Fault.ForgedWebhook(Set<String> events) -> texts(json, "events", events);
            case Fault.ReorderedWebhooks(Duration within) -> json.put("within", Durations.format(within));
            case Fault.FailedRefund(Duration by) -> json.put("by", Durations.format(by));
            case Fault.PendingRefund(Duration by) -> json.put("by", Durations.format(by));
            case Fault.Authentication _,Fault.PaidTwice _,Fault.RefusedRefund _ -> {}
        }
    }

    private static List<String> codes(Set<Operation> operations) {
        return operations.stream().sorted().map(Operation::code).toList();
    }

    private static void texts(ObjectNode json, String field, Collection<String> texts) {
        if (!texts.isEmpty()) {
            texts.stream().forEach(json.withArray(field)::add);
        }
    }
}
