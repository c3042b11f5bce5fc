package io.tieline.update;

import io.tieline.update.release.RefusedException;
import io.tieline.update.release.ReleaseManifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Puts releases where they take effect: into a Kura, beside the bundles of the standalone runtime.
 *
 * <p>All calls but {@link #check} may come again after a power cut and then have the same effect.
 */
public interface Installer {

    /** When an installed release takes effect. */
    enum Effect {
        NOW,
        NEXT_START
    }

    /** What runs now. */
    enum Running {
        /** What was there before the last {@link #install}. */
        PREVIOUS,
        /** What it brought. */
        INSTALLED
    }

    /**
     * Looks whether a release can run here; nothing that runs is touched.
     *
     * @param folder with its files, every one as it was signed
     * @throws RefusedException if it cannot
     */
    void check(Path folder, ReleaseManifest manifest) throws RefusedException, IOException;

    /** Keeps the configuration and the set of packages as they are now. */
    void snapshot() throws IOException;

    /**
     * Installs a checked release.
     *
     * @param folder with its files; may be moved away, but is not needed after {@link #keep} or {@link #restorePrevious}
     */
    Effect install(Path folder, ReleaseManifest manifest) throws IOException;

    Running running();

    /** Why {@link Running#PREVIOUS} runs although another was installed, in words; empty if nobody knows. */
    String whyNotInstalled();

    /** Begins what was installed, or what was put back. The process, or this part of it, ends soon after. */
    void restart();

    /** Why whoever was asked to {@link #restart} does not do so, once that is certain, in words. */
    default Optional<String> refusal() {
        return Optional.empty();
    }

    /**
     * Packages and configuration are again as {@link #snapshot} kept them, after a {@link #restart} at the latest. A
     * configuration that cannot be put back holds no packages up.
     *
     * @return what of the configuration is not as it was, in words
     */
    Optional<String> restorePrevious() throws IOException;

    /** The release has proved itself. */
    void keep() throws IOException;
}
