package io.tieline.control.situation;

import io.tieline.control.commissioning.Look;

/**
 * One cabinet as it stands.
 *
 * @param device index of the device setpoints go to
 * @param unavailable why it must not be commanded, empty if it may
 * @param socPercent NaN if unknown
 * @param capacityWh energy between 0 and 100 % at its present health
 * @param nominalPowerW what its conversion is built for
 * @param chargeLimitW what it takes now, never negative
 * @param dischargeLimitW what it gives now, never negative
 * @param powerW measured, + = discharge, NaN if unknown
 * @param powerAgeSeconds age of the measured power
 * @param islanded its conversion has left the grid and carries the load by itself: not to be commanded, but its energy
 *     is the backup
 * @param condition how its cells stand
 */
public record Cabinet(
        int device,
        String id,
        String unavailable,
        double socPercent,
        double capacityWh,
        double nominalPowerW,
        double chargeLimitW,
        double dischargeLimitW,
        double powerW,
        @Age double powerAgeSeconds,
        boolean islanded,
        Condition condition) {

    /** A cabinet that tells nothing of its cells. */
    public Cabinet(
            int device,
            String id,
            String unavailable,
            double socPercent,
            double capacityWh,
            double nominalPowerW,
            double chargeLimitW,
            double dischargeLimitW,
            double powerW,
            double powerAgeSeconds,
            boolean islanded) {
        this(
                device,
                id,
                unavailable,
                socPercent,
                capacityWh,
                nominalPowerW,
                chargeLimitW,
                dischargeLimitW,
                powerW,
                powerAgeSeconds,
                islanded,
                Condition.UNKNOWN);
    }

    /** The same on the grid. */
    public Cabinet(
            int device,
            String id,
            String unavailable,
            double socPercent,
            double capacityWh,
            double nominalPowerW,
            double chargeLimitW,
            double dischargeLimitW,
            double powerW,
            double powerAgeSeconds) {
        this(
                device,
                id,
                unavailable,
                socPercent,
                capacityWh,
                nominalPowerW,
                chargeLimitW,
                dischargeLimitW,
                powerW,
                powerAgeSeconds,
                false);
    }

    public boolean isAvailable() {
        return unavailable.isEmpty();
    }

    /** Whether its energy counts for the backup: it can be commanded, or it carries the load already. */
    public boolean isBackup() {
        return isAvailable() || islanded;
    }

    boolean isStale(double freshSeconds) {
        return isBackup() && !(powerAgeSeconds <= freshSeconds);
    }

    public Cabinet stale() {
        return without("its values are older than allowed", Double.NaN);
    }

    /** The same, not to be commanded; what it gives still counts. */
    public Cabinet withdrawn(String why) {
        return without(why, powerW);
    }

    /** The same, and none of its values are used. */
    public Cabinet disbelieved(String why) {
        return without(why, Double.NaN);
    }

    private Cabinet without(String why, double leftW) {
        return new Cabinet(
                device,
                id,
                why,
                socPercent,
                capacityWh,
                nominalPowerW,
                chargeLimitW,
                dischargeLimitW,
                leftW,
                powerAgeSeconds,
                false,
                condition);
    }

    /** Not commanded, but its energy is still the backup, as of one that carries the load. */
    Cabinet resting(String why) {
        return new Cabinet(
                device,
                id,
                why,
                socPercent,
                capacityWh,
                nominalPowerW,
                chargeLimitW,
                dischargeLimitW,
                powerW,
                powerAgeSeconds,
                true,
                condition);
    }

    /** As the commissioning test sees it. */
    public Look.Cabinet look(long nanos) {
        long measuredNanos = nanos - (long) (powerAgeSeconds * 1e9);
        return new Look.Cabinet(id, unavailable, nominalPowerW, chargeLimitW, dischargeLimitW, powerW, measuredNanos);
    }

    public double storedWh() {
        return isBackup() ? capacityWh * socPercent / 100 : 0;
    }

    /**
     * How the cells of a cabinet stand; NaN where it is not told.
     *
     * @param coldestC °C of the coldest cell, the cabinet's own temperature where cells are not told
     * @param hottestC the same of the hottest
     * @param sohPercent state of health
     * @param lowestCellV V of the weakest cell
     * @param highestCellV V of the fullest
     * @param hazard what makes charging in its fire area dangerous, in words: {@code fire alarm}; empty if nothing does
     */
    public record Condition(
            double coldestC,
            double hottestC,
            double sohPercent,
            double lowestCellV,
            double highestCellV,
            String hazard) {

        public static final Condition UNKNOWN =
                new Condition(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, "");

        /** Cells that are all equally warm. */
        public static Condition at(double celsius) {
            return new Condition(celsius, celsius, Double.NaN, Double.NaN, Double.NaN, "");
        }
    }
}
