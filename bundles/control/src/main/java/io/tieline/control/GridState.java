package io.tieline.control;

/**
 * What the gateway believes about the grid. In every state but {@link #OK} tariff discharge is zero and the backup
 * reserve is open to whoever carries the load.
 */
public enum GridState {
    /** Healthy and qualified: the tariff may use the batteries. */
    OK("grid OK"),
    /** One input speaks of a loss, or two do but not yet long enough: charging and tariff discharge are frozen at 0. */
    SUSPECT("grid suspect"),
    /** Two independent inputs agree: the batteries are released, no setpoint is written. */
    LOST("grid lost"),
    /** The grid is back, but not yet for long enough: the batteries stay released. */
    QUALIFY("grid qualifying"),
    /** Qualified again: the reserve is refilled on a ramp that makes no new peak. */
    RECHARGE("recharging after an outage"),
    /** Inputs that cannot all be true stand together, for instance a UPS on battery beside a healthy meter. */
    CONTRADICTION("grid inputs contradict each other"),
    /** The grid meter has been silent for longer than its values may be held. */
    DEGRADED("grid not measured");

    private final String label;

    GridState(String label) {
        this.label = label;
    }

    /** The words an operator reads. */
    public String label() {
        return label;
    }

    /** Whether setpoints are withheld so that the conversion carries the load by itself. */
    public boolean releases() {
        return this == LOST || this == QUALIFY;
    }
}
