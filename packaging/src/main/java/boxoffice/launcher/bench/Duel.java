package boxoffice.launcher.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;

/// Our own line against its ceiling, turn by turn, so that what else the machine does meets both.
final class Duel {
    /// Clients at once while rates are compared.
    static final int CLIENTS = 64;
    /// The share of the reached rate at which latencies are taken: busy, but not beyond what it can do.
    private static final double BUSY = 0.7;

    private final String line;
    private final double asked;
    private final Pace pace;
    private boolean grows;

    Duel(String line, double asked, Pace pace) {
        this.line = line;
        this.asked = asked;
        this.pace = pace;
    }

    /// Measures also how the rate grows with the number of clients.
    Duel growing() {
        grows = true;
        return this;
    }

    /// Measures.
    ///
    /// @param ceiling gives a rate
    /// @param ours gives the rate reached by so many clients
    /// @param atRate loads ours at that rate and gives the latencies
    Result measure(
            java.util.function.DoubleSupplier ceiling, IntFunction<Double> ours, DoubleFunction<Histogram> atRate) {
        double[] ceilings = new double[pace.rounds()];
        double[] rates = new double[pace.rounds()];
        for (int round = 0; round < pace.rounds(); round++) {
            ceilings[round] = ceiling.getAsDouble();
            rates[round] = ours.apply(CLIENTS);
        }
        double rate = median(rates);
        Histogram latencies = new Histogram(3);
        for (int round = 0; round < pace.rounds(); round++) {
            latencies.add(atRate.apply(rate * BUSY));
        }
        List<String> notes = new ArrayList<>();
        notes.add("rounds " + spread(rates) + "; ceiling " + spread(ceilings));
        notes.add("latencies at %.0f/s, counted from when each request was due".formatted(rate * BUSY));
        if (grows) {
            StringBuilder growth = new StringBuilder("clients");
            for (int clients : pace.clients()) {
                growth.append(String.format(Locale.ROOT, "  %d: %.0f/s", clients, ours.apply(clients)));
            }
            notes.add(growth.toString());
        }
        double top = median(ceilings);
        return new Result(
                line, rate, millis(latencies, 50), millis(latencies, 95), millis(latencies, 99), top, rate / top, asked,
                notes);
    }

    static double millis(Histogram nanos, double percentile) {
        return nanos.getValueAtPercentile(percentile) / 1e6;
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static String spread(double[] values) {
        return String.format(
                Locale.ROOT, "%.0f to %.0f", Arrays.stream(values).min().orElse(0), Arrays.stream(values)
                        .max()
                        .orElse(0));
    }
}
