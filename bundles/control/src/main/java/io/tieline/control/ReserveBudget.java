package io.tieline.control;

/**
 * The energy the backup needs: {@code critical load x time / efficiency + minimum SoC + SoC error}, the SoC error being
 * its largest part on an uncalibrated fleet.
 */
record ReserveBudget(
        double requiredWh, double availableWh, double capacityWh, double criticalLoadW, double minutesAvailable) {

    /** More than a day is shown as a day. */
    private static final double MOST_MINUTES = 24 * 60;

    static ReserveBudget of(ControlSettings.Reserve settings, Fleet fleet, double criticalLoadW) {
        double untouchable = fleet.capacityWh() * (settings.minimumSocPercent() + settings.socErrorPercent()) / 100;
        double hours = settings.time().toMillis() / 3_600_000.0;
        double backup = criticalLoadW * hours / settings.efficiency();
        double usable = Math.max(0, fleet.storedWh() - untouchable) * settings.efficiency();
        double minutes = criticalLoadW > 0 ? Math.min(MOST_MINUTES, usable / criticalLoadW * 60) : MOST_MINUTES;
        return new ReserveBudget(untouchable + backup, fleet.storedWh(), fleet.capacityWh(), criticalLoadW, minutes);
    }

    /** What the tariff may spend. */
    double spareWh() {
        return availableWh - requiredWh;
    }

    double floorPercent() {
        return capacityWh > 0 ? Math.min(100, requiredWh / capacityWh * 100) : 100;
    }

    /** Whether the need is not met by more than the rounding of a slow approach to the floor. */
    boolean isShort() {
        return availableWh < requiredWh * 0.995;
    }
}
