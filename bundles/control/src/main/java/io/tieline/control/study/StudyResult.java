package io.tieline.control.study;

import io.tieline.control.ControlState;

/**
 * What the control made of a load.
 *
 * @param without demand values had the battery been at rest
 * @param with demand values with the battery
 * @param targetsW the target at the end of every window, NaN where there was none
 * @param dischargedWh at the grid side
 * @param chargedWh at the grid side
 * @param minutesBelowReserve minutes that ended with less in the battery than the backup reserve
 * @param minutesAboveLimit minutes with more import than the site's limit although the load alone stayed within it
 * @param state of the core at the end, to go on from
 */
public record StudyResult(
        WindowMeans without,
        WindowMeans with,
        double[] targetsW,
        double dischargedWh,
        double chargedWh,
        long minutesBelowReserve,
        long minutesAboveLimit,
        ControlState state) {

    /** What the battery used up, beside what it holds more or less than at the start. */
    public double lostWh() {
        return chargedWh - dischargedWh;
    }
}
