package io.tieline.modbus.transport;

/**
 * Keeps a unit from being asked again while its answer to the request before may still come: where frames bear no number,
 * the late answer could be taken for the one to the new request. Only the last unit that was late need be known: before
 * another can be late, as much time has passed.
 */
final class Quarantine {

    private static final int NOBODY = -1;

    private int unit = NOBODY;
    private long untilNanos;

    void put(int late, long until) {
        unit = late;
        untilNanos = until;
    }

    /** How long a unit must still be left alone, 0 if it need not. */
    long left(int asked, long nowNanos) {
        if (asked != unit) {
            return 0;
        }
        long left = untilNanos - nowNanos;
        if (left <= 0) {
            unit = NOBODY;
        }
        return Math.max(0, left);
    }
}
