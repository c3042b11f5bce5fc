package io.tieline.southbound;

import java.time.Duration;

/**
 * A sign of life a device wants to be written regularly; it falls back by itself when it stays away.
 *
 * @param every from one to the next; a third of what the device waits, or less
 * @param always also while no setpoint is held. False, the rule: it is written only while the control says what it
 *     wants, so that a cabinet falls back when the control has stopped although the gateway still runs
 */
public record Heartbeat(Duration every, boolean always) {

    public Heartbeat {
        if (every.isZero() || every.isNegative()) {
            throw new IllegalArgumentException("a heartbeat every " + every);
        }
    }
}
