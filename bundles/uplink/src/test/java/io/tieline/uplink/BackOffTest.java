package io.tieline.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackOffTest {

    @Test
    void pausesDoubleUpToTheLongestAndLoseAtMostHalf() {
        BackOff backOff =
                new BackOff(new UplinkSettings.BackOff(Duration.ofSeconds(1), Duration.ofSeconds(60)), new Random(5));
        long full = 1000;
        for (int attempt = 0; attempt < 20; attempt++) {
            assertThat(backOff.next().toMillis()).isBetween(full / 2, full);
            full = Math.min(60_000, full * 2);
        }
        backOff.reset();
        assertThat(backOff.next().toMillis()).isBetween(500L, 1000L);
    }

    @Test
    void theAllowanceNeverGrowsBeyondAFifthOfASecond() {
        Allowance allowance = new Allowance(1000, 0);
        assertThat(allowance.available(0)).isEqualTo(200);
        allowance.spend(200);
        assertThat(allowance.available(0)).isZero();
        assertThat(allowance.available(100_000_000)).isEqualTo(100);
        assertThat(allowance.available(9_000_000_000L)).isEqualTo(200);
    }
}
