package boxoffice.server.realtime;

import java.time.Duration;

/// What watchers of seats may use up.
///
/// @param connections open on this node at once
/// @param connectionsPerAddress of them from one address
/// @param messagesPerMinute that a connection may send
/// @param writeTimeout for how long a watcher may take nothing of what is there for it
public record RealtimeSettings(
        int connections, int connectionsPerAddress, int messagesPerMinute, Duration writeTimeout) {}
