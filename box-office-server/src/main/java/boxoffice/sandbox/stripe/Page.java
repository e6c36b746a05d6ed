package boxoffice.sandbox.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// A page of a list: newest first, `limit` at a time, before or after a given entry, made in a given time.
final class Page {
    private final Form form;
    private final int limit;
    private final Optional<String> startingAfter;
    private final Optional<String> endingBefore;
    private final Predicate<Entry> created;

    private Page(Form form) {
        this.form = form;
        this.limit = form.optionalWholeNumber("limit", 1, 100).orElse(10L).intValue();
        this.startingAfter = form.optionalText("starting_after", 100);
        this.endingBefore = form.optionalText("ending_before", 100);
        this.created = created(form);
        if (startingAfter.isPresent() && endingBefore.isPresent()) {
            throw StripeProblem.invalid(null, "ending_before", "Give starting_after or ending_before, not both.");
        }
    }

    /// Reads what part of a list is wanted.
    static Page of(Form form) {
        return new Page(form);
    }

    private static Predicate<Entry> created(Form form) {
        long max = Long.MAX_VALUE;
        Optional<Long> exactly = form.has("created") && form.child("created").isEmpty()
                ? form.optionalWholeNumber("created", 0, max)
                : Optional.empty();
        Form range = form.child("created");
        Optional<Long> gt = range.optionalWholeNumber("gt", 0, max);
        Optional<Long> gte = range.optionalWholeNumber("gte", 0, max);
        Optional<Long> lt = range.optionalWholeNumber("lt", 0, max);
        Optional<Long> lte = range.optionalWholeNumber("lte", 0, max);
        return entry -> exactly.map(at -> entry.created() == at).orElse(true)
                && gt.map(at -> entry.created() > at).orElse(true)
                && gte.map(at -> entry.created() >= at).orElse(true)
                && lt.map(at -> entry.created() < at).orElse(true)
                && lte.map(at -> entry.created() <= at).orElse(true);
    }

    /// Answers with the wanted part of the entries that match.
    ///
    /// @param kind what the entries are called in an error
    <T extends Entry> ObjectNode answer(
            Books books,
            StripeJson json,
            String url,
            String kind,
            Class<T> type,
            Predicate<T> matches,
            Function<T, ObjectNode> write) {
        form.refuseUnknown();
        startingAfter.ifPresent(id -> require(books, type, kind, id, "starting_after"));
        endingBefore.ifPresent(id -> require(books, type, kind, id, "ending_before"));
        Predicate<T> wanted = entry -> created.test(entry) && matches.test(entry);
        List<T> found = endingBefore.isPresent()
                ? justBefore(books, type, wanted, endingBefore.get())
                : books.newest(type, afterCursor(wanted), limit + 1);
        boolean more = found.size() > limit;
        List<T> shown = !more ? found : endingBefore.isPresent() ? found.subList(1, limit + 1)
                : found.subList(0, limit);
        return json.list(url, shown.stream().map(write).toList(), more);
    }

    private static <T extends Entry> void require(Books books, Class<T> type, String kind, String id, String param) {
        if (books.find(type, id).isEmpty()) {
            throw StripeProblem.noSuch(kind, id, param);
        }
    }

    private <T extends Entry> Predicate<T> afterCursor(Predicate<T> wanted) {
        if (startingAfter.isEmpty()) {
            return wanted;
        }
        String cursor = startingAfter.get();
        boolean[] passed = {false};
        return entry -> {
            if (!passed[0]) {
                passed[0] = entry.id().equals(cursor);
                return false;
            }
            return wanted.test(entry);
        };
    }

    /// The last `limit + 1` entries on the way from the newest to the cursor.
    private <T extends Entry> List<T> justBefore(Books books, Class<T> type, Predicate<T> wanted, String cursor) {
        boolean[] reached = {false};
        List<T> newer = books.newest(
                type,
                entry -> {
                    reached[0] |= entry.id().equals(cursor);
                    return !reached[0] && wanted.test(entry);
                },
                Integer.MAX_VALUE);
        return new ArrayList<>(newer.subList(Math.max(0, newer.size() - limit - 1), newer.size()));
    }
}
