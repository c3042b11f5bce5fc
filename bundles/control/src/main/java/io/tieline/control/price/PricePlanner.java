package io.tieline.control.price;

import java.util.Arrays;

/**
 * The cheapest way through the coming windows, by dynamic programming over the energy in the batteries: peak and backup are
 * constraints, the prices only have what is left.
 *
 * <p>The floor of every window is what the demand target would need if any of the days before came again (the two-stage
 * split of arXiv 2602.16586: bounds first, arbitrage second); charging stays below the ceiling that makes no new peak.
 * About 100 000 steps for a day of half-hours.
 */
public final class PricePlanner {

    private static final int STEPS = 40;
    /** More than any energy is worth. */
    private static final double FORBIDDEN = 1e12;
    /** In the currency of the prices: what gains less is not worth moving for. */
    private static final double NO_GAIN = 1e-9;
    /** What is earned a window later is worth this much: of equal prices the sooner one is surer. */
    private static final double SURER = 0.9999;

    private final double[] prices;
    private final double[] loadW;
    private final double[] floorWh;
    private final Battery battery;
    private final double hours;
    /** Between neighbouring levels of energy; one of the levels is what is stored now. */
    private final double stepWh;

    private final int start;
    private final int levels;

    /**
     * The batteries and the connection.
     *
     * @param storedWh now
     * @param reserveWh stays in
     * @param chargeW and {@code dischargeW}: the most they do
     * @param targetW of the demand windows, infinite: none
     * @param ceilingW import up to which charging makes no new peak
     * @param exportW what may be fed into the grid
     * @param roundTrip share of the energy that comes back
     * @param cycleCost per kilowatt-hour out of the cells
     */
    public record Battery(
            double storedWh,
            double capacityWh,
            double reserveWh,
            double chargeW,
            double dischargeW,
            double targetW,
            double ceilingW,
            double exportW,
            double roundTrip,
            double cycleCost) {

        double oneWay() {
            return Math.sqrt(roundTrip);
        }
    }

    private PricePlanner(Battery battery, double[] prices, double[] loadW, double[] floorWh, double hours) {
        this.battery = battery;
        this.prices = prices;
        this.loadW = loadW;
        this.floorWh = floorWh;
        this.hours = hours;
        this.stepWh = Math.max(0, battery.capacityWh() - battery.reserveWh()) / STEPS;
        this.start = whole(battery.storedWh() - battery.reserveWh());
        this.levels = stepWh > 0 ? start + whole(battery.capacityWh() - battery.storedWh()) + 1 : 0;
    }

    private int whole(double energyWh) {
        return stepWh > 0 ? (int) Math.max(0, Math.floor(energyWh / stepWh + 1e-9)) : 0;
    }

    /**
     * The power for the first of the coming windows.
     *
     * @param prices per kilowatt-hour, one per window, without gaps
     * @param first number since 1970 of the first window
     * @return W, + = discharge; NaN while a day like the coming one is not known yet
     */
    public static double plan(Battery battery, double[] prices, LoadMemory memory, long first, double windowSeconds) {
        double[] load = new double[prices.length];
        for (int s = 0; s < load.length; s++) {
            load[s] = memory.typicalW(first + s);
            if (Double.isNaN(load[s])) {
                return Double.NaN;
            }
        }
        double hours = windowSeconds / 3600;
        double[] floor = floors(battery, memory, first, prices.length, hours);
        return new PricePlanner(battery, prices, load, floor, hours).first();
    }

    /** The energy the target needs at the start of each window and after the last, whichever past day comes again. */
    private static double[] floors(Battery battery, LoadMemory memory, long first, int windows, double hours) {
        double[] floor = new double[windows + 1];
        Arrays.fill(floor, battery.reserveWh());
        for (int day = 1; day < LoadMemory.DAYS; day++) {
            double need = 0;
            for (int s = windows - 1; s >= 0; s--) {
                double load = memory.daysBefore(first + s, day);
                if (load > battery.targetW()) {
                    need += Math.min(battery.dischargeW(), load - battery.targetW()) * hours / battery.oneWay();
                } else if (load <= battery.targetW()) {
                    double room = Math.max(0, Math.min(battery.targetW(), battery.ceilingW()) - load);
                    need = Math.max(0, need - Math.min(battery.chargeW(), room) * hours * battery.oneWay());
                }
                floor[s] = Math.max(floor[s], Math.min(battery.capacityWh(), battery.reserveWh() + need));
            }
        }
        return floor;
    }

    private double first() {
        if (battery.storedWh() < floorWh[0] || levels < 2) {
            return Double.NaN;
        }
        double[] worth = afterFirst();
        int best = start;
        for (int to = 0; to < levels; to++) {
            double better = worth[to] - cost(0, start, to) - (worth[best] - cost(0, start, best));
            best = better > NO_GAIN ? to : best;
        }
        double change = energy(best) - battery.storedWh();
        return (change > 0 ? -change / battery.oneWay() : -change * battery.oneWay()) / hours + 0.0;
    }

    /** What each level is worth at the end of the first window. */
    private double[] afterFirst() {
        // What is left at the end is worth what it costs to buy it again.
        double cheapest = Math.max(0, Arrays.stream(prices).min().orElse(0)) / battery.oneWay() / 1000;
        double[] worth = new double[levels];
        for (int level = 0; level < levels; level++) {
            worth[level] = cheapest * energy(level) - shortOf(prices.length, level);
        }
        for (int s = prices.length - 1; s >= 1; s--) {
            double[] before = new double[levels];
            for (int from = 0; from < levels; from++) {
                double best = worth[from];
                for (int to = 0; to < levels; to++) {
                    best = Math.max(best, worth[to] - cost(s, from, to));
                }
                before[from] = SURER * best - shortOf(s, from);
            }
            worth = before;
        }
        return worth;
    }

    /** What a change of the energy in the cells costs in a window; out of reach costs more than anything. */
    private double cost(int window, int from, int to) {
        double changeWh = (to - from) * stepWh;
        double price = prices[window] / 1000;
        if (changeWh >= 0) {
            double drawnW = changeWh / battery.oneWay() / hours;
            boolean possible =
                    drawnW <= battery.chargeW() && (changeWh == 0 || loadW[window] + drawnW <= battery.ceilingW());
            return possible ? price * drawnW * hours : FORBIDDEN;
        }
        double givenW = -changeWh * battery.oneWay() / hours;
        boolean possible = givenW <= battery.dischargeW() && givenW <= Math.max(0, loadW[window]) + battery.exportW();
        return possible ? -price * givenW * hours - battery.cycleCost() / 1000 * changeWh : FORBIDDEN;
    }

    private double shortOf(int window, int level) {
        return energy(level) < floorWh[window] - 1e-6 ? FORBIDDEN : 0;
    }

    private double energy(int level) {
        return battery.storedWh() + (level - start) * stepWh;
    }
}
