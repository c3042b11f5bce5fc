package io.tieline.control.situation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.Site;
import io.tieline.model.SiteClock.Moment;
import org.junit.jupiter.api.Test;

/** A wall clock that is set, seen beside the monotonic one. */
class ClockStepTest {

    private static final long HOUR = 3_600_000;

    private Moment now = new Moment(Site.START, 77_000_000_000L);
    private ClockStep step = ClockStep.NONE.at(now);

    /** The monotonic clock goes on for so long, and the wall clock is set forward by so much beside. */
    private long after(long millis, long setMillis) {
        now = new Moment(now.utcMillis() + millis + setMillis, now.monotonicNanos() + millis * 1_000_000);
        step = step.at(now);
        return step.steppedMillis();
    }

    @Test
    void theFirstLookIsNoStep() {
        assertThat(step.steppedMillis()).isZero();
        assertThat(after(1_000, 0)).isZero();
    }

    @Test
    void aStepIsRememberedForAMinute() {
        after(1_000, 0);
        assertThat(after(1_000, HOUR)).isEqualTo(HOUR);
        assertThat(after(30_000, 0)).isEqualTo(HOUR);
        assertThat(after(30_000, 0)).isEqualTo(HOUR);
        assertThat(after(1, 0)).as("whatever still answers has been read anew").isZero();
    }

    @Test
    void aClockThatIsSetBackIsAStepToo() {
        assertThat(after(1_000, -HOUR)).isEqualTo(-HOUR);
    }

    @Test
    void aSecondIsDriftAndMoreIsAStep() {
        assertThat(after(60_000, 1_000)).isZero();
        assertThat(after(60_000, -1_000)).isZero();
        assertThat(after(60_000, 1_001)).isEqualTo(1_001);
    }

    @Test
    void theLastOfTwoStepsCounts() {
        after(1_000, HOUR);
        assertThat(after(1_000, -HOUR)).isEqualTo(-HOUR);
        assertThat(after(60_000, 0)).isEqualTo(-HOUR);
        assertThat(after(1_000, 0)).isZero();
    }
}
