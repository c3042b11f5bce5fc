package io.tieline.southbound;

import java.util.Random;

/** How long to leave a device alone after it failed: 1, 2, 4 … 60 s, of which the latter half is drawn. */
final class BackOff {

    private static final long FIRST_NANOS = 1_000_000_000L;
    private static final long MOST_NANOS = 60 * FIRST_NANOS;

    private final Random random;
    private int failures;

    BackOff(Random random) {
        this.random = random;
    }

    /** The next pause, longer than the one before. Drawn so that devices behind one broken switch do not return as one. */
    long nextNanos() {
        long full = failures >= 6 ? MOST_NANOS : Math.min(MOST_NANOS, FIRST_NANOS << failures);
        failures = Math.min(failures + 1, 6);
        return full / 2 + (long) (random.nextDouble() * (full - full / 2));
    }

    void reset() {
        failures = 0;
    }
}
