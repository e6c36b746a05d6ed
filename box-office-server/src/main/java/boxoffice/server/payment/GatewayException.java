package boxoffice.server.payment;

import java.util.Set;

/// A gateway did not do what it was asked for.
public abstract sealed class GatewayException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int BAD_REQUEST = 400;
    private static final Set<Integer> UNSAID = Set.of(401, 403, 409, 429);

    private GatewayException(String message, Throwable cause) {
        super(message, cause);
    }

    /// Whether an answer without what was asked for says nothing of whether that was done: it is no refusal, our key is not
    /// good any more, somebody else is at it, or there were too many questions.
    ///
    /// @param status of HTTP, below 500; 0 for none
    static boolean saysNothing(int status) {
        return status < BAD_REQUEST || UNSAID.contains(status);
    }

    /// It said no, and asking again will not help.
    public static final class Refused extends GatewayException {
        private static final long serialVersionUID = 1L;

        private final boolean ofReader;

        Refused(String message, Throwable cause) {
            this(message, cause, false);
        }

        /// @param ofReader whether a card reader was the reason, rather than the payment
        Refused(String message, Throwable cause, boolean ofReader) {
            super(message, cause);
            this.ofReader = ofReader;
        }

        boolean ofReader() {
            return ofReader;
        }
    }

    /// It broke down over what it was asked for and did not do it. It may repeat that answer for the same number, so it
    /// is to be asked again under the next.
    public static final class Failed extends GatewayException {
        private static final long serialVersionUID = 1L;

        Failed(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /// It did not answer, or not sensibly. Whether it did what it was asked for is unknown; asking again is safe.
    public static final class NoAnswer extends GatewayException {
        private static final long serialVersionUID = 1L;

        NoAnswer(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
