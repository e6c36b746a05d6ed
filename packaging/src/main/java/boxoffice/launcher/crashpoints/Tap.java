package boxoffice.launcher.crashpoints;

import java.nio.ByteBuffer;
import java.util.List;

/// Reads one connection as its bytes pass, and understands just enough to see effects. Used by one thread at a time.
interface Tap {
    /// These bytes are about to be sent to whoever is asked.
    void asked(ByteBuffer bytes);

    /// These bytes came back.
    ///
    /// @return what must have happened before they could
    List<Effect> answered(ByteBuffer bytes);
}
