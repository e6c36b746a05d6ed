package boxoffice.sandbox.common;

/// A script that cannot be used; the message is one line that names the field, what it was and what is allowed.
public final class WrongScript extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public WrongScript(String message) {
        super(message, null, false, false);
    }
}
