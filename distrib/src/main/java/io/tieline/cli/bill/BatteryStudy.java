package io.tieline.cli.bill;

import io.tieline.cli.outcome.CliException;
import io.tieline.control.ControlState;
import io.tieline.control.settings.ControlSettings;
import io.tieline.control.settings.GuardSettings;
import io.tieline.control.settings.ReserveSettings;
import io.tieline.control.settings.TariffSettings;
import io.tieline.control.study.LoadSeries;
import io.tieline.control.study.LoadTrace;
import io.tieline.control.study.Study;
import io.tieline.control.study.StudyBattery;
import io.tieline.control.study.StudyResult;
import io.tieline.control.study.WindowMeans;
import io.tieline.tariff.DemandCharge;
import io.tieline.tariff.Tariff;
import io.tieline.tariff.Window;
import io.tieline.tariff.bill.Load;
import io.tieline.tariff.terms.CompiledTariff;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;

/**
 * What the real control makes of a load under a tariff, with one ideal battery.
 *
 * @param without the load as the windows of the study cut it; NaN where none of a window was measured
 * @param with the same with the battery
 */
record BatteryStudy(Load without, Load with, StudyResult result) {

    private static final int MINUTE = 60;

    /** @param reserve share of the capacity that is never spent on the tariff */
    static BatteryStudy run(Tariff tariff, Load load, double powerKw, double energyKwh, double reserve) {
        StudyBattery battery = StudyBattery.full(powerKw * 1000, energyKwh * 1000);
        CompiledTariff compiled = new CompiledTariff(tariff, Tariff.MAIN_METER, fullLoadHours(load));
        ControlSettings settings = settings(compiled, load, reserve, battery);
        if (!settings.window().offset().isZero()) {
            throw new CliException("The control is simulated in windows that begin on the full UTC hour; those of "
                    + tariff.id() + " do not. Bill it without a battery.");
        }
        StudyResult result = Study.run(trace(load), battery, minute -> settings, ControlState.initial());
        double[] measured = inWindows(load.kw(), load, result.without());
        double[] kvar = inWindows(load.kvar(), load, result.without());
        return new BatteryStudy(load(result.without(), measured, kvar), load(result.with(), measured, kvar), result);
    }

    private static ControlSettings settings(CompiledTariff compiled, Load load, double reserve, StudyBattery battery) {
        Instant start = Instant.ofEpochSecond(load.startEpochSecond());
        ControlSettings base = ControlSettings.defaults(compiled.clock().zone())
                .withReserve(new ReserveSettings(Duration.ZERO, reserve * 100, 0, 0, battery.efficiency()))
                // A battery of any size is one cabinet here: no ramp, no least power.
                .withGuard(new GuardSettings(1e12, 0, 0));
        try {
            ControlSettings settings = TariffSettings.apply(compiled, start, base);
            return settings.withWindow(TariffSettings.window(shortestWindow(compiled), compiled.clock(), start));
        } catch (IllegalArgumentException e) {
            throw new CliException(String.valueOf(e.getMessage()));
        }
    }

    /** What keeps the mean of the shortest window low keeps that of longer ones low. */
    private static Window shortestWindow(CompiledTariff compiled) {
        return compiled.demandCharges().stream()
                .map(DemandCharge::window)
                .min(Comparator.comparingInt(Window::lengthSeconds))
                .orElseThrow();
    }

    private static double fullLoadHours(Load load) {
        double sum = 0;
        double peak = 0;
        for (double kw : load.kw()) {
            sum += Math.max(0, kw);
            peak = Math.max(peak, kw);
        }
        return peak > 0 ? sum / load.kw().length / peak * 8760 : 0;
    }

    private static LoadTrace trace(Load load) {
        if (load.stepSeconds() % MINUTE != 0 || load.startEpochSecond() % MINUTE != 0) {
            throw new CliException("The control is simulated in minutes: use a load in steps of whole minutes.");
        }
        double[] watts = new double[load.kw().length];
        int filled = 0;
        double last = 0;
        for (int i = 0; i < watts.length; i++) {
            if (Double.isNaN(load.kw()[i])) {
                filled++;
            } else {
                last = load.kw()[i] * 1000;
            }
            watts[i] = last;
        }
        return new LoadSeries("load", load.startEpochSecond() / MINUTE, load.stepSeconds() / MINUTE, watts, filled)
                .toMinutes(0, 0);
    }

    /** What the study made of the windows that were measured; in the others it only guessed the load. */
    private static Load load(WindowMeans means, double[] measured, double[] kvar) {
        double[] kw = new double[means.watts().length];
        for (int i = 0; i < kw.length; i++) {
            kw[i] = Double.isNaN(measured[i]) ? Double.NaN : means.watts()[i] / 1000;
        }
        return new Load(means.firstMinute() * MINUTE, means.windowMinutes() * MINUTE, kw, kvar);
    }

    /** The mean of what was measured in each window of the study, NaN without any; the battery does not change kvar. */
    private static double[] inWindows(double[] values, Load load, WindowMeans windows) {
        if (values.length == 0) {
            return values;
        }
        long start = windows.firstMinute() * MINUTE - load.startEpochSecond();
        int lengthSeconds = windows.windowMinutes() * MINUTE;
        double[] means = new double[windows.watts().length];
        for (int w = 0; w < means.length; w++) {
            long from = start + (long) w * lengthSeconds;
            int first = (int) (from / load.stepSeconds());
            int last = (int) ((from + lengthSeconds - 1) / load.stepSeconds());
            means[w] = Arrays.stream(values, first, last + 1)
                    .filter(value -> !Double.isNaN(value))
                    .average()
                    .orElse(Double.NaN);
        }
        return means;
    }
}
