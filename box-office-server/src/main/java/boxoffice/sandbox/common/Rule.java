package boxoffice.sandbox.common;

import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A line of the script: which payments, and what happens to them.
///
/// @param gateway the gateway it is for, `null` for all
/// @param which the payments
/// @param fault what happens
/// @param times how often with each payment, 0 for always
public record Rule(@Nullable String gateway, Match which, Fault fault, int times) {

    /// Which payments a rule is about.
    public sealed interface Match {
        /// The next payment that is opened, with all that becomes of it.
        record Next() implements Match {}

        record All() implements Match {}

        /// The payments that have all of these.
        ///
        /// @param amount in minor units, `null` for any
        /// @param description a part of it, `null` for any
        /// @param metadata what it must have, perhaps among other things
        record Like(@Nullable Long amount, @Nullable String description, Map<String, String> metadata)
                implements
                    Match {
            boolean matches(Subject payment) {
                String text = payment.description();
                return (amount == null || amount == payment.amount())
                        && (description == null || (text != null && text.contains(description)))
                        && payment.metadata().entrySet().containsAll(metadata.entrySet());
            }
        }
    }

    /// A rule for the next payment at any gateway.
    public static Rule next(Fault fault) {
        return new Rule(null, new Match.Next(), fault, 0);
    }

    /// A rule for all payments.
    public static Rule all(Fault fault) {
        return new Rule(null, new Match.All(), fault, 0);
    }

    /// A rule for the payments with a note of the merchant's.
    public static Rule noted(String key, String value, Fault fault) {
        return new Rule(null, new Match.Like(null, null, Map.of(key, value)), fault, 0);
    }

    /// The same rule, for so many times with each payment.
    public Rule times(int often) {
        return new Rule(gateway, which, fault, often);
    }

    boolean isFor(Subject payment) {
        return gateway == null || gateway.equals(payment.gateway());
    }

    /// The rule in plain words.
    public String words() {
        String often = switch (times) {
            case 0 -> "";
            case 1 -> " Once.";
            default -> " " + times + " times.";
        };
        return payments() + (gateway == null ? "" : " at " + gateway) + ": " + fault.words() + often;
    }

    private String payments() {
        return switch (which) {
            case Match.Next _ -> "Next payment";
            case Match.All _ -> "All payments";
            case Match.Like(Long amount, String description, Map<String, String> metadata) -> "Payments"
                    + (amount == null ? "" : " of " + amount + " minor units")
                    + (description == null ? "" : " described as “" + description + "”")
                    + metadata.entrySet()
                            .stream()
                            .map(note -> " with " + note.getKey() + " = " + note.getValue())
                            .collect(Collectors.joining(" and"));
        };
    }
}
