package io.tieline.kura.debian;

import io.tieline.update.release.Platform;
import io.tieline.update.release.RefusedException;
import io.tieline.update.release.RefusedException.Reason;
import io.tieline.update.release.ReleaseManifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Whether the Debian package of a release can be installed here; asked by the gateway, and again by the updater. */
public final class DebianRelease {

    static final String PACKAGE = "kura-tieline";

    private final Dpkg dpkg;

    /** @param root of the machine */
    public DebianRelease(Path root) {
        this(new Dpkg(root));
    }

    DebianRelease(Dpkg dpkg) {
        this.dpkg = dpkg;
    }

    /**
     * Refuses what dpkg would not install, or would install as something else than was signed.
     *
     * @param folder with the files of the release
     */
    public void check(Path folder, ReleaseManifest manifest) throws RefusedException, IOException {
        new PinnedKeys(dpkg.root()).require();
        Path deb = only(folder, manifest);
        String name = dpkg.field(deb, "Package");
        if (!name.equals(PACKAGE)) {
            throw new RefusedException(
                    Reason.OTHER_PRODUCT, "the release brings the package " + name + ", not " + PACKAGE);
        }
        String version = dpkg.field(deb, "Version");
        if (!version.equals(manifest.version().toString())) {
            throw new RefusedException(
                    Reason.CANNOT_RUN,
                    "the package says it is version " + version + ", the release " + manifest.version()
                            + "; make the release anew");
        }
        if (dpkg.installed(PACKAGE).filter(version::equals).isPresent()) {
            throw new RefusedException(
                    Reason.OLDER, "the package's version " + version + " is installed already; use a newer one");
        }
        Optional<String> lacking = dpkg.lacking(deb);
        if (lacking.isPresent()) {
            throw new RefusedException(
                    Reason.CANNOT_RUN,
                    "the package depends on " + lacking.get() + ", which is not here; use the one for this Kura");
        }
    }

    static Path only(Path folder, ReleaseManifest manifest) throws RefusedException {
        List<String> files = manifest.filesFor(Platform.KURA_6).stream()
                .filter(name -> name.endsWith(".deb"))
                .toList();
        if (files.size() != 1) {
            throw new RefusedException(
                    Reason.CANNOT_RUN, "the release brings " + files.size() + " packages for Kura 6, it must be one");
        }
        return folder.resolve(files.get(0));
    }
}
