package io.tieline.control.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadHistoryTest {

    /** 100 kW for an hour, half-hour windows, no losses. */
    private static final Storage HOUR = new Storage(100_000, 100_000, 1, 0.5);

    private static LoadHistory day(LoadHistory history, long day, int windows, double base, double top) {
        LoadHistory next = history;
        for (int i = 0; i < windows; i++) {
            next = next.with(day, i >= 20 && i < 24 ? top : base, HOUR);
        }
        return next;
    }

    @Test
    void aDayIsWorthTheLevelABatteryFullAtMidnightCouldHaveKept() {
        LoadHistory history = day(LoadHistory.NONE, 100, 48, 200_000, 400_000);
        history = history.with(101, 200_000, HOUR);
        // Two hours at 400 kW less 100 kWh.
        assertThat(history.days().levelsW()).hasSize(1);
        assertThat(history.days().levelsW()[0]).isCloseTo(350_000, within(1.0));
        assertThat(history.days().lastDay()).isEqualTo(100);
    }

    @Test
    void aDayOfWhichTooLittleWasMeasuredIsNotKnown() {
        LoadHistory history = day(LoadHistory.NONE, 100, 30, 200_000, 400_000);
        history = day(history, 101, 48, 200_000, 300_000).with(102, 1, HOUR);
        assertThat(history.days().known(31)).isEqualTo(1);
        assertThat(history.days().levelsW()[0]).isNaN();
    }

    @Test
    void daysNobodySawStandBetween() {
        LoadHistory history = day(LoadHistory.NONE, 100, 48, 200_000, 300_000);
        history = day(history, 104, 48, 200_000, 300_000).with(105, 1, HOUR);
        assertThat(history.days().levelsW()).hasSize(5);
        assertThat(history.days().known(31)).isEqualTo(2);
        assertThat(history.days().known(4)).isEqualTo(1);
    }

    @Test
    void aClockSteppedBackADayAddsNothing() {
        LoadHistory history = day(LoadHistory.NONE, 100, 48, 200_000, 300_000);
        assertThat(history.with(99, 1, HOUR)).isSameAs(history);
    }

    @Test
    void onlyTheLastFourHundredDaysAreKept() {
        DailyLevels days = DailyLevels.NONE;
        for (int day = 0; day < 1000; day++) {
            days = days.with(day, day);
        }
        assertThat(days.levelsW()).hasSize(400);
        assertThat(days.levelsW()[0]).isEqualTo(600);
        assertThat(days.with(1350, 7).levelsW()).hasSize(400);
        assertThat(days.with(1350, 7).levelsW()[48]).isEqualTo(999);
        assertThat(days.with(5000, 7).levelsW()).containsExactly(7);
    }

    @Test
    void quantilesLieBetweenNeighbours() {
        DailyLevels days = DailyLevels.NONE;
        for (int day = 0; day < 10; day++) {
            days = days.with(day, 100 + day);
        }
        assertThat(days.quantileW(31, 1)).isEqualTo(109);
        assertThat(days.quantileW(31, 0.95)).isCloseTo(108.5, within(1e-9));
        assertThat(days.quantileW(31, 0)).isEqualTo(100);
        assertThat(days.quantileW(3, 0)).isEqualTo(107);
        assertThat(DailyLevels.NONE.quantileW(31, 0.5)).isNaN();
    }

    @Test
    void itSurvivesARestartInWholeWatts() {
        LoadHistory history = day(LoadHistory.NONE, 100, 30, 200_000.4, 400_000);
        history = day(day(history, 101, 48, 200_000, 300_000), 102, 17, 123_456.7, 0);
        LoadHistory back = LoadHistory.fromText(history.todayText(), history.daysText());
        assertThat(back.today()).isEqualTo(102);
        assertThat(back.todayW()).hasSize(17).containsOnly(123_457);
        assertThat(back.days().levelsW()[0]).isNaN();
        assertThat(back.days().levelsW()[1]).isCloseTo(history.days().levelsW()[1], within(0.5));
        assertThat(back.days().lastDay()).isEqualTo(101);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", "abc", "12:", "12:1,x", "x:1,2", "12"})
    void whatIsDamagedIsAsGoodAsNeverKnown(String text) {
        LoadHistory history = LoadHistory.fromText(text, text);
        assertThat(history.todayW()).isEmpty();
        assertThat(history.days().levelsW()).isEmpty();
        assertThat(history.with(7, 1, HOUR).today()).isEqualTo(7);
    }
}
