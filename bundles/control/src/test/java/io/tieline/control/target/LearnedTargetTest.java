package io.tieline.control.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LearnedTargetTest {

    private static final Storage STORAGE = new Storage(100_000, 100_000, 1, 0.5);

    @Test
    void forAYearTheLevelIsThatOfItsHardDaysWithoutAMarginAndASingleOneIsNotBelieved() {
        assertThat(LearnedTarget.levelW(levels(366, 4), 366, 366, STORAGE)).isEqualTo(300_000);
        assertThat(LearnedTarget.levelW(levels(366, 1), 366, 366, STORAGE)).isEqualTo(200_000);
        assertThat(LearnedTarget.levelW(levels(366, 4), 366, 1, STORAGE))
                .as("the last day of the year is rarely a hard one")
                .isEqualTo(200_000);
    }

    @Test
    void withoutAWholeYearOrForAMonthAMarginIsAddedToAQuantile() {
        double part = LearnedTarget.levelW(levels(300, 1), 366, 366, STORAGE);
        assertThat(part).isEqualTo(204_000);
        double lastDay = LearnedTarget.levelW(levels(366, 1), 31, 1, STORAGE);
        assertThat(lastDay).isEqualTo(204_000);
    }

    @Test
    void whatTheLastWeekHasBegunIsFollowedHalfTheWay() {
        double[] levels = new double[31];
        Arrays.fill(levels, 200_000);
        Arrays.fill(levels, 24, 31, 240_000);
        double risen = LearnedTarget.levelW(new DailyLevels(20_000, levels), 31, 1, STORAGE);
        assertThat(risen).as("a week of 240 kW after weeks of 200 kW").isEqualTo(200_000 + 15_000 + 4_000);
        Arrays.fill(levels, 200_000);
        for (int day = 2; day < 31; day += 7) {
            levels[day] = 300_000;
        }
        double weekly = LearnedTarget.levelW(new DailyLevels(20_000, levels), 31, 1, STORAGE);
        assertThat(weekly).as("one hard day every week is no trend").isEqualTo(204_000);
    }

    /** Days at 200 kW, with hard ones of 300 kW among the first. */
    private static DailyLevels levels(int days, int hard) {
        double[] levels = new double[days];
        Arrays.fill(levels, 200_000);
        Arrays.fill(levels, 3, 3 + hard, 300_000);
        return new DailyLevels(20_000, levels);
    }
}
