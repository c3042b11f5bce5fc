package io.tieline.cli;

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
import io.tieline.tariff.CompiledTariff;
import io.tieline.tariff.DemandCharge;
import io.tieline.tariff.Load;
import io.tieline.tariff.Tariff;
import io.tieline.tariff.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;

/**
 * What the real control makes of a load under a tariff, with one ideal battery.
 *
 * @param without the load as the windows of the study cut it
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
        return new BatteryStudy(
                load(result.without(), reactive(load, result.without())),
                load(result.with(), reactive(load, result.without())),
                result);
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

    private static Load load(WindowMeans means, double[] kvar) {
        double[] kw = new double[means.watts().length];
        for (int i = 0; i < kw.length; i++) {
            kw[i] = means.watts()[i] / 1000;
        }
        return new Load(means.firstMinute() * MINUTE, means.windowMinutes() * MINUTE, kw, kvar);
    }

    /** Reactive power in the windows of the study; the battery does not change it. */
    private static double[] reactive(Load load, WindowMeans windows) {
        double[] kvar = load.kvar();
        if (!load.hasReactive()) {
            return kvar;
        }
        int perWindow = windows.windowMinutes() * MINUTE / load.stepSeconds();
        int skip = (int) ((windows.firstMinute() * MINUTE - load.startEpochSecond()) / load.stepSeconds());
        double[] means = new double[windows.watts().length];
        for (int w = 0; w < means.length; w++) {
            for (int i = 0; i < perWindow; i++) {
                means[w] += kvar[skip + w * perWindow + i] / perWindow;
            }
        }
        return means;
    }
}
