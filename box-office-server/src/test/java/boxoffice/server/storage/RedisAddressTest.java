package boxoffice.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.HostAndPort;

class RedisAddressTest {
    @Test
    void oneServer() {
        RedisAddress address = RedisAddress.parse("rediss://box:s%40cret@redis.example:7000/3");

        assertThat(address.nodes()).containsExactly(new HostAndPort("redis.example", 7000));
        assertThat(address.cluster()).isFalse();
        assertThat(address.tls()).isTrue();
        assertThat(address.user()).isEqualTo("box");
        assertThat(address.password()).isEqualTo("s@cret");
        assertThat(address.database()).isEqualTo(3);
        assertThat(address.toString()).doesNotContain("box", "cret");
    }

    @Test
    void thePortIsTheUsualOneAndAPasswordNeedsNoUser() {
        RedisAddress address = RedisAddress.parse("redis://:secret@[::1]");

        assertThat(address.nodes()).containsExactly(new HostAndPort("[::1]", 6379));
        assertThat(address.user()).isNull();
        assertThat(address.password()).isEqualTo("secret");
    }

    @Test
    void severalNodesAreAClusterAndSoIsOneThatIsCalledSo() {
        assertThat(RedisAddress.parse("redis://a:1,b:2,c").cluster()).isTrue();
        assertThat(RedisAddress.parse("redis://a:1,b:2,c").nodes()).hasSize(3);
        assertThat(RedisAddress.parse("redis-cluster://a").cluster()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "redis", "redis://", "http://a", "redis://a:0", "redis://a:99999", "redis://a:1,", "redis://a b",
            "redis://a,b/1", "redis-cluster://a/1", "redis://secret@", "redis://a/x"})
    void anythingElseIsRefusedWithoutBeingRepeated(String wrong) {
        assertThatIllegalArgumentException().isThrownBy(() -> RedisAddress.parse(wrong))
                .withMessageNotContaining("secret");
    }
}
