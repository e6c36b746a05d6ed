package boxoffice.sandbox.common;

import java.util.Optional;
import java.util.function.Supplier;

/// What the script does to calls of an API. Whoever asks must hold no lock, for a call may be kept waiting.
public final class CallFaults {
    private final Script script;
    private final Stalls stalls;

    public CallFaults(Script script, Stalls stalls) {
        this.script = script;
        this.stalls = stalls;
    }

    /// Does the work of a call and gives its answer: at once, late, or never, and then without having done it.
    ///
    /// @param payment which payment the call is about; nothing happens to a call about none
    /// @throws io.helidon.webserver.CloseConnectionException when there is to be no answer
    public <A> A answer(Operation call, Optional<Subject> payment, Supplier<A> work) {
        if (payment.isEmpty()) {
            return work.get();
        }
        if (script.strike(Fault.NoAnswer.class, payment.get(), call).isPresent()) {
            throw stalls.never();
        }
        Optional<Fault.LateAnswer> late = script.strike(Fault.LateAnswer.class, payment.get(), call);
        A answer = work.get();
        late.ifPresent(fault -> stalls.hold(fault.by()));
        return answer;
    }

    /// Whether a call is to fail, to be asked once for each time that its work would be done.
    public Optional<Fault.ServerError> failure(Operation call, Optional<Subject> payment) {
        return payment.flatMap(about -> script.strike(Fault.ServerError.class, about, call));
    }
}
