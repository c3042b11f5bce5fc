package io.tieline.update;

import io.tieline.update.release.Platform;
import java.lang.module.ModuleDescriptor.Version;
import java.time.Duration;

/**
 * What is updated, and how a release is put to the test.
 *
 * @param product the name releases must carry
 * @param version that runs now
 * @param platform it runs on
 * @param checkEvery time between two health checks
 * @param checksToPass this many good ones in a row confirm the update
 * @param deadline by when they must have come
 * @param decideWithin a version that has not made a decision by then is taken back at once: nobody steers meanwhile
 */
public record UpdateSettings(
        String product,
        Version version,
        Platform platform,
        Duration checkEvery,
        int checksToPass,
        Duration deadline,
        Duration decideWithin) {

    public UpdateSettings {
        if (checksToPass < 1 || checkEvery.multipliedBy(checksToPass).compareTo(deadline) > 0) {
            throw new IllegalArgumentException(
                    "deadline must leave time for checksToPass checks, one every checkEvery");
        }
        if (decideWithin.isNegative() || decideWithin.isZero()) {
            throw new IllegalArgumentException("decideWithin must be positive");
        }
    }
}
