package io.tieline.control.grid;

/**
 * What the gateway believes about the grid. In every state but {@link #OK} tariff discharge is zero, power commands from
 * elsewhere are refused, and the backup reserve is open to whoever carries the load.
 */
public enum GridState {
    /** Healthy and qualified: the tariff may use the batteries. */
    OK("grid OK"),
    /** One input speaks of a loss, or two do but not yet long enough: charging and tariff discharge are frozen at 0. */
    SUSPECT("grid suspect"),
    /** Two independent inputs agree: the batteries are released, no setpoint is written. */
    LOST("grid lost"),
    /** The same, and the generators were ordered to start or are on their way to the load. */
    GEN_STARTING("generators starting"),
    /** The generators carry the load. */
    ON_GEN("on generators"),
    /** The grid is back, but not yet for long enough: the batteries stay released. */
    QUALIFY("grid qualifying"),
    /** Qualified: the load goes back to the grid, this site a random while later than its neighbours. */
    RETRANSFER("going back to the grid"),
    /** On the grid again: the reserve is refilled on a ramp that makes no new peak. */
    RECHARGE("recharging after an outage"),
    /** Inputs that cannot all be true stand together, for instance a UPS on battery beside a healthy meter. */
    CONTRADICTION("grid inputs contradict each other"),
    /** The grid meter has been silent for longer than its values may be held. */
    DEGRADED("grid not measured"),
    /** The automatic has given up: generators that fell off again, or a grid that came back wrong. Only an operator goes on. */
    LOCKOUT("locked out");

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
        return isOutage();
    }

    /** From the loss to the moment the load is back on the grid. */
    public boolean isOutage() {
        return switch (this) {
            case LOST, GEN_STARTING, ON_GEN, QUALIFY, RETRANSFER, LOCKOUT -> true;
            case OK, SUSPECT, RECHARGE, CONTRADICTION, DEGRADED -> false;
        };
    }
}
