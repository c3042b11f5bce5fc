package io.tieline.southbound;

/**
 * The fixed grid of polls of one device. A poll that comes too late is left out, never made up for: no burst after a
 * stall.
 */
final class Cadence {

    private final long periodNanos;
    private long nextNanos;
    private long poll;

    Cadence(long periodNanos, long firstNanos) {
        this.periodNanos = periodNanos;
        this.nextNanos = firstNanos;
    }

    /** Counts the polls that have fallen due; true if there was one. */
    boolean advance(long nowNanos) {
        long late = nowNanos - nextNanos;
        if (late < 0) {
            return false;
        }
        long fallen = late / periodNanos + 1;
        poll += fallen;
        nextNanos += fallen * periodNanos;
        return true;
    }

    /** The number of the present poll; 0 before the first. */
    long poll() {
        return poll;
    }

    long nextNanos() {
        return nextNanos;
    }
}
