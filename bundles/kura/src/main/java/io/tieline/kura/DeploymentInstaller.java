package io.tieline.kura;

import io.tieline.kura.PackageContent.PackedBundle;
import io.tieline.update.Installer;
import io.tieline.update.release.DeploymentPackage;
import io.tieline.update.release.Durable;
import io.tieline.update.release.Platform;
import io.tieline.update.release.RefusedException;
import io.tieline.update.release.RefusedException.Reason;
import io.tieline.update.release.ReleaseManifest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.service.deploymentadmin.DeploymentAdmin;

/**
 * Exchanges our deployment package on a Kura 5.
 *
 * <p>The new package runs in this process only, until it has proved itself: the list Kura starts from names the one before
 * all the while. Whatever ends the process meanwhile, a power cut or Kura's watchdog, brings the version before back.
 */
final class DeploymentInstaller implements Installer {

    static final String PACKAGE = "tieline";

    private final DeploymentAdmin admin;
    private final KeptConfiguration configuration;
    private final PackageList packages;
    private final HostBundles host;
    private final Trial trial;
    private final Duration takeOver;
    private final Runnable beforeRestart;

    /**
     * @param folder for what is kept over an update
     * @param takeOver a version in which nobody reports by then is given up
     */
    DeploymentInstaller(
            DeploymentAdmin admin,
            KeptConfiguration configuration,
            PackageList packages,
            HostBundles host,
            Path folder,
            Duration takeOver,
            Runnable beforeRestart)
            throws IOException {
        this.admin = admin;
        this.configuration = configuration;
        this.packages = packages;
        this.host = host;
        this.trial = new Trial(Files.createDirectories(folder));
        this.takeOver = takeOver;
        this.beforeRestart = beforeRestart;
        if (isCandidate()) {
            Durable.write(trial.taken(), host.version() + "\n");
        }
    }

    @Override
    public void check(Path folder, ReleaseManifest manifest) throws RefusedException, IOException {
        Path file = only(folder, manifest);
        DeploymentPackage next;
        try (InputStream content = Files.newInputStream(file)) {
            next = DeploymentPackage.read(content);
        }
        if (!next.name().equals(PACKAGE)) {
            throw new RefusedException(
                    Reason.OTHER_PRODUCT, "the release brings the package " + next.name() + ", not " + PACKAGE);
        }
        if (next.version().equals(host.version())) {
            throw new RefusedException(
                    Reason.OLDER, "the package's version " + next.version() + " runs already; use a newer one");
        }
        next.requireDistinct(host.othersThan(PACKAGE));
        Optional<String> lacking = host.lacking(file);
        if (lacking.isPresent()) {
            throw new RefusedException(
                    Reason.CANNOT_RUN,
                    "this Kura does not have " + lacking.get() + "; use the package for its major version");
        }
        configuration.require(manifest.migrations());
        requireExchange(file);
    }

    /** That Kura's deployment admin would exchange every bundle that differs, and that it could be undone. */
    private void requireExchange(Path file) throws RefusedException, IOException {
        Optional<Path> now = packages.file(PACKAGE);
        if (now.isEmpty()) {
            throw new RefusedException(
                    Reason.CANNOT_RUN,
                    "Kura's list of packages does not name " + PACKAGE + ", nothing could be put back; install the"
                            + " package that runs through Kura's console once more");
        }
        Optional<PackedBundle> changed =
                PackageContent.read(file).changedUnderItsVersion(PackageContent.read(now.get()));
        if (changed.isPresent()) {
            throw new RefusedException(
                    Reason.CANNOT_RUN,
                    "the bundle " + changed.get().symbolicName() + " is another than the one that runs and has its"
                            + " version, " + changed.get().version()
                            + ": Kura would keep the old one; raise its version"
                            + " and make the release again");
        }
    }

    private static Path only(Path folder, ReleaseManifest manifest) throws RefusedException {
        List<String> files = manifest.filesFor(Platform.KURA_5).stream()
                .filter(name -> name.endsWith(".dp"))
                .toList();
        if (files.size() != 1) {
            throw new RefusedException(
                    Reason.CANNOT_RUN, "the release brings " + files.size() + " packages for Kura 5, it must be one");
        }
        return folder.resolve(files.get(0));
    }

    @Override
    public void snapshot() throws IOException {
        Path now = packages.file(PACKAGE)
                .orElseThrow(() -> new IOException("Kura's list of packages does not name " + PACKAGE));
        Durable.copy(now, trial.before());
    }

    @Override
    public Effect install(Path folder, ReleaseManifest manifest) throws IOException {
        Path set = trial.folder().resolve("release");
        if (Files.exists(folder)) {
            Durable.delete(set);
            Durable.move(folder, set);
        }
        try (InputStream content = Files.newInputStream(only(set, manifest))) {
            trial.begin(new Trial.Candidate(
                    DeploymentPackage.read(content).version(),
                    only(set, manifest),
                    configuration.snapshot(manifest.migrations())));
            prepareFixes(only(set, manifest));
        } catch (RefusedException e) {
            throw new IOException(e.getMessage(), e);
        }
        return Effect.NEXT_START;
    }

    /** For both ways, now that everything still runs. */
    private void prepareFixes(Path candidate) {
        try {
            PackageContent before = PackageContent.read(trial.before());
            PackageContent next = PackageContent.read(candidate);
            FixPackage.make(before, next, trial.candidateFix());
            FixPackage.make(next, before, trial.beforeFix());
        } catch (IOException e) {
            // For instance no space: then the packages are exchanged whole, and only the pause is longer.
        }
    }

    @Override
    public Running running() {
        try {
            return isCandidate() || trial.isGivenUp(host.version()) ? Running.INSTALLED : Running.PREVIOUS;
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private boolean isCandidate() throws IOException {
        return trial.candidate()
                .filter(candidate -> candidate.version().equals(host.version()))
                .isPresent();
    }

    @Override
    public String whyNotInstalled() {
        try {
            return Files.exists(trial.failure())
                    ? Files.readString(trial.failure())
                    : "Kura was restarted before it had proved itself, or would not take it";
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void restart() {
        beforeRestart.run();
        Optional<Trial.Candidate> next;
        try {
            next = trial.candidate();
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
        // A fix package is refused, before anything is stopped, where the package it is for is not.
        List<Path> before = List.of(trial.beforeFix(), trial.before());
        Changeover changeover = next.isPresent()
                ? new Changeover(
                        admin,
                        List.of(trial.candidateFix(), next.get().file()),
                        before,
                        trial.taken(),
                        trial.failure(),
                        trial.late(),
                        takeOver.toMillis())
                : new Changeover(admin, before, before, trial.taken(), trial.failure(), trial.late(), 0);
        Thread thread = new Thread(changeover, "tieline-changeover");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public Optional<String> restorePrevious() throws IOException {
        Optional<String> lost = trial.candidate().flatMap(given -> configuration.restore(given.configuration()));
        trial.giveUp();
        return lost;
    }

    @Override
    public void keep() throws IOException {
        Optional<Trial.Candidate> candidate = trial.candidate();
        if (candidate.isPresent()) {
            Path kept =
                    packages.folder().resolve(PACKAGE + "_" + candidate.get().version() + ".dp");
            Durable.copy(candidate.get().file(), kept);
            new KnownPackages(packages).add(kept);
            packages.enter(PACKAGE, kept);
        }
        trial.end();
        Durable.delete(trial.folder().resolve("release"));
        Files.deleteIfExists(trial.before());
    }
}
