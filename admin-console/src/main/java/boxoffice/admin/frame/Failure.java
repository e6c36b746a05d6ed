package boxoffice.admin.frame;

import boxoffice.client.BoxOfficeException;
import boxoffice.fx.Messages;
import boxoffice.model.Problem;
import boxoffice.model.ProblemCode;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Why a request did not get what it asked for, as far as a page cares.
public sealed interface Failure {
    /// No answer came.
    record Offline() implements Failure {}

    /// Whoever signed in is signed in no more.
    record SessionEnded() implements Failure {}

    /// The server said no.
    record Refused(Problem problem) implements Failure {
        /// Whether this is the reason.
        public boolean is(ProblemCode code) {
            return problem.code().equals(code.name());
        }
    }

    /// A fault of the console's own; the log has it.
    record Broken() implements Failure {}

    /// Sorts what was thrown.
    static Failure of(Exception thrown) {
        return switch (thrown) {
            case BoxOfficeException.Unreachable unreachable -> new Offline();
            case BoxOfficeException.Refused refused when refused.problem()
                    .code()
                    .equals(ProblemCode.UNAUTHENTICATED.name()) -> new SessionEnded();
            case BoxOfficeException.Refused refused -> new Refused(refused.problem());
            case Exception broken -> {
                Logger log = System.getLogger(Failure.class.getName());
                log.log(Level.ERROR, "a request broke", broken);
                yield new Broken();
            }
        };
    }

    /// What to tell the person, and what they can do.
    default String words(Messages messages) {
        return switch (this) {
            case Offline() -> messages.text("failure.offline");
            case SessionEnded() -> messages.text("failure.session-ended");
            case Refused(Problem problem) -> problem.code().equals(ProblemCode.FORBIDDEN.name())
                    ? messages.text("failure.forbidden")
                    : problem.detail();
            case Broken() -> messages.text("failure.broken");
        };
    }
}
