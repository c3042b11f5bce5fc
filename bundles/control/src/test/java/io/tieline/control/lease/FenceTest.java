package io.tieline.control.lease;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FenceTest {

    @ParameterizedTest(name = "own {0} epoch {1}, other {2} epoch {3}: excluded {4}")
    @CsvSource({"b, 3, a, 2, false", "b, 3, a, 4, true", "b, 3, a, 3, true", "a, 3, b, 3, false", "a, 3, a, 9, false"})
    void theLowerEpochStopsAndOfEqualOnesTheLaterName(
            String own, long ownEpoch, String other, long otherEpoch, boolean excluded) {
        assertThat(Fence.ALONE.hear(other, otherEpoch).excludes(own, ownEpoch)).isEqualTo(excluded);
    }

    @Test
    void theHighestEverHeardCountsAndSilenceProvesNothing() {
        Fence fence = Fence.ALONE.hear("c", 5).hear("a", 2).hear("d", 5);
        assertThat(fence).isEqualTo(new Fence("c", 5));
        assertThat(Fence.ALONE.excludes("x", 0)).isFalse();
    }

    @Test
    void theClockIsDoubtedBeforeItIsSetAndForAQuarterOfAnHourAfterAStep() {
        long utc = 1_795_356_000_000L;
        long second = 1_000_000_000L;
        assertThat(ClockWatch.NEW.next(86_400_000, 0).isTrusted(0)).isFalse();
        ClockWatch watch = ClockWatch.NEW.next(utc, 0).next(utc + 1900, 0).next(utc + 2900, second);
        assertThat(watch.isTrusted(second)).isTrue();
        ClockWatch stepped = watch.next(utc + 33_900, 2 * second);
        assertThat(stepped.isTrusted(2 * second)).isFalse();
        ClockWatch back = watch.next(utc, 2 * second);
        assertThat(back.isTrusted(2 * second)).isFalse();
        assertThat(stepped.next(utc + 33_900 + 899_000, 901 * second).isTrusted(901 * second))
                .isFalse();
        assertThat(stepped.next(utc + 33_900 + 900_000, 902 * second).isTrusted(902 * second))
                .isTrue();
    }
}
