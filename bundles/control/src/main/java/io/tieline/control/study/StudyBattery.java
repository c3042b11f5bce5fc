package io.tieline.control.study;

/**
 * An ideal battery: it does what it is told within power and energy, and loses the square root of the round trip each
 * way.
 *
 * @param powerW charging and discharging, at the grid side
 * @param capacityWh between 0 and 100 %
 * @param roundTrip grid to grid, 0.3 to 1
 * @param startSocPercent what it starts with
 */
public record StudyBattery(double powerW, double capacityWh, double roundTrip, double startSocPercent) {

    /** Round trip of a lithium battery with its conversion. */
    public static final double USUAL_ROUND_TRIP = 0.88;

    /** A full battery with the usual round trip. */
    public static StudyBattery full(double powerW, double capacityWh) {
        return new StudyBattery(powerW, capacityWh, USUAL_ROUND_TRIP, 100);
    }

    public StudyBattery {
        require(powerW >= 0 && Double.isFinite(powerW), "powerW: must be at least 0", powerW);
        require(capacityWh >= 0 && Double.isFinite(capacityWh), "capacityWh: must be at least 0", capacityWh);
        require(roundTrip >= 0.3 && roundTrip <= 1, "roundTrip: must be between 0.3 and 1", roundTrip);
        require(
                startSocPercent >= 0 && startSocPercent <= 100,
                "startSocPercent: must be between 0 and 100",
                startSocPercent);
    }

    /** One way: cell to grid, or grid to cell. */
    public double efficiency() {
        return Math.sqrt(roundTrip);
    }

    private static void require(boolean holds, String message, double value) {
        if (!holds) {
            throw new IllegalArgumentException(message + ", is " + value);
        }
    }
}
