package io.tieline.control;

import java.util.List;

/**
 * What the cabinets can do together at one moment, in arrays by position.
 *
 * @param lowW the most each may charge now, as a number of at most 0
 * @param highW the most each may discharge now
 * @param storedWh of the cabinets that may be commanded or carry the load already
 * @param capacityWh of the same
 * @param socErrorPercent how wrong the state of charge of each may be, in points: it grows since the last anchor
 * @param energyFactor share of its stored energy each can give at its temperature and at the rate it is built for
 */
record Fleet(
        List<Situation.Cabinet> cabinets,
        double[] lowW,
        double[] highW,
        double sumLowW,
        double sumHighW,
        double storedWh,
        double capacityWh,
        double[] socErrorPercent,
        double[] energyFactor) {

    /**
     * Judges every cabinet.
     *
     * @param horizonSeconds how long the decision may stand: no cabinet passes its floor or its top within it
     */
    static Fleet of(
            List<Situation.Cabinet> cabinets, FleetMemory memory, ControlSettings settings, double horizonSeconds) {
        double[] low = new double[cabinets.size()];
        double[] high = new double[cabinets.size()];
        double sumLow = 0;
        double sumHigh = 0;
        double stored = 0;
        double capacity = 0;
        double[] socError = new double[low.length];
        double[] factor = new double[low.length];
        for (int i = 0; i < low.length; i++) {
            Situation.Cabinet cabinet = cabinets.get(i);
            socError[i] = settings.reserve().socErrorPercent();
            factor[i] = 1;
            if (cabinet.isBackup()) {
                stored += cabinet.storedWh();
                capacity += cabinet.capacityWh();
            }
            if (!cabinet.isAvailable()) {
                continue;
            }
            double most = memory.isLimited(i) ? memory.limitedW(i) : Double.POSITIVE_INFINITY;
            double perWh = 3600 / horizonSeconds;
            double above = cabinet.storedWh()
                    - cabinet.capacityWh() * settings.reserve().floorPercent() / 100;
            double below = cabinet.capacityWh() - cabinet.storedWh();
            low[i] = -least(cabinet.chargeLimitW(), most, below * perWh);
            high[i] = least(
                    cabinet.dischargeLimitW(),
                    most,
                    above * perWh * settings.reserve().efficiency());
            sumLow += low[i];
            sumHigh += high[i];
        }
        return new Fleet(List.copyOf(cabinets), low, high, sumLow, sumHigh, stored, capacity, socError, factor);
    }

    private static double least(double a, double b, double c) {
        return Math.max(0, Math.min(a, Math.min(b, c)));
    }
}
