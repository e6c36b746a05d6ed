package boxoffice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boxoffice.sandbox.SandboxSettings.WrongSetting;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SandboxSettingsTest {
    private static SandboxConfig read(Map<String, String> environment, String... arguments) {
        return SandboxSettings.read(List.of(arguments), _ -> null, environment::get);
    }

    @Test
    void withoutSettingsItListensOnThisMachineOnlyAndKeepsNothing() {
        SandboxConfig config = read(Map.of());

        assertThat(config.host()).isEqualTo("127.0.0.1");
        assertThat(config.port()).isZero();
        assertThat(config.dataDirectory()).isEmpty();
        assertThat(config.stripe().webhookUrls()).isEmpty();
        assertThat(config.stripe().slowDelay()).isEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void everySettingCanComeFromTheEnvironment() {
        SandboxConfig config = read(
                Map.ofEntries(
                        Map.entry("SANDBOX_HOST", "0.0.0.0"),
                        Map.entry("SANDBOX_PORT", "12111"),
                        Map.entry("SANDBOX_PUBLIC_URL", "http://192.168.1.5:12111/"),
                        Map.entry("SANDBOX_DATA_DIR", "data/sandbox"),
                        Map.entry("SANDBOX_SECRET_KEY", "sk_test_a1"),
                        Map.entry("SANDBOX_WEBHOOK_URLS", "http://127.0.0.1:8080/a, http://127.0.0.1:8081/b"),
                        Map.entry("SANDBOX_WEBHOOK_EVENTS", "checkout.session.completed, refund.updated"),
                        Map.entry("SANDBOX_WEBHOOK_SECRET", "whsec_b2"),
                        Map.entry("SANDBOX_WEBHOOK_RETRIES", "200ms,3s,2m,1h"),
                        Map.entry("SANDBOX_SLOW_DELAY", "500ms"),
                        Map.entry("SANDBOX_MERCHANT", "Odeon")));

        assertThat(config.host()).isEqualTo("0.0.0.0");
        assertThat(config.port()).isEqualTo(12_111);
        assertThat(config.publicUri()).hasValue(URI.create("http://192.168.1.5:12111"));
        assertThat(config.dataDirectory()).hasValue(Path.of("data/sandbox"));
        assertThat(config.secretKey()).isEqualTo("sk_test_a1");
        assertThat(config.stripe().webhookUrls())
                .containsExactly(URI.create("http://127.0.0.1:8080/a"), URI.create("http://127.0.0.1:8081/b"));
        assertThat(config.stripe().webhookEvents())
                .containsExactlyInAnyOrder("checkout.session.completed", "refund.updated");
        assertThat(config.webhookSecret()).isEqualTo("whsec_b2");
        assertThat(config.stripe().retryDelays()).containsExactly(
                Duration.ofMillis(200), Duration.ofSeconds(3), Duration.ofMinutes(2), Duration.ofHours(1));
        assertThat(config.stripe().slowDelay()).isEqualTo(Duration.ofMillis(500));
        assertThat(config.stripe().merchant()).isEqualTo("Odeon");
    }

    @Test
    void argumentsComeBeforePropertiesAndThoseBeforeTheEnvironment() {
        Map<String, String> properties = Map.of("sandbox.port", "2", "sandbox.host", "two");
        Map<String, String> environment = Map.of(
                "SANDBOX_PORT", "3", "SANDBOX_HOST", "three", "SANDBOX_MERCHANT", "Three");

        SandboxConfig config = SandboxSettings.read(List.of("--port=1"), properties::get, environment::get);

        assertThat(config.port()).isEqualTo(1);
        assertThat(config.host()).isEqualTo("two");
        assertThat(config.stripe().merchant()).isEqualTo("Three");
    }

    @ParameterizedTest
    @CsvSource({
            "SANDBOX_PORT, 65536, 0 to 65535",
            "SANDBOX_PORT, web, 0 to 65535",
            "SANDBOX_PUBLIC_URL, ftp://x, http://",
            "SANDBOX_WEBHOOK_URLS, 'http://a/b,nonsense', http://",
            "SANDBOX_SLOW_DELAY, 8, such as 8s",
            "SANDBOX_WEBHOOK_RETRIES, '1s,soon', such as 8s"})
    void aWrongSettingIsNamedWithWhatItWasAndWhatIsAllowed(String key, String value, String allowed) {
        assertThatThrownBy(() -> read(Map.of(key, value)))
                .isInstanceOf(WrongSetting.class)
                .hasMessageContainingAll(key, value, allowed)
                .message()
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource({
            "SANDBOX_SECRET_KEY, sk_live_abc, sk_test_", "SANDBOX_WEBHOOK_SECRET, hush, whsec_",
            "SANDBOX_RAZORPAY_KEY_ID, rzp_live_abc, rzp_test_", "SANDBOX_RAZORPAY_KEY_SECRET, hush, 8 or more",
            "SANDBOX_RAZORPAY_WEBHOOK_SECRET, 'two words', 8 or more"})
    void aWrongSecretIsNamedButNotShown(String key, String value, String allowed) {
        assertThatThrownBy(() -> read(Map.of(key, value)))
                .isInstanceOf(WrongSetting.class)
                .hasMessageContainingAll(key, allowed)
                .message()
                .doesNotContain(value);
    }

    @ParameterizedTest
    @CsvSource({"--colour=red", "port=1", "--port", "-p=1"})
    void anUnknownArgumentIsRefused(String argument) {
        assertThatThrownBy(() -> read(Map.of(), argument)).isInstanceOf(WrongSetting.class)
                .hasMessageContaining(
                        "--name=value");
    }
}
