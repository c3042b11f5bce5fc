package io.tieline.rig.accept.update;

import io.tieline.rig.wire.WireWatch;

/**
 * How long the cabinets heard nothing. The load never rests, so a control that lives changes the setpoints all the time.
 */
public final class ControlWatch implements WireWatch {

    private static final double NANOS = 1e9;

    private long lastNanos = System.nanoTime();
    private long longestNanos;

    /** A gap counts from now on. */
    public synchronized void begin() {
        lastNanos = System.nanoTime();
        longestNanos = 0;
    }

    /** The longest gap so far, the one that lasts included. */
    public synchronized double longestSeconds() {
        return Math.max(longestNanos, System.nanoTime() - lastNanos) / NANOS;
    }

    /** How long the cabinets have heard nothing now. */
    public synchronized double silentSeconds() {
        return (System.nanoTime() - lastNanos) / NANOS;
    }

    @Override
    public void meterShows(double watts, long nanos) {
        // Only setpoints are counted.
    }

    @Override
    public void meterAnswers(double watts, long nanos) {
        // Only setpoints are counted.
    }

    @Override
    public synchronized void setpointArrives(String cabinet, double watts, long nanos) {
        longestNanos = Math.max(longestNanos, nanos - lastNanos);
        lastNanos = nanos;
    }
}
