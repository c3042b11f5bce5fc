package io.tieline.gateway.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TrapAddressTest {

    @Test
    void blankIsNowhere() {
        assertThat(TrapAddress.of(" ")).isEmpty();
    }

    @Test
    void addressAndPort() {
        assertThat(TrapAddress.of(" 127.0.0.1:10162 ")).contains(new InetSocketAddress("127.0.0.1", 10162));
        assertThat(TrapAddress.of("[::1]:162")).contains(new InetSocketAddress("::1", 162));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10162", ":10162", "127.0.0.1", "127.0.0.1:0", "127.0.0.1:70000", "127.0.0.1:x"})
    void everythingElseIsRefusedWithTheRemedy(String text) {
        assertThatThrownBy(() -> TrapAddress.of(text)).hasMessageContaining("; write ADDRESS:PORT");
    }
}
