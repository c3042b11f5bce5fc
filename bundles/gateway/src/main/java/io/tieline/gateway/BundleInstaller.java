package io.tieline.gateway;

import io.tieline.update.Installer;
import io.tieline.update.PackageManifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Installs packages into the standalone runtime: here the jars change, {@link Switchover} makes the framework take them.
 *
 * <p>Nearly every bundle is one the gateway itself is wired to, so an update always restarts the gateway's bundles, and
 * the agent of the new version is the one that watches it.
 */
final class BundleInstaller implements Installer {

    private final PluginFiles files;
    private volatile List<Path> changed = List.of();

    BundleInstaller(PluginFiles files) {
        this.files = files;
    }

    @Override
    public Effect install(Path packageFile, PackageManifest manifest) throws IOException {
        files.restore();
        changed = files.replace(packageFile, manifest.bundles().keySet());
        return Effect.NEXT_START;
    }

    @Override
    public boolean hasPrevious() {
        return files.hasPrevious();
    }

    @Override
    public void restorePrevious() throws IOException {
        changed = files.restore();
    }

    @Override
    public void forgetPrevious() throws IOException {
        files.forget();
    }

    /** The jars the framework does not run yet. */
    List<Path> changed() {
        return changed;
    }
}
