package io.tieline.console;

import java.util.List;
import java.util.Optional;

/**
 * One decision of the control room as an operator reads it. Powers in W, + = discharge (battery) and + = import (grid);
 * {@link Double#NaN} where a number is not known.
 *
 * @param gridState the control room's own word: {@code GRID_OK}, {@code GRID_SUSPECT}, {@code GRID_LOST}, {@code
 *     RECHARGE} …; one the page does not know is shown as it is
 * @param sentence why the batteries do what they do
 * @param batteryPowerW what the site's batteries are told together
 * @param setpoints per cabinet, in the order of the site description
 * @param window the running demand window; empty: the tariff has none
 * @param reserve the backup reserve; empty: none is configured
 * @param claims what each objective wanted, in the arbiter's order
 */
public record DecisionView(
        long utcMillis,
        String gridState,
        String sentence,
        double batteryPowerW,
        List<SetpointView> setpoints,
        Optional<WindowView> window,
        Optional<ReserveView> reserve,
        List<ClaimView> claims) {

    public DecisionView {
        setpoints = List.copyOf(setpoints);
        claims = List.copyOf(claims);
    }

    /**
     * @param state how the command ended, in one word or a sentence: {@code confirmed}, {@code refused: …}; empty: nothing
     *     was sent
     */
    public record SetpointView(String device, double powerW, String state) {}

    /**
     * The running demand window of the tariff.
     *
     * @param meanSoFarW mean import since the window's start
     * @param targetW the mean the window shall end with at most
     * @param projectedW the mean it will end with if nothing changes
     * @param allowW the import allowed for the rest of it
     * @param rawMeanSoFarW what the mean would be without the batteries
     * @param estimatedS how much of the window was not measured but guessed
     */
    public record WindowView(
            long startUtcMillis,
            long endUtcMillis,
            double elapsedS,
            double meanSoFarW,
            double targetW,
            double projectedW,
            double allowW,
            double rawMeanSoFarW,
            double estimatedS) {}

    /**
     * The backup the batteries hold for the critical load.
     *
     * @param minutesAvailable how long the critical load lasts on what the batteries hold now
     * @param minutesRequired how long it must last
     * @param capacityWh what the batteries that can be counted on hold when full
     * @param socFloorPercent below this state of charge nothing but an outage discharges
     * @param criticalLoadW the load the backup is sized for
     * @param powerW what the batteries can give together once the largest cabinet is lost; less than the critical load cannot
     *     carry it, however much energy is held
     */
    public record ReserveView(
            double minutesAvailable,
            double minutesRequired,
            double requiredWh,
            double availableWh,
            double capacityWh,
            double socFloorPercent,
            double criticalLoadW,
            double powerW) {}

    /** What one objective wanted, and whether it is what limited the result. */
    public record ClaimView(String name, double minW, double maxW, double preferredW, String reason, boolean bound) {}
}
