package io.tieline.rig.physics;

/**
 * A double-conversion UPS: online while the grid is there, on battery when it is not. Time is site time. Stepped by one thread,
 * read by the agents' threads.
 */
public final class UpsModel {

    private static final double CONVERTER_EFFICIENCY = 0.95;
    private static final double CHARGER_W = 6_000;

    private final double ratedW;
    private final double capacityWh;
    private double storedWh;
    private double onBatterySeconds;
    private boolean onBattery;
    private double outputW;
    private int lineFailures;

    public UpsModel(double ratedW, double capacityWh, double soc) {
        this.ratedW = ratedW;
        this.capacityWh = capacityWh;
        this.storedWh = soc * capacityWh;
    }

    public synchronized void step(boolean grid, double loadW, double siteSeconds) {
        if (!grid && !onBattery) {
            lineFailures++;
        }
        onBattery = !grid;
        double hours = siteSeconds / 3600;
        if (onBattery) {
            onBatterySeconds += siteSeconds;
            storedWh = Math.max(0, storedWh - loadW / CONVERTER_EFFICIENCY * hours);
        } else {
            onBatterySeconds = 0;
            storedWh = Math.min(capacityWh, storedWh + CHARGER_W * hours);
        }
        outputW = onBattery && storedWh == 0 ? 0 : loadW;
    }

    public synchronized boolean onBattery() {
        return onBattery;
    }

    public synchronized double onBatterySeconds() {
        return onBatterySeconds;
    }

    public synchronized double soc() {
        return storedWh / capacityWh;
    }

    public synchronized double outputW() {
        return outputW;
    }

    public synchronized double loadPart() {
        return outputW / ratedW;
    }

    public double ratedW() {
        return ratedW;
    }

    public synchronized int lineFailures() {
        return lineFailures;
    }

    public synchronized double runtimeMinutes() {
        return outputW <= 0 ? 0 : storedWh * CONVERTER_EFFICIENCY / outputW * 60;
    }
}
