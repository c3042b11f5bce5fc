package io.tieline.control.study;

import io.tieline.control.situation.Cabinet;

/** The battery of a study as it runs; one minute is its step. */
final class RunningBattery {

    private static final double MINUTES = 60;

    private final StudyBattery battery;
    private final double efficiency;
    private double storedWh;
    private double powerW;
    private double dischargedWh;
    private double chargedWh;

    RunningBattery(StudyBattery battery) {
        this.battery = battery;
        this.efficiency = battery.efficiency();
        this.storedWh = battery.capacityWh() * battery.startSocPercent() / 100;
    }

    double powerW() {
        return powerW;
    }

    double dischargedWh() {
        return dischargedWh;
    }

    double chargedWh() {
        return chargedWh;
    }

    double socPercent() {
        return battery.capacityWh() > 0 ? Math.max(0, Math.min(100, storedWh / battery.capacityWh() * 100)) : 0;
    }

    Cabinet asCabinet() {
        double most = battery.powerW();
        return new Cabinet(0, "battery", "", socPercent(), battery.capacityWh(), most, most, most, powerW, 0);
    }

    /** A minute at a setpoint, as far as it can; NaN: released, at rest. */
    void run(double setpointW) {
        double wanted = Double.isNaN(setpointW) ? 0 : setpointW;
        double most = Math.min(battery.powerW(), storedWh * MINUTES * efficiency);
        double least = -Math.min(battery.powerW(), (battery.capacityWh() - storedWh) * MINUTES / efficiency);
        powerW = Math.max(least, Math.min(most, wanted));
        storedWh -= (powerW > 0 ? powerW / efficiency : powerW * efficiency) / MINUTES;
        dischargedWh += Math.max(0, powerW) / MINUTES;
        chargedWh -= Math.min(0, powerW) / MINUTES;
    }
}
