package io.tieline.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PrimaryHostTest {

    private final PrimaryHost host = new PrimaryHost("scada");

    @Test
    void onlyANewerWordCounts() {
        assertThat(host.isOnline()).isFalse();
        hear("{\"online\":true,\"timestamp\":5}");
        assertThat(host.isOnline()).isTrue();
        hear("{\"online\":false,\"timestamp\":4}");
        assertThat(host.isOnline()).isTrue();
        hear("{\"online\":false,\"timestamp\":5}");
        assertThat(host.isOnline()).isFalse();
        host.forget();
        hear("{\"online\":true,\"timestamp\":1}");
        assertThat(host.isOnline()).isTrue();
    }

    @Test
    void whatIsMalformedMeansNothing() {
        for (String text : new String[] {
            "",
            "[]",
            "{",
            "true",
            "{\"online\":true}",
            "{\"online\":1,\"timestamp\":1}",
            "{\"online\":true,\"timestamp\":\"1\"}",
            "{\"online\":true,\"timestamp\":1e99}"
        }) {
            hear(text);
            assertThat(host.isOnline()).as(text).isFalse();
        }
    }

    @Test
    void withoutAPrimaryHostThereIsNobodyToWaitFor() {
        PrimaryHost none = new PrimaryHost(null);
        none.forget();
        assertThat(none.isOnline()).isTrue();
    }

    private void hear(String state) {
        host.hear(state.getBytes(StandardCharsets.UTF_8));
    }
}
