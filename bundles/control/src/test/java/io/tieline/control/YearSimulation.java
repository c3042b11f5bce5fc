package io.tieline.control;

import io.tieline.control.Situation.Cabinet;
import io.tieline.control.Situation.Input;
import java.time.Duration;
import java.util.List;

/** One battery of 20 % of the peak and one hour beside a load, for a year at one-minute steps, through the whole core. */
final class YearSimulation {

    private static final int WINDOW = 30;
    private static final double ROUND_TRIP = 0.88;
    private static final double RESERVE = 0.2;

    /** Where the target comes from. */
    enum TargetChoice {
        RATCHET,
        /** The lowest target perfect foresight could hold, month by month. */
        ORACLE
    }

    /**
     * What a year gave.
     *
     * @param capture of the sum of monthly reductions that perfect foresight makes
     * @param selfMadePeaks months whose peak is higher than without the battery
     */
    record Outcome(double capture, int selfMadePeaks, long minutesBelowReserve, double cycles, double seconds) {}

    private final Trace trace;
    private final double powerW;
    private final double energyWh;
    private final int[] monthOfWindow;
    private double storedWh;
    private long below;
    private double discharged;

    private YearSimulation(Trace trace) {
        this.trace = trace;
        double peak = 0;
        for (double mean : means(trace.watts())) {
            peak = Math.max(peak, mean);
        }
        this.powerW = 0.2 * peak;
        this.energyWh = powerW;
        this.monthOfWindow = new int[trace.watts().length / WINDOW];
        for (int w = 0; w < monthOfWindow.length; w++) {
            monthOfWindow[w] = TargetRatchet.periodOf((trace.firstMinute() + (long) w * WINDOW) * 60_000, Site.UTC);
        }
    }

    static Outcome run(Trace trace, TargetChoice choice) {
        YearSimulation simulation = new YearSimulation(trace);
        long began = System.nanoTime();
        double[] raw = simulation.monthlyPeaks(means(trace.watts()));
        double[] best = simulation.perfectForesight();
        double[] controlled = simulation.monthlyPeaks(means(simulation.control(choice, best)));
        double saved = 0;
        double possible = 0;
        int selfMade = 0;
        for (int m = 0; m < raw.length; m++) {
            saved += raw[m] - controlled[m];
            possible += raw[m] - best[m];
            selfMade += controlled[m] > raw[m] * (1 + 1e-9) ? 1 : 0;
            if (Boolean.getBoolean("tieline.verbose")) {
                System.out.printf(
                        "  %s %s month %d raw %.1f best %.1f controlled %.1f%n",
                        trace.name(), choice, m, raw[m] / 1000, best[m] / 1000, controlled[m] / 1000);
            }
        }
        return new Outcome(
                saved / possible,
                selfMade,
                simulation.below,
                simulation.discharged / simulation.energyWh,
                (System.nanoTime() - began) / 1e9);
    }

    /** Net import of every minute with the core in control. */
    private double[] control(TargetChoice choice, double[] best) {
        double[] net = new double[trace.watts().length];
        storedWh = energyWh;
        double battery = 0;
        int month = -1;
        ControlCore core = new ControlCore(settings(0), ControlState.initial());
        for (int minute = 0; minute < net.length; minute++) {
            int now = monthOfWindow[minute / WINDOW] - monthOfWindow[0];
            if (choice == TargetChoice.ORACLE && now != month) {
                core = new ControlCore(settings(best[now]), ControlState.initial());
            }
            month = now;
            double load = trace.watts()[minute];
            long utc = (trace.firstMinute() + minute) * 60_000;
            Decision decision = core.decide(situation(load, battery), utc, minute * 60_000_000_000L);
            battery = apply(decision.setpoints().get(0).watts());
            net[minute] = load - battery;
        }
        return net;
    }

    private double apply(double setpoint) {
        double wanted = Double.isNaN(setpoint) ? 0 : setpoint;
        double loss = Math.sqrt(ROUND_TRIP);
        double most = Math.min(powerW, storedWh * 60 * loss);
        double least = -Math.min(powerW, (energyWh - storedWh) * 60 / loss);
        double power = Math.max(least, Math.min(most, wanted));
        storedWh -= power > 0 ? power / 60 / loss : power / 60 * loss;
        discharged += Math.max(0, power) / 60;
        below += storedWh < RESERVE * energyWh * (1 - 1e-9) ? 1 : 0;
        return power;
    }

    private Situation situation(double load, double battery) {
        double soc = Math.max(0, Math.min(100, storedWh / energyWh * 100));
        return new Situation(
                Input.good(load - battery, 0),
                Input.good(230, 0),
                Input.good(230, 0),
                Input.good(50, 0),
                Input.MISSING,
                Input.MISSING,
                List.of(new Cabinet(0, "battery", "", soc, energyWh, powerW, powerW, powerW, battery, 0)),
                List.of());
    }

    private ControlSettings settings(double targetW) {
        return ControlSettings.defaults(Site.UTC)
                .withShaving(new ControlSettings.Shaving(true, targetW, 0.9, targetW))
                .withReserve(new ControlSettings.Reserve(Duration.ZERO, RESERVE * 100, 0, 0, Math.sqrt(ROUND_TRIP)))
                .withGuard(new ControlSettings.Guard(1e12, 0, 0));
    }

    /** The lowest peak of each month if the future were known: bisection, each time with charging as soon as allowed. */
    private double[] perfectForesight() {
        double[] means = means(trace.watts());
        double[] raw = monthlyPeaks(means);
        double[] best = new double[raw.length];
        double stored = energyWh * (1 - RESERVE);
        int from = 0;
        for (int m = 0; m < raw.length; m++) {
            int to = from;
            while (to < means.length && monthOfWindow[to] - monthOfWindow[0] == m) {
                to++;
            }
            double low = Math.max(0, raw[m] - powerW);
            double high = raw[m];
            for (int i = 0; i < 40; i++) {
                double middle = (low + high) / 2;
                if (greedy(means, from, to, middle, stored) >= 0) {
                    high = middle;
                } else {
                    low = middle;
                }
            }
            best[m] = high;
            stored = greedy(means, from, to, high, stored);
            from = to;
        }
        return best;
    }

    /** Energy left at the end, negative if the threshold cannot be held. */
    private double greedy(double[] means, int from, int to, double threshold, double stored) {
        double loss = Math.sqrt(ROUND_TRIP);
        double room = energyWh * (1 - RESERVE);
        double left = stored;
        for (int w = from; w < to; w++) {
            double over = means[w] - threshold;
            if (over > powerW * (1 + 1e-9)) {
                return -1;
            }
            left = over > 0
                    ? left - over * WINDOW / 60 / loss
                    : Math.min(room, left + Math.min(powerW, -over) * WINDOW / 60 * loss);
            if (left < -1e-6) {
                return -1;
            }
        }
        return Math.max(0, left);
    }

    private double[] monthlyPeaks(double[] means) {
        double[] peaks = new double[monthOfWindow[monthOfWindow.length - 1] - monthOfWindow[0] + 1];
        for (int w = 0; w < means.length; w++) {
            int m = monthOfWindow[w] - monthOfWindow[0];
            peaks[m] = Math.max(peaks[m], means[w]);
        }
        return peaks;
    }

    private static double[] means(double[] minutes) {
        double[] means = new double[minutes.length / WINDOW];
        for (int w = 0; w < means.length; w++) {
            for (int m = 0; m < WINDOW; m++) {
                means[w] += minutes[w * WINDOW + m] / WINDOW;
            }
        }
        return means;
    }
}
