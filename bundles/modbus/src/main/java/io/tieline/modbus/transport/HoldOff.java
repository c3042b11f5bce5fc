package io.tieline.modbus.transport;

import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * How long a place that takes no connection is left alone: 0.25, 0.5 … 4 s, of which the latter half is drawn. However
 * many units share it, it sees one attempt in that time. Shorter than the pause of a single device after a failure, so
 * that one which has the place for itself never meets it.
 */
final class HoldOff {

    private static final long FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final int MOST_DOUBLINGS = 4;

    private final RandomGenerator random;
    private int failures;
    private long untilNanos;

    HoldOff(RandomGenerator random) {
        this.random = random;
    }

    void failed(long nowNanos) {
        long full = FIRST_NANOS << Math.min(failures, MOST_DOUBLINGS);
        failures++;
        untilNanos = nowNanos + full / 2 + random.nextLong(full / 2);
    }

    void succeeded() {
        failures = 0;
    }

    boolean isOver(long nowNanos) {
        return failures == 0 || nowNanos - untilNanos >= 0;
    }
}
