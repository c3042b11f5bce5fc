package io.tieline.rig.capture;

import io.tieline.control.ControlState;
import io.tieline.control.settings.ControlSettings;
import io.tieline.control.settings.GuardSettings;
import io.tieline.control.settings.ReserveSettings;
import io.tieline.control.settings.ShavingSettings;
import io.tieline.control.settings.ShavingSettings.Objective;
import io.tieline.control.settings.WindowSettings;
import io.tieline.control.study.LoadTrace;
import io.tieline.control.study.Study;
import io.tieline.control.study.StudyBattery;
import io.tieline.control.study.StudyResult;
import io.tieline.control.study.WindowMeans;
import java.time.Duration;
import java.util.Arrays;

/** All runs over one recording. */
final class TraceStudy {

    /** KEPCO high voltage AS, per kW and month, and energy per kWh (`reference/control.md` 1.1, 6.2). */
    private static final double YEN_PER_KW = 1911.80;

    private static final double YEN_PER_KWH = 16;
    private static final double MINUTES_A_YEAR = 525_600;
    /** No ramp and no dead band: the battery of a study is ideal. */
    private static final GuardSettings IDEAL = new GuardSettings(1e12, 0, 0);

    private final CaptureOptions options;

    TraceStudy(CaptureOptions options) {
        this.options = options;
    }

    /** Runs the core once for nothing, so that the time the first recording takes is not the compiler's. */
    void warmUp(Recording recording) {
        LoadTrace load = minutes(recording);
        StudyBattery battery =
                options.batteryFor(load.windows(options.windowMinutes()).highestW());
        Study.run(load, battery, settings(battery, ShavingSettings.AUTO));
    }

    TraceFigures figures(Recording recording) {
        LoadTrace load = minutes(recording);
        WindowMeans raw = load.windows(options.windowMinutes());
        StudyBattery battery = options.batteryFor(raw.highestW());
        Scale months = Scale.months(raw, battery, options);
        Scale year = Scale.whole(raw, battery, options);
        StudyResult oracle = oracle(load, battery, months);
        long began = System.nanoTime();
        StudyResult control = Study.run(load, battery, settings(battery, ShavingSettings.AUTO));
        double seconds = (System.nanoTime() - began) / 1e9 / (load.watts().length / MINUTES_A_YEAR);
        WindowMeans naive = ThresholdPair.naive(raw.highestW(), battery)
                .run(load, battery, options.reservePercent(), options.windowMinutes());
        return new TraceFigures(
                recording.name(),
                raw.highestW(),
                months.possibleW() / Arrays.stream(months.rawW()).sum(),
                months.capture(control.with()),
                year.capture(control.with()),
                months.capture(oracle.with()),
                months.capture(naive),
                year.capture(naive),
                TunedThreshold.search(load, months, battery, options).capture(),
                TunedThreshold.search(load, year, battery, options).capture(),
                savedYen(months.savedW(control.with()), control.dischargedWh(), battery)
                        / savedYen(months.possibleW(), months.dischargedWh(raw), battery),
                control.dischargedWh() / battery.capacityWh() * MINUTES_A_YEAR / load.watts().length,
                months.selfMade(control.with()) + months.selfMade(oracle.with()),
                control.minutesBelowReserve() + oracle.minutesBelowReserve(),
                control.minutesAboveLimit() + oracle.minutesAboveLimit(),
                seconds);
    }

    /** The second year under an annual tariff, after the first was seen. */
    YearPair pair(Recording first, Recording second) {
        LoadTrace before = minutes(first);
        LoadTrace load = minutes(second);
        WindowMeans raw = load.windows(options.windowMinutes());
        StudyBattery battery = options.batteryFor(raw.highestW());
        ControlSettings settings =
                settings(battery, new ShavingSettings(true, Objective.ANNUAL, 0, ShavingSettings.AUTO.carryShare(), 0));
        ControlState known = Study.run(before, battery, settings).state();
        StudyResult result = Study.run(load, battery, minute -> settings, known);
        Scale year = Scale.whole(raw, battery, options);
        return new YearPair(
                second.site(),
                second.year(),
                year.capture(result.with()),
                year.selfMade(result.with()),
                result.minutesBelowReserve(),
                result.minutesAboveLimit());
    }

    private StudyResult oracle(LoadTrace load, StudyBattery battery, Scale months) {
        ControlSettings[] told = new ControlSettings[months.bestW().length];
        for (int m = 0; m < told.length; m++) {
            told[m] = settings(battery, ShavingSettings.fixed(Math.max(1, months.bestW()[m])));
        }
        WindowMeans raw = load.windows(options.windowMinutes());
        Study.Plan plan =
                minute -> told[months.periodOf((int) ((minute - raw.firstMinute()) / options.windowMinutes()))];
        return Study.run(load, battery, plan, ControlState.initial());
    }

    private ControlSettings settings(StudyBattery battery, ShavingSettings shaving) {
        return ControlSettings.defaults(options.zone())
                .withWindow(
                        new WindowSettings(Duration.ofMinutes(options.windowMinutes()), Duration.ZERO, options.zone()))
                .withShaving(shaving)
                .withReserve(new ReserveSettings(Duration.ZERO, options.reservePercent(), 0, 0, battery.efficiency()))
                .withGuard(IDEAL);
    }

    private LoadTrace minutes(Recording recording) {
        return recording.load().toMinutes(options.sigma(), options.seed());
    }

    private static double savedYen(double demandW, double dischargedWh, StudyBattery battery) {
        double lostKwh = dischargedWh / 1000 * (1 / battery.roundTrip() - 1);
        return demandW / 1000 * YEN_PER_KW - lostKwh * YEN_PER_KWH;
    }
}
