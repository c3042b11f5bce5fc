package io.tieline.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;

class TlsSocketsTest {

    @Test
    void theHostIsAskedAnewForEveryConnectionSoThatRenewedKeysCount() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        SSLSocketFactory sockets = (SSLSocketFactory) SSLSocketFactory.getDefault();
        UplinkSettings.Tls host = new UplinkSettings.Tls.Host(() -> {
            asked.incrementAndGet();
            return sockets;
        });
        assertThat(TlsSockets.of(host)).isSameAs(sockets);
        assertThat(TlsSockets.of(host)).isSameAs(sockets);
        assertThat(asked).hasValue(2);
    }

    @Test
    void aHostWhoseKeysCannotBeReadIsAFailedConnectionAndNeverOneWithoutThem() {
        UplinkSettings.Tls host = new UplinkSettings.Tls.Host(() -> {
            throw new IOException("the key store is locked");
        });
        assertThatThrownBy(() -> TlsSockets.of(host)).hasMessage("the key store is locked");
    }
}
