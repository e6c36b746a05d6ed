package boxoffice.admin.frame;

import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.binding.StringBinding;
import javafx.collections.FXCollections;
import javafx.collections.ObservableMap;

/// What is wrong with a form, by field. Belongs to a model; for the FX thread only.
///
/// @param <F> the form's fields, in the order in which they are filled in
public final class FieldErrors<F extends Enum<F>> {
    private final ObservableMap<F, String> byField = FXCollections.observableHashMap();

    public void put(F field, String message) {
        byField.put(field, message);
    }

    public void clear(F field) {
        byField.remove(field);
    }

    public void clear() {
        byField.clear();
    }

    public boolean isEmpty() {
        return byField.isEmpty();
    }

    /// The first wrong field, where the keyboard should go.
    public Optional<F> first() {
        return byField.keySet().stream().sorted().findFirst();
    }

    /// The message of a field, empty while the field is right.
    public StringBinding of(F field) {
        return Bindings.createStringBinding(() -> byField.getOrDefault(field, ""), byField);
    }

    /// The message of a field now, empty while the field is right.
    public String now(F field) {
        return byField.getOrDefault(field, "");
    }

    public BooleanBinding any() {
        return Bindings.isNotEmpty(byField);
    }
}
