package io.tieline.update;

import io.tieline.update.release.RefusedException;
import io.tieline.update.release.ReleaseManifest;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Judges what somebody else has fetched and is about to install, or wants to be installed. What is refused is alarmed here;
 * nothing was touched then.
 */
public interface PackageGate {

    /**
     * Lets a single package through that the host will install itself.
     *
     * @param file a package
     * @param manifest of the release it belongs to; empty: nobody has signed it
     * @param signatures of that manifest
     * @return that manifest
     */
    ReleaseManifest admit(Path file, byte[] manifest, byte[] signatures) throws RefusedException, IOException;

    /**
     * Takes over a whole release, which is installed at its moment and put to the test.
     *
     * @param release an archive; no longer needed when this returns
     */
    void take(Path release) throws RefusedException, IOException;

    /**
     * Hears that something came in another way.
     *
     * @param sentence for people; empty: nothing, or not any more
     */
    void strange(String sentence);
}
