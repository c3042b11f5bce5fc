package io.tieline.uplink;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Pauses that double, each shortened by a random part of up to a half so that a fleet does not come back at once. */
final class BackOff {

    private final UplinkSettings.BackOff bounds;
    private final RandomGenerator random;
    private long millis;

    BackOff(UplinkSettings.BackOff bounds, RandomGenerator random) {
        this.bounds = bounds;
        this.random = random;
        this.millis = bounds.first().toMillis();
    }

    void reset() {
        millis = bounds.first().toMillis();
    }

    Duration next() {
        long pause = (long) (millis * (1 - random.nextDouble() / 2));
        millis = Math.min(bounds.longest().toMillis(), millis * 2);
        return Duration.ofMillis(pause);
    }
}
