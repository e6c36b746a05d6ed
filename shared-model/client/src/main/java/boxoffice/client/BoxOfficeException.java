package boxoffice.client;

import boxoffice.model.Problem;

/// A request that did not get what it asked for.
public abstract sealed class BoxOfficeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private BoxOfficeException(String message) {
        super(message);
    }

    private BoxOfficeException(String message, Throwable cause) {
        super(message, cause);
    }

    /// The server answered, and the answer was no.
    public static final class Refused extends BoxOfficeException {
        private static final long serialVersionUID = 1L;

        private final transient Problem problem;

        Refused(Problem problem) {
            super(problem.code() + ": " + problem.detail());
            this.problem = problem;
        }

        /// The server's reason; its `code` is one of [boxoffice.model.ProblemCode], or newer than this client.
        public Problem problem() {
            return problem;
        }
    }

    /// No answer came: the server is down, too slow, or not what stands at that address. Whether a change was made is
    /// unknown, so repeat it only with the same idempotency key.
    public static final class Unreachable extends BoxOfficeException {
        private static final long serialVersionUID = 1L;

        Unreachable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
