package boxoffice.sandbox.razorpay;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/// How the sandbox's Razorpay is set up.
///
/// @param keyId what clients send as the user of HTTP basic authentication, `rzp_test_…`
/// @param keySecret its password; callbacks are signed with it too
/// @param webhookUrls where events are sent, may be empty
/// @param webhookSecret what events are signed with
/// @param retryDelays how long to wait after each failure to deliver an event, at least one; the last is used ever after
/// @param merchant who is paid
public record RazorpaySettings(
        String keyId,
        String keySecret,
        List<URI> webhookUrls,
        String webhookSecret,
        List<Duration> retryDelays,
        String merchant) {}
