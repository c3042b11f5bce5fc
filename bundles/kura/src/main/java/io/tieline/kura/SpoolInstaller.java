package io.tieline.kura;

import io.tieline.kura.debian.DebianRelease;
import io.tieline.kura.debian.Spool;
import io.tieline.kura.debian.Spool.Health;
import io.tieline.update.Installer;
import io.tieline.update.release.Durable;
import io.tieline.update.release.RefusedException;
import io.tieline.update.release.ReleaseManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Has our Debian package exchanged on a Kura 6 by the updater, who is root: Kura's own user may install nothing.
 *
 * <p>Whether the new version does its work is for the gateway in it to judge; the updater hears the verdict, and takes the
 * package back if it hears none.
 */
final class SpoolInstaller implements Installer {

    private final Spool spool;
    private final DebianRelease debian;
    private final KeptConfiguration configuration;
    private final Trial trial;
    private final String version;
    private final Duration probation;
    private final Runnable beforeRestart;

    /**
     * @param folder for what is kept over an update
     * @param version of the bundle that runs
     */
    SpoolInstaller(
            Spool spool,
            DebianRelease debian,
            KeptConfiguration configuration,
            Path folder,
            String version,
            Duration probation,
            Runnable beforeRestart)
            throws IOException {
        this.spool = spool;
        this.debian = debian;
        this.configuration = configuration;
        this.trial = new Trial(Files.createDirectories(folder));
        this.version = version;
        this.probation = probation;
        this.beforeRestart = beforeRestart;
        if (isCandidate()) {
            report(Health.WATCHED);
        }
    }

    @Override
    public void check(Path folder, ReleaseManifest manifest) throws RefusedException, IOException {
        debian.check(folder, manifest);
        configuration.require(manifest.migrations());
    }

    @Override
    public void snapshot() {
        // The updater keeps the package, Kura its configuration.
    }

    @Override
    public Effect install(Path folder, ReleaseManifest manifest) throws IOException {
        copy(folder, spool.release());
        trial.begin(new Trial.Candidate(
                manifest.version().toString(), spool.release(), configuration.snapshot(manifest.migrations())));
        return Effect.NEXT_START;
    }

    /** The spool may be on another disk. Whether all of it has arrived is for the updater to see. */
    private static void copy(Path from, Path to) throws IOException {
        Durable.delete(to);
        List<Path> all;
        try (Stream<Path> found = Files.walk(from)) {
            all = found.toList();
        }
        for (Path each : all) {
            Files.copy(each, to.resolve(from.relativize(each).toString()));
        }
    }

    @Override
    public Running running() {
        try {
            return isCandidate() || trial.isGivenUp(version) ? Running.INSTALLED : Running.PREVIOUS;
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private boolean isCandidate() throws IOException {
        return trial.candidate()
                .filter(candidate -> candidate.version().equals(version))
                .isPresent();
    }

    private void report(Health health) throws IOException {
        spool.report(version, health);
    }

    @Override
    public String whyNotInstalled() {
        return answer().orElse("Kura was restarted before it was installed");
    }

    private Optional<String> answer() {
        try {
            Optional<Trial.Candidate> candidate = trial.candidate();
            return candidate.isPresent() ? spool.answer(candidate.get().version()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> refusal() {
        try {
            return spool.withdraw()
                    ? Optional.of("nobody takes it up: look at systemctl status kura-tieline-update.path")
                    : answer();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void restart() {
        try {
            beforeRestart.run();
            Optional<Trial.Candidate> next = trial.candidate();
            if (next.isPresent()) {
                spool.ask(new Spool.Request(next.get().version(), probation));
            } else {
                report(Health.GIVEN_UP);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    @Override
    public Optional<String> restorePrevious() throws IOException {
        spool.withdraw();
        Optional<String> lost = trial.candidate().flatMap(given -> configuration.restore(given.configuration()));
        trial.giveUp();
        Durable.delete(spool.release());
        return lost;
    }

    @Override
    public void keep() throws IOException {
        if (isCandidate()) {
            report(Health.PROVED);
        }
        trial.end();
        Durable.delete(spool.release());
    }
}
