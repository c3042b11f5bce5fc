package io.tieline.update;

import io.tieline.update.release.Platform;
import io.tieline.update.release.RefusedException;
import io.tieline.update.release.RefusedException.Reason;
import io.tieline.update.release.ReleaseManifest;
import java.util.function.LongSupplier;

/** Whether a release that is signed right is one for this gateway as it is now. No clock is asked. */
final class Admission {

    private final UpdateSettings settings;
    private final LongSupplier freeBytes;

    /**
     * @param freeBytes on the disk releases are kept on
     */
    Admission(UpdateSettings settings, LongSupplier freeBytes) {
        this.settings = settings;
        this.freeBytes = freeBytes;
    }

    Platform platform() {
        return settings.platform();
    }

    void check(ReleaseManifest manifest, long highestCounter) throws RefusedException {
        if (!manifest.product().equals(settings.product())) {
            throw new RefusedException(
                    Reason.OTHER_PRODUCT,
                    "the release is for " + manifest.product() + ", this is " + settings.product());
        }
        if (!manifest.isFor(settings.platform())) {
            throw new RefusedException(
                    Reason.OTHER_PLATFORM,
                    "the release has nothing for " + settings.platform().folder() + "; take the one made for it");
        }
        if (manifest.counter() <= highestCounter || manifest.version().compareTo(settings.version()) < 0) {
            throw new RefusedException(
                    Reason.OLDER,
                    "release " + manifest.version() + " (" + manifest.counter() + ") is not newer than what runs here, "
                            + settings.version() + " (" + highestCounter + "); use a newer one");
        }
        if (settings.version().compareTo(manifest.compatibleFrom()) < 0) {
            throw new RefusedException(
                    Reason.STEP_TOO_LARGE,
                    "release " + manifest.version() + " can follow " + manifest.compatibleFrom()
                            + " or newer, here runs " + settings.version() + "; install one in between first");
        }
        long needed = manifest.size() + manifest.minimumFreeBytes();
        long free = freeBytes.getAsLong();
        if (free < needed) {
            throw new RefusedException(
                    Reason.NO_SPACE,
                    "the release needs " + needed + " bytes on the disk, " + free + " are free; make room");
        }
    }
}
