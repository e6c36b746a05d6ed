package boxoffice.server.identity;

import boxoffice.model.ProblemCode;
import boxoffice.server.http.ProblemException;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;

/// Finds out who sends a request. Thread-safe.
public final class Callers {
    private static final String BEARER = "Bearer ";

    private final AccessTokens tokens;
    private final Sessions sessions;

    Callers(AccessTokens tokens, Sessions sessions) {
        this.tokens = tokens;
        this.sessions = sessions;
    }

    /// Whoever signed in.
    ///
    /// @throws ProblemException `UNAUTHENTICATED` without a token of a session that goes on
    public Caller require(ServerRequest request) {
        return find(request)
                .orElseThrow(
                        () -> ProblemException.of(
                                ProblemCode.UNAUTHENTICATED, "Send a valid access token as Authorization: Bearer."));
    }

    /// Whoever signed in, or nobody where no token was sent.
    ///
    /// @throws ProblemException `UNAUTHENTICATED` when a token was sent that is not valid (any more)
    public Optional<Caller> find(ServerRequest request) {
        Optional<String> header = request.headers().first(HeaderNames.AUTHORIZATION);
        if (header.isEmpty()) {
            return Optional.empty();
        }
        Optional<Caller> caller = known(request);
        if (caller.isEmpty()) {
            throw ProblemException.of(ProblemCode.UNAUTHENTICATED, "The access token is not valid any more.");
        }
        return caller;
    }

    /// Whoever signed in; nobody also where a token was sent that is not valid (any more).
    public Optional<Caller> known(ServerRequest request) {
        return request.headers()
                .first(HeaderNames.AUTHORIZATION)
                .filter(text -> text.startsWith(BEARER))
                .flatMap(text -> tokens.read(text.substring(BEARER.length())))
                .filter(found -> sessions.goesOn(found.session()));
    }
}
