package boxoffice.server.http;

import boxoffice.model.InvalidField;
import boxoffice.model.Problem;
import boxoffice.model.ProblemCode;
import java.util.OptionalInt;

/// Ends a request with a problem that its sender can act on. Made to be answered, so it carries no stack trace.
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final int retryAfterSeconds;

    private ProblemException(Problem problem, int retryAfterSeconds) {
        super(problem.code() + ": " + problem.detail(), null, false, false);
        this.problem = problem;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    public static ProblemException of(Problem problem) {
        return new ProblemException(problem, 0);
    }

    public static ProblemException of(ProblemCode code, String detail) {
        return of(Problem.of(code, detail));
    }

    /// Says which field was wrong.
    public static ProblemException of(InvalidField invalid) {
        return of(Problem.of(ProblemCode.INVALID_FIELD, invalid.getMessage()).with(invalid));
    }

    /// The same problem, asking to try again later.
    public ProblemException retryAfter(int seconds) {
        return new ProblemException(problem.with("retryAfter", seconds), seconds);
    }

    /// The same problem, saying one thing more.
    public ProblemException with(String name, Object value) {
        return new ProblemException(problem.with(name, value), retryAfterSeconds);
    }

    public Problem problem() {
        return problem;
    }

    /// In how many seconds to try again; empty where that would not help.
    public OptionalInt retryAfter() {
        return retryAfterSeconds > 0 ? OptionalInt.of(retryAfterSeconds) : OptionalInt.empty();
    }
}
