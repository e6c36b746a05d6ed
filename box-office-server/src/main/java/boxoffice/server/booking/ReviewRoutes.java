package boxoffice.server.booking;

import boxoffice.model.ProblemCode;
import boxoffice.model.ReviewId;
import boxoffice.model.Reviews.ReviewItem;
import boxoffice.model.Reviews.ReviewList;
import boxoffice.model.Reviews.ReviewOutcome;
import boxoffice.model.UserId;
import boxoffice.server.http.Answer;
import boxoffice.server.http.Ask;
import boxoffice.server.identity.Caller;
import boxoffice.server.identity.Callers;
import boxoffice.server.payment.Idempotency;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;
import java.util.function.BiPredicate;

/// What waits for a person, and their decisions on it (PAY-6).
final class ReviewRoutes implements HttpService {
    private final Reviews reviews;
    private final Idempotency idempotency;
    private final Callers callers;

    ReviewRoutes(Reviews reviews, Idempotency idempotency, Callers callers) {
        this.reviews = reviews;
        this.idempotency = idempotency;
        this.callers = callers;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/reviews", this::list)
                .post("/reviews/{id}/confirm", this::confirm)
                .post("/reviews/{id}/refund", this::refund);
    }

    private void list(ServerRequest request, ServerResponse response) {
        staff(request);
        Answer.ok(response, new ReviewList(reviews.open().stream().map(ReviewRoutes::item).toList()));
    }

    private static ReviewItem item(ReviewEntry review) {
        return new ReviewItem(
                review.id(),
                review.booking(),
                review.reference(),
                review.payment(),
                review.refund().orElse(null),
                review.reason(),
                review.attempts(),
                review.nextTryAt().orElse(null),
                review.refundAt().orElse(null),
                review.createdAt());
    }

    private void confirm(ServerRequest request, ServerResponse response) {
        decide(request, response, reviews::confirm);
    }

    private void refund(ServerRequest request, ServerResponse response) {
        decide(request, response, reviews::refund);
    }

    private void decide(
            ServerRequest request, ServerResponse response, BiPredicate<ReviewId, Optional<UserId>> decision) {
        UserId staff = staff(request).user();
        ReviewId id = id(request);
        idempotency.answerWithOrWithout(
                request, response, staff, Ask.raw(request), Status.OK_200, () -> new ReviewOutcome(
                        decision.test(id, Optional.of(staff))));
    }

    private Caller staff(ServerRequest request) {
        Caller caller = callers.require(request);
        caller.requireStaff();
        return caller;
    }

    private static ReviewId id(ServerRequest request) {
        return Ask.id(request, "id", ReviewId::of, ProblemCode.REVIEW_NOT_FOUND);
    }
}
