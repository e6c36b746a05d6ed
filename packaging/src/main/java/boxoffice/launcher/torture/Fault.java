package boxoffice.launcher.torture;

/// What is broken. Each is mended after a while; then service must come back.
enum Fault {
    REDIS_KILLED,
    REDIS_FROZEN,
    /// All keys are gone.
    REDIS_EMPTIED,
    /// Redis comes back with what it knew some seconds ago.
    REDIS_SET_BACK,
    POSTGRES_RESTARTED,
    POSTGRES_KILLED,
    POSTGRES_FROZEN,
    /// All connections are cut, and there are no others to be had.
    POSTGRES_CROWDED,
    SERVER_KILLED,
    SERVER_RESTARTED,
    SERVER_FROZEN
}
