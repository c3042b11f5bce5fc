package io.tieline.update;

import java.time.Duration;

/**
 * How an update is put to the test.
 *
 * @param product the name packages must carry
 * @param checkEvery time between two health checks
 * @param checksToPass this many good ones in a row confirm the update
 * @param deadline by when they must have come
 */
public record UpdateSettings(String product, Duration checkEvery, int checksToPass, Duration deadline) {

    public UpdateSettings {
        if (checksToPass < 1 || checkEvery.multipliedBy(checksToPass).compareTo(deadline) > 0) {
            throw new IllegalArgumentException(
                    "deadline must leave time for checksToPass checks, one every checkEvery");
        }
    }

    /** Six good checks ten seconds apart within five minutes. */
    public static UpdateSettings standard() {
        return new UpdateSettings("tieline", Duration.ofSeconds(10), 6, Duration.ofMinutes(5));
    }
}
