package boxoffice.server.payment;

/// A gateway did not do what it was asked for.
public abstract sealed class GatewayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private GatewayException(String message, Throwable cause) {
        super(message, cause);
    }

    /// It said no, and asking again will not help.
    public static final class Refused extends GatewayException {
        private static final long serialVersionUID = 1L;

        Refused(String message, Throwable cause) {
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
