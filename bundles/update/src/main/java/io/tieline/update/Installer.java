package io.tieline.update;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Puts packages where they take effect: into a Kura, into {@code plugins/}.
 *
 * <p>All calls may come again after a power cut and then have the same effect. None of them stops the {@link
 * UpdateAgent} that calls; what replaces the agent itself takes effect with the next start.
 */
public interface Installer {

    /** When an installed package takes effect. */
    enum Effect {
        NOW,
        NEXT_START
    }

    /** Installs a checked package; what was there before stays restorable until {@link #forgetPrevious}. */
    Effect install(Path packageFile, PackageManifest manifest) throws IOException;

    /** Whether there is something {@link #restorePrevious} would put back: the last package is in place. */
    boolean hasPrevious();

    /** Puts back what was there before the last {@link #install}, if there was one. */
    void restorePrevious() throws IOException;

    /** The new package has proved itself. */
    void forgetPrevious() throws IOException;
}
