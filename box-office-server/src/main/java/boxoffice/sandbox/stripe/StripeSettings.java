package boxoffice.sandbox.stripe;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// How the sandbox's Stripe is set up.
///
/// @param secretKey what clients must send as their API key, `sk_test_…`
/// @param webhookUrls where events are sent, may be empty
/// @param webhookEvents the types of events that are sent; none for all
/// @param webhookSecret what events are signed with, `whsec_…`
/// @param retryDelays how long to wait after each failure to deliver an event, at least one; the last is used ever after
/// @param slowDelay how long the slow card's issuer takes to answer, and how long refunds of some cards take
/// @param merchant who is paid
public record StripeSettings(
        String secretKey,
        List<URI> webhookUrls,
        Set<String> webhookEvents,
        String webhookSecret,
        List<Duration> retryDelays,
        Duration slowDelay,
        String merchant) {}
