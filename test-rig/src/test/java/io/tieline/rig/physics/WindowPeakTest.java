package io.tieline.rig.physics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WindowPeakTest {

    private static final long MINUTE = 60_000;

    private final WindowPeak peak = new WindowPeak();

    private void minutes(long from, long to, double watts) {
        for (long minute = from; minute < to; minute++) {
            peak.add((minute + 1) * MINUTE, MINUTE, watts);
        }
    }

    @Test
    void theHighestWholeWindowCounts() {
        minutes(0, 15, 100);
        minutes(15, 30, 300);
        minutes(30, 60, 150);
        minutes(60, 61, 0);
        assertThat(peak.highestW()).isEqualTo(200, within(1e-9));
    }

    @Test
    void aWindowSeenOnlyInPartDoesNot() {
        minutes(20, 30, 900);
        minutes(30, 60, 100);
        minutes(60, 61, 500);
        assertThat(peak.highestW()).isEqualTo(100, within(1e-9));
        assertThat(peak.runningW()).isEqualTo(500, within(1e-9));
    }

    @Test
    void beforeTheFirstWindowIsOverThereIsNoPeak() {
        minutes(0, 29, 100);
        assertThat(peak.highestW()).isNaN();
    }
}
