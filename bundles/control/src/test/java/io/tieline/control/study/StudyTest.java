package io.tieline.control.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tieline.control.ControlState;
import io.tieline.control.settings.ControlSettings;
import io.tieline.control.settings.GuardSettings;
import io.tieline.control.settings.ReserveSettings;
import io.tieline.control.settings.ShavingSettings;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Years of sites at one-minute steps: how much of the reduction perfect foresight makes is captured. */
@Tag("slow")
class StudyTest {

    private static final ZoneId UTC = ZoneOffset.UTC;
    private static final double RESERVE = 20;

    @Test
    void theWindowLawHoldsAGoodTargetAndTheControlFindsOne() {
        List<LoadTrace> traces = new ArrayList<>();
        traces.add(Loads.synthetic(365));
        traces.addAll(Loads.recorded());
        if (traces.size() == 1) {
            System.out.println("recorded loads skipped: set tieline.data to the folder that holds load/*.csv");
        }
        System.out.println("seed " + Loads.SEED + ", battery 20 % of the peak for 1 h, 30 min windows, reserve 20 %");
        double oracle = 0;
        double found = 0;
        for (LoadTrace trace : traces) {
            Outcome best = Outcome.of(trace, true);
            Outcome own = Outcome.of(trace, false);
            System.out.printf(Locale.ROOT, "%-16s oracle %.3f control %.3f%n", trace.name(), best.capture, own.capture);
            oracle += best.capture / traces.size();
            found += own.capture / traces.size();
            assertThat(best.selfMade + own.selfMade)
                    .as("months with a peak the load alone did not have: " + trace.name())
                    .isZero();
            assertThat(best.below + own.below)
                    .as("minutes below the reserve: " + trace.name())
                    .isZero();
        }
        System.out.printf(Locale.ROOT, "mean of %d: oracle %.3f control %.3f%n", traces.size(), oracle, found);
        assertThat(oracle).as("window law with the true target").isGreaterThanOrEqualTo(0.95);
        assertThat(found).as("window law with its own target").isGreaterThanOrEqualTo(0.52);
    }

    @Test
    void chargingNeverAddsToThePeakOfAFlatLoad() {
        double[] quarters = new double[62 * 96];
        Arrays.fill(quarters, 100_000);
        LoadTrace flat = new LoadSeries("flat", 25_246_080, 15, quarters, 0).toMinutes(Loads.SIGMA, 2026);
        StudyBattery battery = StudyBattery.full(20_000, 20_000);
        StudyResult result = Study.run(flat, battery, settings(battery));
        int[] months = result.without().monthBorders(UTC);
        double[] without = result.without().peaksBetween(months);
        double[] with = result.with().peaksBetween(months);
        for (int m = 0; m < with.length; m++) {
            assertThat(with[m]).as("peak of month " + m).isLessThanOrEqualTo(without[m] * (1 + 1e-9));
        }
    }

    @Test
    void aConstantLoadIsLeftAlone() {
        double[] watts = new double[3 * 1440];
        Arrays.fill(watts, 467_000);
        StudyBattery battery = StudyBattery.full(93_000, 93_000);
        StudyResult result = Study.run(new LoadTrace("constant", 25_246_080, watts), battery, settings(battery));
        assertThat(result.dischargedWh()).as("there is no peak to take off").isZero();
    }

    @Test
    void aStudyGoesOnFromAnotherAsIfItHadBeenOne() {
        LoadTrace whole = Loads.synthetic(4);
        int half = 2 * 1440;
        StudyBattery empty = new StudyBattery(80_000, 80_000, 0.88, RESERVE);
        ControlSettings settings = settings(empty);
        LoadTrace first = new LoadTrace("first", whole.firstMinute(), Arrays.copyOf(whole.watts(), half));
        LoadTrace second =
                new LoadTrace("second", whole.firstMinute() + half, Arrays.copyOfRange(whole.watts(), half, 2 * half));
        assertThat(first.isFollowedBy(second)).isTrue();
        StudyResult before = Study.run(first, empty, settings);
        StudyResult after = Study.run(second, empty, minute -> settings, before.state());
        assertThat(after.targetsW()[0])
                .as("the target of the first study")
                .isEqualTo(before.targetsW()[before.targetsW().length - 1]);
    }

    @Test
    void energyIsAccountedFor() {
        StudyBattery battery = StudyBattery.full(80_000, 80_000);
        StudyResult result = Study.run(Loads.synthetic(20), battery, settings(battery));
        double drawn = 0;
        for (int w = 0; w < result.with().watts().length; w++) {
            drawn += (result.with().watts()[w] - result.without().watts()[w]) / 2;
        }
        assertThat(result.dischargedWh()).isPositive();
        assertThat(drawn).isCloseTo(result.chargedWh() - result.dischargedWh(), within(1.0));
        double stored = result.chargedWh() * battery.efficiency() - result.dischargedWh() / battery.efficiency();
        assertThat(stored).as("cannot give more than was in it").isBetween(-0.8 * 80_000 - 1, 1e-6);
    }

    @Test
    void foresightIsTheLowestLevelThatCanBeKept() {
        // 30 kWh above 100 kW in each of two windows; 40 kWh are usable without losses: 20 kWh each can be taken off.
        double[] means = {60_000, 160_000, 160_000, 60_000};
        WindowMeans load = new WindowMeans(0, 30, means);
        StudyBattery battery = new StudyBattery(50_000, 50_000, 1, 100);
        double[] levels = Foresight.levels(load, new int[] {0, 4}, battery, 20);
        assertThat(levels[0]).isCloseTo(120_000, within(1e-3));
        StudyBattery weak = new StudyBattery(10_000, 50_000, 1, 100);
        assertThat(Foresight.levels(load, new int[] {0, 4}, weak, 20)[0]).isCloseTo(150_000, within(1e-3));
    }

    static ControlSettings settings(StudyBattery battery) {
        return ControlSettings.defaults(UTC)
                .withReserve(new ReserveSettings(Duration.ZERO, RESERVE, 0, 0, battery.efficiency()))
                .withGuard(new GuardSettings(1e12, 0, 0));
    }

    private record Outcome(double capture, int selfMade, long below) {

        static Outcome of(LoadTrace trace, boolean trueTarget) {
            double peak = trace.windows(30).highestW();
            StudyBattery battery = StudyBattery.full(0.2 * peak, 0.2 * peak);
            WindowMeans load = trace.windows(30);
            int[] borders = load.monthBorders(UTC);
            double[] best = Foresight.levels(load, borders, battery, RESERVE);
            ControlSettings[] months = new ControlSettings[best.length];
            for (int m = 0; m < best.length; m++) {
                months[m] =
                        trueTarget ? settings(battery).withShaving(ShavingSettings.fixed(best[m])) : settings(battery);
            }
            Study.Plan plan = trueTarget ? minute -> months[monthOf(borders, load, minute)] : minute -> months[0];
            StudyResult result = Study.run(trace, battery, plan, ControlState.initial());
            double[] raw = load.peaksBetween(borders);
            double[] kept = result.with().peaksBetween(borders);
            double saved = 0;
            double possible = 0;
            int selfMade = 0;
            for (int m = 0; m < raw.length; m++) {
                saved += raw[m] - kept[m];
                possible += raw[m] - best[m];
                selfMade += kept[m] > raw[m] * (1 + 1e-9) ? 1 : 0;
            }
            return new Outcome(saved / possible, selfMade, result.minutesBelowReserve());
        }

        private static int monthOf(int[] borders, WindowMeans load, long minute) {
            int month = 0;
            while (month < borders.length - 2 && load.minuteOf(borders[month + 1]) <= minute) {
                month++;
            }
            return month;
        }
    }
}
