package io.tieline.model;

import java.time.Duration;
import java.util.Set;

/**
 * Something a device is told to do.
 *
 * @param name canonical: {@code pcs.power.set}, {@code outlet.12.switch}, {@code ups.test.start}
 * @param argument W for powers (+ = discharge), 0 or 1 for switches, the position of the choice for choices; NaN: none
 * @param reversion how long the device itself may hold it without hearing from us; {@link Duration#ZERO}: for good
 * @param timeout by when it must be confirmed
 * @param origin who wants it: {@code control}, an operator, an upstream lease
 */
public record Command(String name, double argument, Duration reversion, Duration timeout, String origin) {

    /** The power setpoint of a battery or PCS. */
    public static final String POWER_SET = "pcs.power.set";

    private static final Set<String> STATES =
            Set.of("set", "limit", "switch", "preferred", "connect", "disconnect", "standby");

    /** Sets the power of a battery, W, + = discharge; the device falls back by itself after the reversion time. */
    public static Command power(double watts, Duration reversion, Duration timeout, String origin) {
        return new Command(POWER_SET, watts, reversion, timeout, origin);
    }

    /**
     * Whether saying it twice does the same as saying it once; only such a command is ever repeated by itself. What names a
     * state to be in may be repeated; what starts something – a test, a transfer, a maintenance – may not.
     */
    public boolean isIdempotent() {
        return STATES.contains(name.substring(name.lastIndexOf('.') + 1));
    }
}
