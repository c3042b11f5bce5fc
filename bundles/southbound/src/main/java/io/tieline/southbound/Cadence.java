package io.tieline.southbound;

/**
 * The fixed grid of polls of one group. A poll that comes too late is left out, never made up for: no burst after a
 * stall.
 */
final class Cadence {

    private final long intervalNanos;
    private final long offsetNanos;
    private long nextNanos;

    /** @param offsetNanos of the grid's points, less than the interval */
    Cadence(long intervalNanos, long offsetNanos) {
        this.intervalNanos = intervalNanos;
        this.offsetNanos = offsetNanos;
        nextNanos = offsetNanos;
    }

    /** Goes on with the first point of the grid that is not before. */
    void resume(long fromNanos) {
        long passed = Math.floorDiv(fromNanos - offsetNanos - 1, intervalNanos) + 1;
        nextNanos = offsetNanos + Math.max(0, passed) * intervalNanos;
    }

    /** Passes the polls that have fallen due and says how many there were. */
    long advance(long nowNanos) {
        long late = nowNanos - nextNanos;
        if (late < 0) {
            return 0;
        }
        long fallen = late / intervalNanos + 1;
        nextNanos += fallen * intervalNanos;
        return fallen;
    }

    /** The poll that fell due last. */
    long lastNanos() {
        return nextNanos - intervalNanos;
    }

    long nextNanos() {
        return nextNanos;
    }

    long intervalNanos() {
        return intervalNanos;
    }
}
