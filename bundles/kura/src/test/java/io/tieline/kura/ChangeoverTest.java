package io.tieline.kura;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChangeoverTest {

    @Test
    void aSlowBoxIsGivenMoreTimeToReport() {
        assertThat(Changeover.patienceMillis(700, 0, 30_000)).isEqualTo(1000);
        assertThat(Changeover.patienceMillis(4000, 0, 30_000)).isEqualTo(4000);
        assertThat(Changeover.patienceMillis(4000, 1500, 30_000)).isEqualTo(4500);
        assertThat(Changeover.patienceMillis(20_000, 15_000, 30_000)).isEqualTo(30_000);
    }
}
