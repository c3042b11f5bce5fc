package io.tieline.kura.debian;

import io.tieline.update.Installer;
import io.tieline.update.release.Durable;
import io.tieline.update.release.RefusedException;
import io.tieline.update.release.ReleaseManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Exchanges our Debian package, as root, and has Kura take it in, which it does at its start only. */
final class DpkgInstaller implements Installer {

    private static final List<String> RESTART_KURA = List.of("systemctl", "restart", "kura.service");

    private final Dpkg dpkg;
    private final Path folder;
    private final Path before;
    private final Path candidate;

    /** @param folder of root's alone */
    DpkgInstaller(Dpkg dpkg, Path folder) {
        this.dpkg = dpkg;
        this.folder = folder;
        this.before = folder.resolve("before.deb");
        this.candidate = folder.resolve("candidate");
    }

    @Override
    public void check(Path release, ReleaseManifest manifest) throws RefusedException, IOException {
        new DebianRelease(dpkg).check(release, manifest);
    }

    @Override
    public void snapshot() throws IOException {
        Files.deleteIfExists(candidate);
        new InstalledPackage(dpkg, folder).packInto(before);
    }

    @Override
    public Effect install(Path release, ReleaseManifest manifest) throws IOException {
        Durable.write(candidate, manifest.version() + "\n");
        try {
            dpkg.install(DebianRelease.only(release, manifest));
        } catch (RefusedException e) {
            throw new IOException(e.getMessage(), e);
        }
        restartKura();
        return Effect.NOW;
    }

    @Override
    public Running running() {
        try {
            return Files.exists(candidate)
                            && dpkg.installed(DebianRelease.PACKAGE)
                                    .filter(Files.readString(candidate).strip()::equals)
                                    .isPresent()
                    ? Running.INSTALLED
                    : Running.PREVIOUS;
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    @Override
    public String whyNotInstalled() {
        return "somebody has installed another package meanwhile";
    }

    @Override
    public void restart() {
        // What is installed or put back is begun at once: Kura would take it in at any start, expected or not.
    }

    private static void restartKura() throws IOException {
        Dpkg.ask(RESTART_KURA);
    }

    @Override
    public Optional<String> restorePrevious() throws IOException {
        if (Files.exists(candidate)) {
            dpkg.install(before);
            restartKura();
            Files.delete(candidate);
        }
        Files.deleteIfExists(before);
        return Optional.empty();
    }

    @Override
    public void keep() throws IOException {
        Files.deleteIfExists(candidate);
        Files.deleteIfExists(before);
    }
}
