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
 * @param steerWithin a version whose control has not come round by then is taken back at once: nobody steers meanwhile; on a
 *     slow machine {@link Probation#SLOWER} times as long as the version before needed
 * @param decideWithin a version that has not made a decision by then is taken back, too: the first look at all devices takes its time
 */
public record UpdateSettings(
        String product,
        Version version,
        Platform platform,
        Duration checkEvery,
        int checksToPass,
        Duration deadline,
        Duration steerWithin,
        Duration decideWithin) {

    public UpdateSettings {
        if (checksToPass < 1 || checkEvery.multipliedBy(checksToPass).compareTo(deadline) > 0) {
            throw new IllegalArgumentException(
                    "deadline must leave time for checksToPass checks, one every checkEvery");
        }
        if (steerWithin.isNegative() || steerWithin.isZero() || decideWithin.compareTo(steerWithin) < 0) {
            throw new IllegalArgumentException("steerWithin must be positive, and decideWithin not less");
        }
    }
}
