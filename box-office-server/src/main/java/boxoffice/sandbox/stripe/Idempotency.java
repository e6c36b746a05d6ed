package boxoffice.sandbox.stripe;

import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does each request once per idempotency key. The answer is kept together with what the request did, in one line of the
/// journal, so neither a second request at the same moment nor a restart does it again.
final class Idempotency {
    private static final Logger LOG = LoggerFactory.getLogger(Idempotency.class);

    private final Books books;

    Idempotency(Books books) {
        this.books = books;
    }

    /// Does the work, or answers as before if the key was used for the same request. A request without a key is
    /// always done.
    ///
    /// Requests are done one after the other, so a second use of a key waits for the first and gets its answer.
    ///
    /// @param request what is asked, the same text for the same request
    /// @param work throws [StripeProblem] to refuse; that answer is kept as well, and so is a failure
    Answer once(Event.Cause cause, String request, Function<Change, Answer> work) {
        return books.change(cause, change -> {
            String key = cause.idempotencyKey();
            if (key == null) {
                return attempt(change, work);
            }
            Optional<KeptAnswer> kept = change.find(KeptAnswer.class, key)
                    .filter(answer -> answer.created() > change.now().getEpochSecond() - answer.life());
            if (kept.isPresent()) {
                return replay(kept.get(), request);
            }
            Answer answer = attempt(change, work);
            change.put(new KeptAnswer(key, change.now().getEpochSecond(), request, answer.status(), answer.body()));
            return answer;
        });
    }

    private static Answer replay(KeptAnswer kept, String request) {
        if (!kept.request().equals(request)) {
            throw StripeProblem.keyReused(
                    "The Idempotency-Key " + kept.id()
                            + " was used for another request before. Use a new key for a new request.");
        }
        return new Answer(kept.status(), kept.body(), true);
    }

    private static Answer attempt(Change change, Function<Change, Answer> work) {
        try {
            return work.apply(change);
        } catch (StripeProblem problem) {
            change.discard();
            return problem.answer();
        } catch (RuntimeException failure) {
            LOG.error("A request failed", failure);
            change.discard();
            return StripeProblem.internal().answer();
        }
    }
}
