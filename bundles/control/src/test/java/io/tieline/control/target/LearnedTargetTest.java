package io.tieline.control.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LearnedTargetTest {

    private static final Storage STORAGE = new Storage(100_000, 100_000, 1, 0.5);

    @Test
    void forAYearTheHardestDayOfTheYearBeforeIsTheLevelAsItWas() {
        DailyLevels year = levels(366);
        assertThat(LearnedTarget.levelW(year, 366, 366, STORAGE)).isEqualTo(300_000);
        assertThat(LearnedTarget.levelW(year, 366, 1, STORAGE)).isEqualTo(300_000);
    }

    @Test
    void withoutAWholeYearOrForAMonthAMarginIsAddedToAQuantile() {
        double part = LearnedTarget.levelW(levels(300), 366, 366, STORAGE);
        assertThat(part).isEqualTo(208_000);
        double lastDay = LearnedTarget.levelW(levels(366), 31, 1, STORAGE);
        assertThat(lastDay).isEqualTo(208_000);
    }

    /** Days at 200 kW with one hard one of 300 kW among the first. */
    private static DailyLevels levels(int days) {
        double[] levels = new double[days];
        Arrays.fill(levels, 200_000);
        levels[3] = 300_000;
        return new DailyLevels(20_000, levels);
    }
}
