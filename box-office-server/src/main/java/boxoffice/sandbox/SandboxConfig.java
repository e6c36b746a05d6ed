package boxoffice.sandbox;

import boxoffice.sandbox.razorpay.RazorpaySettings;
import boxoffice.sandbox.stripe.StripeSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How a gateway is set up. Start from [#builder()], or read it from the surroundings with [SandboxSettings].
public final class SandboxConfig {
    private final String host;
    private final int port;
    private final @Nullable URI publicUri;
    private final @Nullable Path dataDirectory;
    private final StripeSettings stripe;
    private final RazorpaySettings razorpay;

    private SandboxConfig(Builder builder) {
        this.host = builder.host;
        this.port = builder.port;
        this.publicUri = builder.publicUri;
        this.dataDirectory = builder.dataDirectory;
        this.stripe = new StripeSettings(
                builder.secretKey,
                builder.webhookUrls,
                builder.webhookEvents,
                builder.webhookSecret,
                builder.webhookRetries,
                builder.slowDelay,
                builder.merchant);
        this.razorpay = new RazorpaySettings(
                builder.razorpayKeyId,
                builder.razorpayKeySecret,
                builder.razorpayWebhookUrls,
                builder.razorpayWebhookSecret,
                builder.webhookRetries,
                builder.merchant);
    }

    /// A builder that holds the defaults: any free port, nothing kept on disk, no webhooks.
    public static Builder builder() {
        return new Builder();
    }

    /// The address to listen on.
    public String host() {
        return host;
    }

    /// The port to listen on; 0 is any free one.
    public int port() {
        return port;
    }

    /// Where a customer's browser finds the gateway, if that differs from where it listens.
    public Optional<URI> publicUri() {
        return Optional.ofNullable(publicUri);
    }

    /// Where it keeps its journal; empty if it forgets everything when it ends.
    public Optional<Path> dataDirectory() {
        return Optional.ofNullable(dataDirectory);
    }

    StripeSettings stripe() {
        return stripe;
    }

    RazorpaySettings razorpay() {
        return razorpay;
    }

    /// What clients of Razorpay's side send as the user of HTTP basic authentication.
    public String razorpayKeyId() {
        return razorpay.keyId();
    }

    /// Its password, with which the checkout's way back is signed too.
    public String razorpayKeySecret() {
        return razorpay.keySecret();
    }

    /// What webhooks of Razorpay's side are signed with.
    public String razorpayWebhookSecret() {
        return razorpay.webhookSecret();
    }

    /// What clients must send as their API key.
    public String secretKey() {
        return stripe.secretKey();
    }

    /// What webhooks are signed with.
    public String webhookSecret() {
        return stripe.webhookSecret();
    }

    /// Collects the settings of a gateway.
    public static final class Builder {
        private String host = "127.0.0.1";
        private int port;
        private @Nullable URI publicUri;
        private @Nullable Path dataDirectory;
        private String secretKey = "sk_test_sandbox";
        private List<URI> webhookUrls = List.of();
        private Set<String> webhookEvents = Set.of();
        private String webhookSecret = "whsec_sandbox";
        private String razorpayKeyId = "rzp_test_sandbox";
        private String razorpayKeySecret = "razorpay_sandbox";
        private List<URI> razorpayWebhookUrls = List.of();
        private String razorpayWebhookSecret = "razorpay_webhooks_sandbox";
        private List<Duration> webhookRetries = List.of(
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofMinutes(2),
                Duration.ofMinutes(10));
        private Duration slowDelay = Duration.ofSeconds(8);
        private String merchant = "Box office";

        private Builder() {}

        /// The address to listen on.
        public Builder host(String address) {
            host = address;
            return this;
        }

        /// The port to listen on; 0 is any free one.
        public Builder port(int number) {
            port = number;
            return this;
        }

        /// Where a customer's browser finds the gateway, without a slash at the end.
        public Builder publicUri(URI uri) {
            publicUri = uri;
            return this;
        }

        /// Where to keep the journal.
        public Builder dataDirectory(Path folder) {
            dataDirectory = folder;
            return this;
        }

        /// What clients must send as their API key.
        public Builder secretKey(String key) {
            secretKey = key;
            return this;
        }

        /// Where events are sent.
        public Builder webhookUrls(List<URI> urls) {
            webhookUrls = List.copyOf(urls);
            return this;
        }

        /// The types of Stripe's events that are sent; none for all.
        public Builder webhookEvents(Set<String> types) {
            webhookEvents = Set.copyOf(types);
            return this;
        }

        /// What webhooks are signed with.
        public Builder webhookSecret(String secret) {
            webhookSecret = secret;
            return this;
        }

        /// What clients of Razorpay's side send as the user of HTTP basic authentication.
        public Builder razorpayKeyId(String id) {
            razorpayKeyId = id;
            return this;
        }

        /// Its password.
        public Builder razorpayKeySecret(String secret) {
            razorpayKeySecret = secret;
            return this;
        }

        /// Where events of Razorpay's side are sent.
        public Builder razorpayWebhookUrls(List<URI> urls) {
            razorpayWebhookUrls = List.copyOf(urls);
            return this;
        }

        /// What webhooks of Razorpay's side are signed with.
        public Builder razorpayWebhookSecret(String secret) {
            razorpayWebhookSecret = secret;
            return this;
        }

        /// How long to wait after each failure to deliver a webhook; the last one is used ever after.
        public Builder webhookRetries(List<Duration> delays) {
            if (delays.isEmpty()) {
                throw new IllegalArgumentException("At least one delay is needed.");
            }
            webhookRetries = List.copyOf(delays);
            return this;
        }

        /// How long the slow card's bank takes to answer, and some refunds to end.
        public Builder slowDelay(Duration delay) {
            slowDelay = delay;
            return this;
        }

        /// Who is paid, as the payment page shows it.
        public Builder merchant(String name) {
            merchant = name;
            return this;
        }

        /// The finished settings.
        public SandboxConfig build() {
            return new SandboxConfig(this);
        }
    }
}
