package io.tieline.gateway.update;

import io.tieline.update.Installer;
import io.tieline.update.release.Durable;
import io.tieline.update.release.Platform;
import io.tieline.update.release.RefusedException;
import io.tieline.update.release.RefusedException.Reason;
import io.tieline.update.release.ReleaseManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Installs releases beside the standalone runtime: each is a whole set of bundles in a folder of its own, and the
 * launcher starts one set or another. Neither the installation nor the set that runs is ever changed, nor the
 * configuration: keys a release has renamed are found under their old names.
 */
final class StandaloneInstaller implements Installer {

    private static final String PLUGINS = "plugins";

    private final Boot boot;
    private final Path sets;
    private final int takeOverSeconds;
    private final Runnable beforeRestart;

    /**
     * @param folder for the sets of bundles
     * @param takeOverSeconds a release in which nobody reports by then is given up by the launcher
     * @param beforeRestart is run when this gateway is about to be stopped for another
     */
    StandaloneInstaller(Boot boot, Path folder, int takeOverSeconds, Runnable beforeRestart) {
        this.boot = boot;
        this.sets = folder.resolve("sets");
        this.takeOverSeconds = takeOverSeconds;
        this.beforeRestart = beforeRestart;
    }

    private static Path plugins(Path release) {
        return release.resolve(Platform.STANDALONE.folder()).resolve(PLUGINS);
    }

    @Override
    public void check(Path folder, ReleaseManifest manifest) throws RefusedException, IOException {
        if (!Files.isDirectory(plugins(folder))) {
            throw new RefusedException(Reason.CANNOT_RUN, "the release brings no bundles for this gateway");
        }
        String problem = boot.check(plugins(folder));
        if (!problem.isEmpty()) {
            throw new RefusedException(Reason.CANNOT_RUN, "the release cannot run here: " + problem);
        }
    }

    /** There is nothing to keep: neither the configuration nor the bundles that run are ever changed. */
    @Override
    public void snapshot() throws IOException {
        tidy(boot.look().plugins());
    }

    @Override
    public Effect install(Path folder, ReleaseManifest manifest) throws IOException {
        Path set = Files.createDirectories(sets).resolve(String.valueOf(manifest.counter()));
        if (Files.exists(folder)) {
            Durable.delete(set);
            Durable.move(folder, set);
        }
        boot.tryOut(plugins(set).toAbsolutePath(), manifest.migrations(), takeOverSeconds);
        return Effect.NEXT_START;
    }

    @Override
    public Running running() {
        try {
            return boot.look().trial() ? Running.INSTALLED : Running.PREVIOUS;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String whyNotInstalled() {
        try {
            return boot.look().failure();
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void restart() {
        beforeRestart.run();
        try {
            boot.restart();
        } catch (IOException e) {
            throw new IllegalStateException("the gateway cannot be restarted: " + e.getMessage(), e);
        }
    }

    @Override
    public Optional<String> restorePrevious() throws IOException {
        boot.giveBack();
        return Optional.empty();
    }

    @Override
    public void keep() throws IOException {
        boot.keep();
        tidy(boot.look().plugins());
    }

    /** Sets that nothing runs from. */
    private void tidy(Path running) throws IOException {
        if (!Files.isDirectory(sets)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> found = Files.list(sets)) {
            all = found.toList();
        }
        for (Path set : all) {
            if (!running.toAbsolutePath().startsWith(set.toAbsolutePath())) {
                Durable.delete(set);
            }
        }
    }
}
