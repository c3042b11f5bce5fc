package io.tieline.update;

import io.tieline.update.UpdateState.Phase;
import io.tieline.update.release.Durable;
import io.tieline.update.release.RefusedException;
import io.tieline.update.release.RefusedException.Reason;
import io.tieline.update.release.ReleaseManifest;
import io.tieline.update.release.Trust;
import io.tieline.update.release.Verifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Leads an update from a file to a proved version, or back.
 *
 * <p>Every step is on disk before it is taken, so a power cut at any moment ends in the old version or in the new one
 * on probation, never in between. Thread-safe.
 */
public final class UpdateAgent {

    /** One power cut does not cost the update; a version that kills its process does not get a third chance. */
    private static final int STARTS = 2;

    private final Path staged;
    private final StateFile file;
    private final KeyBook keys;
    private final Admission admission;
    private final Surroundings around;
    private final Probation probation;

    private volatile UpdateState state;

    /**
     * What an update works on and asks.
     *
     * @param objection why nothing may be changed now, in words; empty: it may
     * @param freeBytes on the disk of the agent's directory
     * @param listener is told of each change, by the thread that made it
     */
    public record Surroundings(
            Installer installer,
            HealthCheck health,
            Supplier<Optional<String>> objection,
            LongSupplier freeBytes,
            Timer timer,
            Consumer<UpdateState> listener) {}

    /**
     * An agent that has not looked at what happened before; see {@link #resume}.
     *
     * @param directory its own, for the staged release and the state
     * @param pinned whose releases count, as it was said at installation
     * @throws IOException if the state cannot be read; no update is possible then
     */
    public UpdateAgent(Path directory, Trust pinned, UpdateSettings settings, Surroundings around) throws IOException {
        Files.createDirectories(directory);
        this.staged = directory.resolve("staged");
        this.file = new StateFile(directory.resolve("state"));
        this.keys = new KeyBook(pinned, directory);
        this.admission = new Admission(settings, around.freeBytes());
        this.around = around;
        this.probation = new Probation(settings, around.health(), around.timer(), new Outcome());
        this.state = file.load();
    }

    /** Where it stands; never waits for a step that is being taken. */
    public UpdateState state() {
        return state;
    }

    /** Goes on where the process before this one ended. To be called once, when the gateway has started. */
    public synchronized void resume() throws IOException {
        switch (state.phase()) {
            case INSTALLED, PROBATION -> proveOrGiveUp();
            case SNAPSHOT, INSTALLING -> revert("the gateway was restarted while installing " + state.version());
            case COMMITTING -> commit();
            case REVERTING -> finishRevert();
            case IDLE, STAGED, CONFIRMED, REVERTED -> {
                // Nothing was under way.
            }
        }
    }

    /** Whoever started us may have put back the version before, because the new one did not come up at all. */
    private void proveOrGiveUp() throws IOException {
        if (around.installer().running() == Installer.Running.PREVIOUS) {
            String why = around.installer().whyNotInstalled();
            revert(why.isEmpty() ? "it did not start" : why);
        } else if (state.starts() >= STARTS) {
            revert("the gateway ended " + state.starts() + " times before " + state.version() + " had proved itself");
        } else {
            beginProbation();
        }
    }

    /** Who wants a release to be installed. */
    public enum Wish {
        /** A person, who may want the same again. */
        DELIBERATE,
        /** A source that is looked at again and again. */
        AUTOMATIC
    }

    /**
     * Checks a release and keeps a copy of it.
     *
     * @param release a folder or an archive
     * @throws RefusedException if the release is not to be installed; nothing that runs has changed then
     */
    public synchronized ReleaseManifest stage(Path release, Wish wish) throws RefusedException, IOException {
        if (!state.isSettled()) {
            throw new RefusedException(
                    Reason.BUSY, "version " + state.version() + " is on probation; try again when it is over");
        }
        Path copy = staged.resolveSibling("staged.next");
        Durable.delete(copy);
        try {
            Files.createDirectories(copy);
            // Our copy is checked, not the original: nobody can exchange it between check and installation.
            ReleaseManifest manifest = new Verifier(keys.trust()).unpack(release, read -> admit(read, wish), copy);
            around.installer().check(copy, manifest);
            if (state.phase() == Phase.STAGED) {
                become(new UpdateState(Phase.IDLE, "", 0, state.highestCounter(), 0, ""));
            }
            Durable.delete(staged);
            Durable.move(copy, staged);
            become(new UpdateState(
                    Phase.STAGED, manifest.version().toString(), manifest.counter(), state.highestCounter(), 0, ""));
            return manifest;
        } finally {
            Durable.delete(copy);
        }
    }

    private void admit(ReleaseManifest manifest, Wish wish) throws RefusedException {
        if (wish == Wish.AUTOMATIC && state.phase() == Phase.REVERTED && manifest.counter() == state.counter()) {
            throw new RefusedException(
                    Reason.FAILED_BEFORE,
                    "release " + manifest.version() + " was taken back here (" + state.reason()
                            + "); put it into the inbox to try it again");
        }
        admission.check(manifest, state.highestCounter());
    }

    /**
     * Checks a single package that somebody else is about to install.
     *
     * @param manifest of the release it belongs to
     * @return that manifest
     * @throws RefusedException if it may not be installed here
     */
    public synchronized ReleaseManifest judge(Path file, byte[] manifest, byte[] signatures)
            throws RefusedException, IOException {
        if (!state.isSettled()) {
            throw new RefusedException(
                    Reason.BUSY, "version " + state.version() + " is on probation; try again when it is over");
        }
        ReleaseManifest release =
                new Verifier(keys.trust()).verifyAlone(file, manifest, signatures, admission.platform());
        admission.check(release, state.highestCounter());
        return release;
    }

    /** Why the staged release waits; empty: it does not, or there is none. */
    public Optional<String> waitsFor() {
        return state().phase() == Phase.STAGED ? around.objection().get() : Optional.empty();
    }

    /**
     * Installs the staged release, whatever the moment; ask {@link #waitsFor} before.
     *
     * @throws RefusedException if there is none, or it is not what was staged any more
     */
    public synchronized void install() throws RefusedException, IOException {
        if (state.phase() != Phase.STAGED) {
            throw new RefusedException(Reason.BUSY, "no release is staged; stage one first");
        }
        ReleaseManifest manifest = new Verifier(keys.trust()).verify(staged);
        Installer.Effect effect;
        try {
            around.health().remember();
            become(state.to(Phase.SNAPSHOT));
            around.installer().snapshot();
            become(state.to(Phase.INSTALLING));
            keys.announce(manifest.releaseKeys());
            effect = around.installer().install(staged, manifest);
        } catch (IOException | RuntimeException e) {
            revert("the installation failed: " + e.getMessage());
            return;
        }
        become(state.to(Phase.INSTALLED));
        if (effect == Installer.Effect.NOW) {
            beginProbation();
        } else {
            around.installer().restart();
            lookForRefusalLater();
        }
    }

    private void lookForRefusalLater() {
        around.timer().after(Probation.AGAIN, () -> again(Phase.INSTALLED, this::lookForRefusal));
    }

    /** Whoever has to begin the release may refuse; this process then lives on. */
    private void lookForRefusal() throws IOException {
        Optional<String> refusal = around.installer().refusal();
        if (refusal.isPresent()) {
            revert(refusal.get());
        } else {
            lookForRefusalLater();
        }
    }

    /** Somebody who knows says that what is on probation has to go. */
    public synchronized void giveUp(String why) throws IOException {
        if (state.phase() == Phase.PROBATION) {
            revert(why);
        }
    }

    private void beginProbation() throws IOException {
        become(state.startedAgain());
        probation.begin();
    }

    /** What a probation ends with; called by the timer's threads. */
    private final class Outcome implements Probation.Outcome {
        @Override
        public void passed() throws IOException {
            synchronized (UpdateAgent.this) {
                if (state.phase() == Phase.PROBATION) {
                    become(state.to(Phase.COMMITTING));
                    commit();
                }
            }
        }

        @Override
        public void failed(List<String> why) throws IOException {
            synchronized (UpdateAgent.this) {
                if (state.phase() == Phase.PROBATION) {
                    revert(String.join(": ", why));
                }
            }
        }
    }

    private void commit() throws IOException {
        try {
            around.installer().keep();
            keys.confirm();
            Durable.delete(staged);
        } catch (IOException | RuntimeException e) {
            around.timer().after(Probation.AGAIN, () -> again(Phase.COMMITTING, this::commit));
            return;
        }
        become(state.confirmed());
    }

    private void revert(String why) throws IOException {
        become(state.because(Phase.REVERTING, why));
        finishRevert();
    }

    private void finishRevert() throws IOException {
        Optional<String> lost;
        try {
            keys.forget();
            lost = around.installer().restorePrevious();
            Durable.delete(staged);
        } catch (IOException | RuntimeException e) {
            around.timer().after(Probation.AGAIN, () -> again(Phase.REVERTING, this::finishRevert));
            return;
        }
        become(state.because(
                Phase.REVERTED, lost.map(words -> state.reason() + "; " + words).orElse(state.reason())));
        if (around.installer().running() == Installer.Running.INSTALLED) {
            around.installer().restart();
        }
    }

    private interface Step {
        void take() throws IOException;
    }

    private synchronized void again(Phase expected, Step step) {
        if (state.phase() == expected) {
            try {
                step.take();
            } catch (IOException e) {
                around.timer().after(Probation.AGAIN, () -> again(expected, step));
            }
        }
    }

    private void become(UpdateState next) throws IOException {
        file.store(next);
        state = next;
        around.listener().accept(next);
    }
}
