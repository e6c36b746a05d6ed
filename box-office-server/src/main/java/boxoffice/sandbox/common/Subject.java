package boxoffice.sandbox.common;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A payment as a script looks at it, whatever its gateway calls it.
///
/// @param gateway the gateway's name in a script, such as `stripe`
/// @param id the gateway's name for the payment from its opening to its end; `null` while it is being opened
/// @param amount in minor units
/// @param currency ISO 4217 in lower case
/// @param description what the merchant called it
/// @param metadata what the merchant noted with it
/// @param habits what the means of payment does by itself, such as a test card that is declined
public record Subject(
        String gateway,
        @Nullable String id,
        long amount,
        String currency,
        @Nullable String description,
        Map<String, String> metadata,
        List<Habit> habits) {

    /// What a means of payment does by itself.
    ///
    /// @param times how often with each payment, 0 for always
    public record Habit(Fault fault, int times) {
        /// A habit that it never gives up.
        public static Habit always(Fault fault) {
            return new Habit(fault, 0);
        }
    }

    /// The same payment, paid by something with these habits.
    public Subject with(List<Habit> others) {
        return new Subject(gateway, id, amount, currency, description, metadata, others);
    }

    /// The same text for the same payment, also for each attempt to open it.
    String key() {
        return id == null
                ? "new " + gateway + " " + amount + " " + currency + " " + description + " " + new TreeMap<>(metadata)
                : id;
    }
}
