package boxoffice.server.abuse;

import java.time.Duration;
import java.util.Optional;

/// How many requests are served (SEC-1); 0 is any number.
///
/// @param window over which all but extensions are counted
/// @param userRequests of one user in a window
/// @param userLocks attempts of one user to lock seats in a window; staff and devices have `deviceLocks`
/// @param userPayments attempts of one user to pay in a window; staff and devices have `devicePayments`
/// @param userExtensions of locks, by one user in one second
/// @param addressRequests from one address in a window, requests of enrolled devices excepted
/// @param deviceLocks attempts to lock seats on one enrolled device in a window, whoever stands before it
/// @param devicePayments the same for attempts to pay
/// @param proxyHeader in which a trusted proxy says from where a request came; without one, it is the connection's other
///     end
public record Rates(
        Duration window,
        int userRequests,
        int userLocks,
        int userPayments,
        int userExtensions,
        int addressRequests,
        int deviceLocks,
        int devicePayments,
        Optional<String> proxyHeader) {}
