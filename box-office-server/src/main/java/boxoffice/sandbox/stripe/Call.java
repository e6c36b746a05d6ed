package boxoffice.sandbox.stripe;

/// One request to the API.
///
/// @param id the id in the path, empty if the path has none
/// @param form the parameters in the body or the query
record Call(String id, Form form) {}
