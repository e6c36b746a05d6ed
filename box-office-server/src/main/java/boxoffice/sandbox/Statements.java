package boxoffice.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The accounts of all gateways in one.
final class Statements {
    private Statements() {}

    /// Adds up the totals per currency, and puts the payments one after the other.
    static ObjectNode together(List<ObjectNode> statements) {
        Map<String, Map<String, Long>> sums = new TreeMap<>();
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        ObjectNode totals = all.putObject("totals");
        ArrayNode payments = all.putArray("payments");
        for (ObjectNode statement : statements) {
            statement.path("payments").forEach(payments::add);
            statement.path("totals")
                    .properties()
                    .forEach(
                            currency -> currency.getValue()
                                    .properties()
                                    .forEach(
                                            sum -> sums.computeIfAbsent(currency.getKey(), _ -> new LinkedHashMap<>())
                                                    .merge(sum.getKey(), sum.getValue().asLong(), Long::sum)));
        }
        sums.forEach((currency, amounts) -> amounts.forEach(totals.putObject(currency)::put));
        return all;
    }
}
