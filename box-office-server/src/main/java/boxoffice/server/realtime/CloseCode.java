package boxoffice.server.realtime;

/// Why the server ends a connection.
enum CloseCode {
    NORMAL(1000, "bye"),
    GOING_AWAY(1001, "this server is stopping; connect again"),
    POLICY(1008, "too many wrong messages"),
    TRY_LATER(1013, "too many connections; try again later"),
    NO_SUCH_SHOW(4404, "no such show");

    private final int number;
    private final String reason;

    CloseCode(int number, String reason) {
        this.number = number;
        this.reason = reason;
    }

    /// As RFC 6455 registers it; those from 4000 on are ours.
    int number() {
        return number;
    }

    String reason() {
        return reason;
    }
}
