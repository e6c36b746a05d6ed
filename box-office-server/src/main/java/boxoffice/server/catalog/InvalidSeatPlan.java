package boxoffice.server.catalog;

import boxoffice.model.Problem.FieldError;
import java.util.List;
import java.util.stream.Collectors;

/// Says everything that is wrong with a seat-plan file. Nothing was changed.
public final class InvalidSeatPlan extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient List<FieldError> faults;

    InvalidSeatPlan(List<FieldError> faults) {
        super(
                faults.stream()
                        .map(fault -> fault.field() + " " + fault.message() + "; allowed: " + fault.allowed())
                        .collect(Collectors.joining("\n")));
        this.faults = List.copyOf(faults);
    }

    static InvalidSeatPlan of(String path, String wrong, String allowed) {
        return new InvalidSeatPlan(List.of(new FieldError(path, wrong, allowed)));
    }

    /// What is wrong, in the order of the file, at most 100 entries; `field` is a path such as
    /// `sections[0].rows[2].picture`.
    public List<FieldError> faults() {
        return faults;
    }
}
