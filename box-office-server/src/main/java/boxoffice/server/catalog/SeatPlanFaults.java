package boxoffice.server.catalog;

import boxoffice.model.Problem.FieldError;
import java.util.ArrayList;
import java.util.List;

/// Gathers what is wrong with a file, so that its author hears of everything at once.
final class SeatPlanFaults {
    /// Enough to work with; a file of the wrong kind would have one for each seat.
    private static final int MOST = 100;

    private final List<FieldError> faults = new ArrayList<>();
    private int unlisted;

    /// Takes down a fault, to be read as a sentence: path, what is wrong.
    void add(String path, String wrong, String allowed) {
        if (faults.size() < MOST - 1) {
            faults.add(new FieldError(path, wrong, allowed));
        } else {
            unlisted++;
        }
    }

    /// Ends the reading if there was any fault.
    void check() {
        if (faults.isEmpty()) {
            return;
        }
        List<FieldError> all = new ArrayList<>(faults);
        if (unlisted > 0) {
            all.add(new FieldError("file", "has " + unlisted + " more faults", "none"));
        }
        throw new InvalidSeatPlan(all);
    }
}
