package io.tieline.control.smoothing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LoopDelayTest {

    private static final long MILLI = 1_000_000L;

    /** Steps up and down every two seconds, answered after a delay, looked at every 20 ms. */
    private static LoopDelay steps(int steps, double delaySeconds) {
        LoopDelay delay = LoopDelay.UNKNOWN;
        double before = 0;
        for (int step = 0; step <= steps; step++) {
            double command = step % 2 == 0 ? 0 : 50_000;
            long sent = step * 2000L * MILLI;
            for (long ms = 20; ms <= 2000; ms += 20) {
                double measured = ms >= delaySeconds * 1000 ? command : before;
                delay = delay.next(command, sent, measured, sent + ms * MILLI, 2_000);
            }
            before = command;
        }
        return delay;
    }

    @Test
    void itIsTheTimeFromTheCommandToTheMomentItsEffectIsSeen() {
        assertThat(steps(5, 0.18).median()).isCloseTo(0.18, within(0.021));
        assertThat(steps(5, 0.7).median()).isCloseTo(0.7, within(0.021));
    }

    @Test
    void fewerThanThreeStepsSayNothing() {
        assertThat(steps(2, 0.18).median()).isNaN();
        assertThat(steps(3, 0.18).median()).isNotNaN();
    }

    @Test
    void aSmallStepOrNoneIsNotMeasured() {
        LoopDelay delay = LoopDelay.UNKNOWN;
        for (int i = 0; i < 100; i++) {
            delay = delay.next(i % 2 * 1_000, i * 1000L * MILLI, 0, i * 1000L * MILLI + 500 * MILLI, 2_000);
        }
        assertThat(delay.seconds()).isEmpty();
    }

    @Test
    void aStepThatIsNeverSeenCountsAsTenSecondsAndOneThatTurnsCountsNot() {
        LoopDelay delay = LoopDelay.UNKNOWN.next(0, 0, 0, 1, 2_000).next(50_000, 10, 0, 20, 2_000);
        assertThat(delay.next(50_000, 10, 0, 9_999 * MILLI, 2_000).seconds()).isEmpty();
        assertThat(delay.next(50_000, 10, 0, 10_001 * MILLI, 2_000).seconds()).containsExactly(10);
        assertThat(delay.next(40_000, 30, 45_000, 40, 2_000).seconds()).isEmpty();
        assertThat(delay.next(Double.NaN, 30, 45_000, 40, 2_000).seconds()).isEmpty();
    }
}
