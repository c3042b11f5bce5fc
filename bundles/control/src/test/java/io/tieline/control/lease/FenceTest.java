package io.tieline.control.lease;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FenceTest {

    @ParameterizedTest(name = "own epoch {0}, other epoch {1}, other first {2}: excluded {3}")
    @CsvSource({"3, 2, true, false", "3, 4, false, true", "3, 3, true, true", "3, 3, false, false"})
    void theLowerEpochStopsAndOfEqualOnesWhoIsNotFirst(long own, long other, boolean first, boolean excluded) {
        assertThat(Fence.ALONE.hear("other", other, first).excludes(own)).isEqualTo(excluded);
    }

    @Test
    void theHighestHeardCountsAndSilenceProvesNothing() {
        Fence fence = Fence.ALONE.hear("c", 5, false).hear("a", 2, true).hear("d", 5, false);
        assertThat(fence).isEqualTo(new Fence("c", 5, false));
        assertThat(fence.hear("d", 5, true)).isEqualTo(new Fence("d", 5, true));
        assertThat(fence.hear("d", 5, true).hear("e", 5, true).otherId()).isEqualTo("d");
        assertThat(Fence.ALONE.excludes(0)).isFalse();
    }

    @Test
    void theSameOneMayLowerItsEpochButIsNotPushedAsideByItsRestart() {
        Fence fence = Fence.ALONE.hear("c", 5, true);
        assertThat(fence.hear("c", 5, false)).isEqualTo(fence);
        assertThat(fence.hear("c", 4, false)).isEqualTo(new Fence("c", 4, false));
        assertThat(fence.hear("c", 6, false)).isEqualTo(new Fence("c", 6, false));
    }

    @Test
    void onlyTheOneThatWasHeardCanSayThatItHasEnded() {
        Fence fence = Fence.ALONE.hear("c", 5, true);
        assertThat(fence.gone("d")).isEqualTo(fence);
        assertThat(fence.gone("c")).isEqualTo(Fence.ALONE);
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
