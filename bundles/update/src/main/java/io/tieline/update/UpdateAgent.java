package io.tieline.update;

import io.tieline.update.RefusedException.Reason;
import io.tieline.update.UpdateState.Phase;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.PublicKey;
import java.util.List;
import java.util.function.Consumer;

/**
 * Leads an update from a file to a proved version, or back.
 *
 * <p>Every step is on disk before it is taken, so a power cut at any moment ends in the old version or in the new one
 * on probation, never in between. Thread-safe.
 */
public final class UpdateAgent {

    private final Path staged;
    private final StateFile file;
    private final PublicKey key;
    private final UpdateSettings settings;
    private final Installer installer;
    private final HealthCheck health;
    private final Timer timer;
    private final Consumer<UpdateState> listener;

    private UpdateState state;
    private int goodChecks;
    /** The last bad check is the reason people want to read when the deadline strikes. */
    private String lastProblem = "";

    /** Grows with each probation; timers of an earlier one find themselves outdated. */
    private int probation;

    /**
     * An agent that has not looked at what happened before; see {@link #resume}.
     *
     * @param directory its own, for the staged package and the state
     * @param key of the one who releases
     * @param listener is told of each change, by the thread that made it
     * @throws IOException if the state cannot be read; no update is possible then
     */
    public UpdateAgent(
            Path directory,
            PublicKey key,
            UpdateSettings settings,
            Installer installer,
            HealthCheck health,
            Timer timer,
            Consumer<UpdateState> listener)
            throws IOException {
        Files.createDirectories(directory);
        this.staged = directory.resolve("staged.tlp");
        this.file = new StateFile(directory.resolve("state"));
        this.key = key;
        this.settings = settings;
        this.installer = installer;
        this.health = health;
        this.timer = timer;
        this.listener = listener;
        this.state = file.load();
    }

    public synchronized UpdateState state() {
        return state;
    }

    /** Goes on where the process before this one ended. To be called once, when the gateway has started. */
    public synchronized void resume() throws IOException {
        switch (state.phase()) {
            case INSTALLED -> proveOrGiveUp();
            case INSTALLING -> revert("the gateway was restarted while installing " + state.version());
            case PROBATION -> revert("the gateway was restarted before " + state.version() + " had proved itself");
            case REVERTING -> finishRevert();
            case IDLE, STAGED, CONFIRMED, REVERTED -> {
                // Nothing was under way.
            }
        }
    }

    /** Whoever started us may have put back the version before, because the new one did not come up at all. */
    private void proveOrGiveUp() throws IOException {
        if (installer.hasPrevious()) {
            beginProbation();
        } else {
            become(state.because(Phase.REVERTED, "it did not start"));
        }
    }

    /**
     * Checks a package and keeps a copy of it.
     *
     * @throws RefusedException if the package is not to be installed; nothing has changed then
     */
    public synchronized PackageManifest stage(Path packageFile) throws RefusedException, IOException {
        if (!state.isSettled()) {
            throw new RefusedException(
                    Reason.BUSY, "version " + state.version() + " is on probation; try again when it is over");
        }
        Path copy = staged.resolveSibling("incoming.tlp");
        try {
            Files.copy(packageFile, copy, StandardCopyOption.REPLACE_EXISTING);
            // Our copy is checked, not the original: nobody can exchange it between check and installation.
            PackageManifest manifest = accepted(copy);
            try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(copy, staged, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            become(new UpdateState(Phase.STAGED, manifest.version(), manifest.counter(), state.highestCounter(), ""));
            return manifest;
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private PackageManifest accepted(Path packageFile) throws RefusedException {
        PackageManifest manifest = UpdatePackage.verify(packageFile, key);
        if (!manifest.name().equals(settings.product())) {
            throw new RefusedException(
                    Reason.OTHER_PRODUCT, "the package is for " + manifest.name() + ", this is " + settings.product());
        }
        if (manifest.counter() < state.highestCounter()) {
            throw new RefusedException(
                    Reason.OLDER,
                    "release " + manifest.counter() + " is older than release " + state.highestCounter()
                            + ", which ran here; use a newer one");
        }
        return manifest;
    }

    /**
     * Installs the staged package.
     *
     * @throws RefusedException if there is none, or it is not what was staged any more
     */
    public synchronized void install() throws RefusedException, IOException {
        if (state.phase() != Phase.STAGED) {
            throw new RefusedException(Reason.BUSY, "no package is staged; stage one first");
        }
        PackageManifest manifest = accepted(staged);
        become(state.to(Phase.INSTALLING));
        Installer.Effect effect;
        try {
            effect = installer.install(staged, manifest);
        } catch (IOException | RuntimeException e) {
            revert("the installation failed: " + e.getMessage());
            return;
        }
        become(state.to(Phase.INSTALLED));
        if (effect == Installer.Effect.NOW) {
            beginProbation();
        }
    }

    private void beginProbation() throws IOException {
        become(state.to(Phase.PROBATION));
        goodChecks = 0;
        lastProblem = "";
        int mine = ++probation;
        timer.after(settings.checkEvery(), () -> check(mine));
        timer.after(
                settings.deadline(),
                () -> settle(
                        mine,
                        List.of("no lasting health within "
                                + settings.deadline().toSeconds() + " s"),
                        true));
    }

    private void check(int mine) {
        List<String> problems;
        try {
            problems = health.problems();
        } catch (RuntimeException e) {
            problems = List.of("the health check failed: " + e);
        }
        settle(mine, problems, false);
    }

    private synchronized void settle(int mine, List<String> problems, boolean overdue) {
        if (mine != probation || state.phase() != Phase.PROBATION) {
            return;
        }
        goodChecks = problems.isEmpty() ? goodChecks + 1 : 0;
        try {
            if (overdue) {
                revert(problems.get(0) + (lastProblem.isEmpty() ? "" : ": " + lastProblem));
            } else if (goodChecks == settings.checksToPass()) {
                installer.forgetPrevious();
                become(new UpdateState(
                        Phase.CONFIRMED,
                        state.version(),
                        state.counter(),
                        Math.max(state.counter(), state.highestCounter()),
                        ""));
            } else {
                lastProblem = String.join("; ", problems);
                timer.after(settings.checkEvery(), () -> check(mine));
            }
        } catch (IOException e) {
            // Still on probation on disk: the deadline, or the next start, takes it back.
            lastProblem = e.toString();
        }
    }

    private void revert(String why) throws IOException {
        become(state.because(Phase.REVERTING, why));
        finishRevert();
    }

    private void finishRevert() throws IOException {
        try {
            installer.restorePrevious();
        } catch (IOException | RuntimeException e) {
            timer.after(settings.checkEvery(), this::retryRevert);
            return;
        }
        become(state.to(Phase.REVERTED));
    }

    private synchronized void retryRevert() {
        if (state.phase() == Phase.REVERTING) {
            try {
                finishRevert();
            } catch (IOException e) {
                timer.after(settings.checkEvery(), this::retryRevert);
            }
        }
    }

    private void become(UpdateState next) throws IOException {
        file.store(next);
        state = next;
        listener.accept(next);
    }
}
