package io.tieline.control.backup;

/**
 * A generator as it stands.
 *
 * @param device its index in the site, for orders
 * @param powerW what it gives, NaN if it does not tell
 * @param frequencyHz NaN if it does not tell
 * @param ratedW what it is built for, NaN if nobody tells
 */
public record Generator(int device, String id, State state, double powerW, double frequencyHz, double ratedW) {

    /** What a generator's own controller says. */
    public enum State {
        /** It does not answer, or with a word nobody knows. */
        UNKNOWN,
        STOPPED,
        STARTING,
        RUNNING,
        /** Runs on without load before it stops. */
        COOLING,
        FAULT
    }

    /** How far from the nominal frequency a generator may run and still be taken as ready for load. */
    private static final double SPEED_BAND = 0.05;

    /** Whether it says itself that it gives nothing now. */
    public boolean isDown() {
        return state == State.STOPPED || state == State.STARTING || state == State.FAULT;
    }

    /** Whether it turns fast enough to take load; one that does not tell its frequency is believed its state. */
    boolean isAtSpeed(double nominalHz) {
        boolean fast = Double.isNaN(frequencyHz) || Math.abs(frequencyHz - nominalHz) <= SPEED_BAND * nominalHz;
        return (state == State.RUNNING || state == State.COOLING) && fast;
    }
}
