package boxoffice.launcher.torture;

/// One request of a guest and what came back.
///
/// @param guest a number that stands for one holder
/// @param node the server that was asked: 0 or 1
/// @param sent nanoseconds of a monotonic clock since the run began
/// @param answered likewise; when the guest stopped waiting, where no answer came
record Operation(int guest, int node, Act act, long sent, long answered, Answer answer) {}
