package boxoffice.sandbox.common;

import org.jspecify.annotations.Nullable;

/// The journal cannot be used; the message is one line that says why.
public final class JournalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    JournalException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
