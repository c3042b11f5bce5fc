package io.tieline.control.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.settings.ControlSettings;
import io.tieline.control.settings.ShavingSettings;
import io.tieline.control.settings.ShavingSettings.Objective;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A contract that bills the highest of twelve months, over fourteen of them at one-minute steps: the peak of its first month is
 * paid for in the eleven after it, and not in the thirteenth.
 */
@Tag("slow")
class TrailingTwelveTest {

    private static final LocalDate START = LocalDate.of(2025, 1, 1);
    private static final YearMonth LAST_PAID = YearMonth.of(2025, 12);
    private static final YearMonth EXPIRED = YearMonth.of(2026, 1);
    private static final double BATTERY_W = 20_000;

    /** 60 kW, two hours of 100 kW at noon; half an hour of them is 160 kW on some days, and 115 kW in the second year. */
    private static LoadTrace load(List<LocalDate> hard) {
        int days = (int) (START.plusMonths(14).toEpochDay() - START.toEpochDay());
        double[] watts = new double[days * 1440];
        Arrays.fill(watts, 60_000);
        for (int day = 0; day < days; day++) {
            Arrays.fill(watts, day * 1440 + 720, day * 1440 + 840, 100_000);
            if (day >= 365) {
                Arrays.fill(watts, day * 1440 + 720, day * 1440 + 750, 115_000);
            }
            if (hard.contains(START.plusDays(day))) {
                Arrays.fill(watts, day * 1440 + 720, day * 1440 + 750, 160_000);
            }
        }
        return new LoadTrace("contract", START.toEpochDay() * 1440, watts);
    }

    private static StudyResult run(LocalDate... hard) {
        StudyBattery battery = StudyBattery.full(BATTERY_W, BATTERY_W);
        ControlSettings settings =
                StudyTest.settings(battery).withShaving(new ShavingSettings(true, Objective.TRAILING_12, 0, 0.9, 0));
        return Study.run(load(List.of(hard)), battery, settings);
    }

    /** At noon of the third day of a month. */
    private static double targetIn(StudyResult result, YearMonth month) {
        long minute = month.atDay(3).toEpochDay() * 1440 + 720;
        return result.targetsW()[(int) ((minute - result.with().firstMinute()) / 30)];
    }

    private static double peakIn(StudyResult result, YearMonth month) {
        int[] borders = result.with().monthBorders(ZoneOffset.UTC);
        int from = borders[(int) (month.getYear() * 12 + month.getMonthValue() - START.getYear() * 12 - 1)];
        return result.with().peaksBetween(new int[] {from, from + 28 * 48})[0];
    }

    @Test
    void whenTheMonthThatSetThePaidPeakExpiresTheTargetFallsWithIt() {
        StudyResult result = run(LocalDate.of(2025, 1, 14));
        double paid = peakIn(result, YearMonth.of(2025, 1));
        assertThat(paid).isBetween(139_000.0, 160_000.0);
        assertThat(targetIn(result, LAST_PAID)).as("still paid for").isEqualTo(paid);
        assertThat(targetIn(result, EXPIRED))
                .as("what the eleven months after it are billed by")
                .isEqualTo(100_000);
        assertThat(peakIn(result, EXPIRED)).as("and it is held").isLessThan(100_500);
    }

    @Test
    void itDoesNotFallWhileALaterMonthHasSetTheSamePeak() {
        StudyResult result = run(LocalDate.of(2025, 1, 14), LocalDate.of(2025, 8, 20));
        double later = peakIn(result, YearMonth.of(2025, 8));
        assertThat(later).isGreaterThan(139_000);
        assertThat(targetIn(result, EXPIRED)).isEqualTo(later);
        assertThat(peakIn(result, EXPIRED)).as("so nothing is given for less").isEqualTo(115_000);
    }
}
