package boxoffice.sandbox.razorpay;

/// An event need not be sent to an endpoint any more.
///
/// @param id event and endpoint, as [#id(String, int)] writes them
record Delivered(String id, long created) implements Entry {
    static String id(String event, int endpoint) {
        return event + ":" + endpoint;
    }
}
