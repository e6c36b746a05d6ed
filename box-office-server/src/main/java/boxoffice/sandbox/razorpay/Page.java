package boxoffice.sandbox.razorpay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.common.parameters.Parameters;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/// Part of a list: newest first, `count` of them after leaving out `skip`, made `from` then `to` then.
record Page(int count, int skip, long from, long to) {
    private static final int MOST = 100;
    /// Razorpay takes times of the years 2000 to 2120.
    private static final long EARLIEST = 946_684_800;
    private static final long LATEST = 4_765_046_400L;

    static Page of(Parameters query) {
        return new Page(
                (int) number(query, "count", 10, 1, MOST),
                (int) number(query, "skip", 0, 0, Integer.MAX_VALUE),
                number(query, "from", 0, EARLIEST, LATEST),
                number(query, "to", Long.MAX_VALUE, EARLIEST, LATEST));
    }

    private static long number(Parameters query, String name, long otherwise, long min, long max) {
        return query.first(name).map(text -> {
            if (!text.matches("\\d{1,18}") || Long.parseLong(text) < min || Long.parseLong(text) > max) {
                throw RazorpayProblem.invalid(
                        name, "The " + name + " must be an integer from " + min + " to " + max + ".");
            }
            return Long.parseLong(text);
        }).orElse(otherwise);
    }

    <T extends Entry> ObjectNode answer(
            Books books, Class<T> type, Predicate<T> matches, Function<T, ObjectNode> write) {
        List<ObjectNode> items = books.newest(
                type,
                entry -> entry.created() >= from && entry.created() <= to && matches.test(entry),
                skip > Integer.MAX_VALUE - count ? Integer.MAX_VALUE : skip + count)
                .stream()
                .skip(skip)
                .map(write)
                .toList();
        return RazorpayJson.collection(items);
    }
}
