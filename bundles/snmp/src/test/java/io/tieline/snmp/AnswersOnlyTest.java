package io.tieline.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

final class AnswersOnlyTest {

    private final AnswersOnly admission = new AnswersOnly();
    private final InetSocketAddress agent = new InetSocketAddress("127.0.0.1", 161);

    @Test
    void strangersAreNotHeard() {
        assertThat(admission.admits(agent)).isFalse();
        assertThat(admission.refused()).isEqualTo(1);
    }

    @Test
    void streamWithoutEndIsCutOffAndTheNextRequestIsAnsweredAgain() {
        admission.sent(agent);
        int heard = 0;
        for (int i = 0; i < 100_000; i++) {
            heard += admission.admits(agent) ? 1 : 0;
        }
        assertThat(heard).isBetween(2, 8);
        admission.sent(agent);
        assertThat(admission.admits(agent)).isTrue();
    }
}
