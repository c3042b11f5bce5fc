package io.tieline.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.tieline.update.UpdateAgent.Wish;
import io.tieline.update.UpdateState.Phase;
import io.tieline.update.release.Platform;
import io.tieline.update.release.RefusedException;
import io.tieline.update.release.RefusedException.Reason;
import io.tieline.update.release.ReleaseKeys;
import io.tieline.update.release.ReleaseMaker;
import io.tieline.update.release.ReleaseManifest;
import io.tieline.update.release.Trust;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpdateAgentTest {

    private static final UpdateSettings SETTINGS = new UpdateSettings(
            "tieline",
            Version.parse("0.1.0"),
            Platform.STANDALONE,
            Duration.ofSeconds(10),
            3,
            Duration.ofSeconds(100),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5));

    private final Path folder;
    private final KeyPair keys = ReleaseKeys.generate();
    private final FakeTimer timer = new FakeTimer();
    private final FakeInstaller installer = new FakeInstaller();
    private final FakeHealth health = new FakeHealth();
    private final List<Phase> phases = new ArrayList<>();
    private Optional<String> objection = Optional.empty();
    private long free = Long.MAX_VALUE;

    UpdateAgentTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aHealthyUpdateIsConfirmed() throws Exception {
        UpdateAgent agent = agent();
        agent.stage(release(5), Wish.DELIBERATE);
        agent.install();
        assertThat(agent.state().phase()).isEqualTo(Phase.PROBATION);
        timer.pass(29);
        assertThat(agent.state().phase()).isEqualTo(Phase.PROBATION);
        timer.pass(1);
        assertThat(phases)
                .containsExactly(
                        Phase.STAGED,
                        Phase.SNAPSHOT,
                        Phase.INSTALLING,
                        Phase.INSTALLED,
                        Phase.PROBATION,
                        Phase.COMMITTING,
                        Phase.CONFIRMED);
        assertThat(installer.calls).containsExactly("check 5", "snapshot", "install 5", "keep");
        assertThat(folder.resolve("agent/staged")).doesNotExist();
        timer.pass(1000);
        assertThat(agent.state().phase()).isEqualTo(Phase.CONFIRMED);
    }

    @Test
    void aSickUpdateIsTakenBackAtTheDeadlineWithItsReason() throws Exception {
        UpdateAgent agent = agent();
        health.problems = List.of("cab-03: no data");
        agent.stage(release(5), Wish.DELIBERATE);
        agent.install();
        timer.pass(99);
        assertThat(agent.state().phase()).isEqualTo(Phase.PROBATION);
        timer.pass(1);
        assertThat(agent.state().phase()).isEqualTo(Phase.REVERTED);
        assertThat(agent.state().reason()).contains("100 s").contains("cab-03: no data");
        assertThat(installer.calls).containsExactly("check 5", "snapshot", "install 5", "restore");
    }

    @Test
    void aConfigurationThatCannotBePutBackHoldsNothingUpAndIsSaid() throws Exception {
        UpdateAgent agent = agent();
        health.problems = List.of("cab-03: no data");
        installer.lost = Optional.of("one component refused what it had before");
        agent.stage(release(5), Wish.DELIBERATE);
        agent.install();
        timer.pass(100);
        assertThat(agent.state().phase()).isEqualTo(Phase.REVERTED);
        assertThat(agent.state().reason())
                .contains("cab-03: no data")
                .endsWith("; one component refused what it had before");
    }

    @Test
    void oneBadCheckStartsTheCountAnew() throws Exception {
        UpdateAgent agent = agent();
        agent.stage(release(5), Wish.DELIBERATE);
        agent.install();
        timer.pass(20);
        health.problems = List.of("a hiccup");
        timer.pass(10);
        health.problems = List.of();
        timer.pass(20);
        assertThat(agent.state().phase()).isEqualTo(Phase.PROBATION);
        timer.pass(10);
        assertThat(agent.state().phase()).isEqualTo(Phase.CONFIRMED);
    }

    @Test
    void aVersionThatDecidesNothingIsTakenBackBeforeTheDeadline() throws Exception {
        UpdateAgent agent = agent();
        agent.stage(release(5), Wish.DELIBERATE);
        health.decides = false;
        agent.install();
        timer.pass(5);
        assertThat(agent.state().phase()).isEqualTo(Phase.REVERTED);
        assertThat(agent.state().reason()).contains("nothing was decided within 5 s");
    }

    @Test
    void aVersionWhoseControlDoesNotComeRoundIsTakenBackAtOnce() throws Exception {
        UpdateAgent agent = agent();
        agent.stage(release(5), Wish.DELIBERATE);
        health.steers = false;
        agent.install();
        timer.pass(1);
        assertThat(agent.state().phase()).isEqualTo(Phase.PROBATION);
        timer.pass(1);
        assertThat(agent.state().phase()).isEqualTo(Phase.REVERTED);
        assertThat(agent.state().reason()).contains("control did not come round within 2 s");
    }

    @Test
    void aSlowMachineGetsThreeTimesWhatItNeededBefore() throws Exception {
        UpdateAgent agent = agent();
        agent.stage(release(5), Wish.DELIBERATE);
        health.steers = false;
        health.steeredAfter = Duration.ofMillis(1400);
        agent.install();
        timer.pass(3);
        assertThat(agent.state().phase()).isEqualTo(Phase.PROBATION);
        health.steers = true;
        timer.pass(1);
        assertThat(agent.state().phase()).isEqualTo(Phase.PROBATION);
        assertThat(agent.state().reason()).isEmpty();
    }

    @Test
    void onePowerCutDoesNotCostTheUpdateASecondDoes() throws Exception {
        UpdateAgent before = agent();
        before.stage(release(5), Wish.DELIBERATE);
        before.install();
        UpdateAgent after = agent();
        after.resume();
        assertThat(after.state().phase()).isEqualTo(Phase.PROBATION);
        UpdateAgent again = agent();
        again.resume();
        assertThat(again.state().phase()).isEqualTo(Phase.REVERTED);
        assertThat(again.state().reason()).contains("ended 2 times before 0.2.5 had proved itself");
    }

    @Test
    void anUpdateThatNeedsARestartGoesOnProbationAfterIt() throws Exception {
        installer.effect = Installer.Effect.NEXT_START;
        UpdateAgent before = agent();
        before.stage(release(5), Wish.DELIBERATE);
        before.install();
        assertThat(before.state().phase()).isEqualTo(Phase.INSTALLED);
        assertThat(installer.calls).containsExactly("check 5", "snapshot", "install 5", "restart");
        UpdateAgent after = agent();
        after.resume();
        timer.pass(30);
        assertThat(after.state().phase()).isEqualTo(Phase.CONFIRMED);
    }

    @Test
    void anUpdateWhoseStartIsRefusedIsTakenBackWhileTheProcessLivesOn() throws Exception {
        installer.effect = Installer.Effect.NEXT_START;
        UpdateAgent agent = agent();
        agent.stage(release(5), Wish.DELIBERATE);
        agent.install();
        installer.running = Installer.Running.PREVIOUS;
        timer.pass(60);
        assertThat(agent.state().phase()).isEqualTo(Phase.INSTALLED);
        installer.refusal = Optional.of("root knows nobody");
        timer.pass(10);
        assertThat(agent.state().phase()).isEqualTo(Phase.REVERTED);
        assertThat(agent.state().reason()).isEqualTo("root knows nobody");
        assertThat(installer.calls).endsWith("restart", "restore");
    }

    @Test
    void whatSomebodyWhoKnowsGivesUpIsTakenBackAtOnce() throws Exception {
        UpdateAgent agent = agent();
        agent.stage(release(5), Wish.DELIBERATE);
        agent.giveUp("too early");
        assertThat(agent.state().phase()).isEqualTo(Phase.STAGED);
        agent.install();
        agent.giveUp("it smokes");
        assertThat(agent.state().phase()).isEqualTo(Phase.REVERTED);
        timer.pass(200);
        assertThat(agent.state().reason()).isEqualTo("it smokes");
    }

    @Test
    void anUpdateThatWasPutBackByTheStarterIsNotProved() throws Exception {
        installer.effect = Installer.Effect.NEXT_START;
        UpdateAgent before = agent();
        before.stage(release(5), Wish.DELIBERATE);
        before.install();
        installer.running = Installer.Running.PREVIOUS;
        UpdateAgent after = agent();
        after.resume();
        assertThat(after.state().phase()).isEqualTo(Phase.REVERTED);
        assertThat(after.state().reason()).contains("did not start");
        assertThat(after.stage(release(4), Wish.DELIBERATE).counter()).isEqualTo(4);
    }

    @Test
    void aPowerCutAtAnyStepEndsInOneOfTheTwoVersions() throws Exception {
        for (Phase cut : Phase.values()) {
            installer.running = Installer.Running.PREVIOUS;
            Path directory = Files.createTempDirectory(folder, "cut");
            UpdateAgent before = new UpdateAgent(directory, trust(), SETTINGS, around(state -> {
                if (state.phase() == cut) {
                    throw new PowerCut();
                }
            }));
            try {
                before.stage(release(5), Wish.DELIBERATE);
                before.install();
                timer.pass(40);
            } catch (PowerCut e) {
                // As if nothing after the write had happened.
            }
            timer.forget();
            UpdateAgent after = new UpdateAgent(directory, trust(), SETTINGS, around(state -> {}));
            after.resume();
            if (after.state().phase() == Phase.STAGED) {
                after.install();
            }
            timer.pass(200);
            boolean reverted = cut == Phase.SNAPSHOT || cut == Phase.INSTALLING;
            assertThat(after.state().phase())
                    .as("cut in %s", cut)
                    .isEqualTo(reverted ? Phase.REVERTED : Phase.CONFIRMED);
            assertThat(installer.running)
                    .as("cut in %s", cut)
                    .isEqualTo(reverted ? Installer.Running.PREVIOUS : Installer.Running.INSTALLED);
        }
    }

    @Test
    void aStagedReleaseWaitsForTheMoment() throws Exception {
        UpdateAgent agent = agent();
        assertThat(agent.waitsFor()).isEmpty();
        objection = Optional.of("the grid is lost");
        agent.stage(release(5), Wish.DELIBERATE);
        assertThat(agent.waitsFor()).contains("the grid is lost");
        assertThat(agent()).extracting(UpdateAgent::waitsFor).isEqualTo(Optional.of("the grid is lost"));
    }

    @Test
    void theNextKeysCountOnceTheReleaseThatBringsThemIsConfirmed() throws Exception {
        KeyPair next = ReleaseKeys.generate();
        UpdateAgent agent = agent();
        agent.stage(made(label(5, "tieline", List.of(ReleaseKeys.base64(next.getPublic()))), keys), Wish.DELIBERATE);
        refused(agent, made(label(6, "tieline", List.of()), next), Reason.UNKNOWN_KEY);
        agent.install();
        timer.pass(30);
        refused(agent, release(6), Reason.UNKNOWN_KEY);
        assertThat(agent().stage(made(label(6, "tieline", List.of()), next), Wish.DELIBERATE)
                        .counter())
                .isEqualTo(6);
    }

    @Test
    void theKeysOfARevertedReleaseCountForNothing() throws Exception {
        KeyPair next = ReleaseKeys.generate();
        UpdateAgent agent = agent();
        health.problems = List.of("sick");
        agent.stage(made(label(5, "tieline", List.of(ReleaseKeys.base64(next.getPublic()))), keys), Wish.DELIBERATE);
        agent.install();
        timer.pass(100);
        refused(agent, made(label(6, "tieline", List.of()), next), Reason.UNKNOWN_KEY);
    }

    @Test
    void aSourceDoesNotTryAgainWhatWasTakenBackAPersonMay() throws Exception {
        UpdateAgent agent = agent();
        health.problems = List.of("sick");
        agent.stage(release(5), Wish.AUTOMATIC);
        agent.install();
        timer.pass(100);
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> agent.stage(release(5), Wish.AUTOMATIC))
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(Reason.FAILED_BEFORE));
        assertThat(agent.stage(release(5), Wish.DELIBERATE).counter()).isEqualTo(5);
    }

    @Test
    void aFullDiskIsFoundBeforeAByteIsKept() throws Exception {
        UpdateAgent agent = agent();
        free = 100;
        refused(agent, release(5), Reason.NO_SPACE);
        assertThat(folder.resolve("agent")).isEmptyDirectory();
    }

    @Test
    void aReleaseForAnotherKindOfGatewayIsRefused() throws Exception {
        Path other = Files.createTempDirectory(folder, "other");
        Files.writeString(Files.createDirectory(other.resolve("kura-6")).resolve("tieline.deb"), "a package");
        ReleaseMaker.seal(other, label(5, "tieline", List.of()));
        ReleaseMaker.sign(other, keys);
        refused(agent(), other, Reason.OTHER_PLATFORM);
    }

    @Test
    void aStepThatIsTooLargeIsRefused() throws Exception {
        ReleaseMaker.Label far = new ReleaseMaker.Label(
                "tieline", Version.parse("0.9.0"), 9, Version.parse("0.8.0"), 0, List.of(), List.of());
        refused(agent(), made(far, keys), Reason.STEP_TOO_LARGE);
    }

    @Test
    void aVersionBelowTheOneInstalledIsRefusedThoughNothingWasEverUpdated() throws Exception {
        ReleaseMaker.Label old = new ReleaseMaker.Label(
                "tieline", Version.parse("0.0.9"), 9, Version.parse("0.0.1"), 0, List.of(), List.of());
        refused(agent(), made(old, keys), Reason.OLDER);
    }

    @Test
    void aFailedInstallationIsTakenBack() throws Exception {
        installer.failing = true;
        UpdateAgent agent = agent();
        agent.stage(release(5), Wish.DELIBERATE);
        agent.install();
        assertThat(agent.state().phase()).isEqualTo(Phase.REVERTED);
        assertThat(agent.state().reason()).contains("disk full");
    }

    @Test
    void aRevertThatFailsIsTriedAgain() throws Exception {
        UpdateAgent agent = agent();
        health.problems = List.of("sick");
        agent.stage(release(5), Wish.DELIBERATE);
        agent.install();
        installer.failing = true;
        timer.pass(100);
        assertThat(agent.state().phase()).isEqualTo(Phase.REVERTING);
        installer.failing = false;
        timer.pass(10);
        assertThat(agent.state().phase()).isEqualTo(Phase.REVERTED);
    }

    @Test
    void anOlderReleaseThanTheConfirmedOneIsRefusedEvenAfterARestart() throws Exception {
        UpdateAgent agent = agent();
        agent.stage(release(5), Wish.DELIBERATE);
        agent.install();
        timer.pass(30);
        refused(agent(), release(4), Reason.OLDER);
        refused(agent(), release(5), Reason.OLDER);
    }

    @Test
    void aRevertedReleaseDoesNotRaiseTheBar() throws Exception {
        UpdateAgent agent = agent();
        health.problems = List.of("sick");
        agent.stage(release(9), Wish.DELIBERATE);
        agent.install();
        timer.pass(100);
        assertThat(agent.stage(release(6), Wish.DELIBERATE).counter()).isEqualTo(6);
    }

    @Test
    void anotherProductIsRefused() throws Exception {
        refused(agent(), made(label(5, "toaster", List.of()), keys), Reason.OTHER_PRODUCT);
    }

    @Test
    void nothingIsStagedWhileAnUpdateIsOnProbation() throws Exception {
        UpdateAgent agent = agent();
        agent.stage(release(5), Wish.DELIBERATE);
        agent.install();
        refused(agent, release(6), Reason.BUSY);
    }

    @Test
    void aDamagedStateFileIsNotTakenForAFreshStart() throws Exception {
        UpdateAgent agent = agent();
        agent.stage(release(5), Wish.DELIBERATE);
        Path file = folder.resolve("agent/state");
        Files.writeString(file, Files.readString(file).replace("STAGED", "IDLE"));
        assertThatIOException().isThrownBy(this::agent).withMessageContaining("is damaged");
    }

    private UpdateAgent agent() throws IOException {
        return new UpdateAgent(folder.resolve("agent"), trust(), SETTINGS, around(state -> phases.add(state.phase())));
    }

    private Trust trust() {
        return new Trust(List.of(keys.getPublic()), List.of());
    }

    private UpdateAgent.Surroundings around(Consumer<UpdateState> listener) {
        return new UpdateAgent.Surroundings(installer, health, () -> objection, () -> free, timer, listener);
    }

    private static void refused(UpdateAgent agent, Path file, Reason reason) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> agent.stage(file, Wish.DELIBERATE))
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }

    private Path release(long counter) throws Exception {
        return made(label(counter, "tieline", List.of()), keys);
    }

    private static ReleaseMaker.Label label(long counter, String product, List<String> releaseKeys) {
        return new ReleaseMaker.Label(
                product, Version.parse("0.2." + counter), counter, Version.parse("0.1.0"), 0, List.of(), releaseKeys);
    }

    private Path made(ReleaseMaker.Label label, KeyPair signer) throws Exception {
        Path made = Files.createTempDirectory(folder, "release");
        Path plugins = Files.createDirectories(made.resolve("standalone/plugins/04"));
        Files.writeString(plugins.resolve("model.jar"), "model".repeat(100));
        ReleaseMaker.seal(made, label);
        ReleaseMaker.sign(made, signer);
        return made;
    }

    private static final class PowerCut extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static final class FakeHealth implements HealthCheck {
        private List<String> problems = List.of();
        private boolean decides = true;
        private boolean steers = true;
        private Duration steeredAfter = Duration.ZERO;

        @Override
        public void remember() {
            // The test says what is wrong.
        }

        @Override
        public boolean steers() {
            return steers;
        }

        @Override
        public Duration steeredAfter() {
            return steeredAfter;
        }

        @Override
        public boolean decides() {
            return decides;
        }

        @Override
        public List<String> problems() {
            return problems;
        }
    }

    private static final class FakeInstaller implements Installer {
        private final List<String> calls = new ArrayList<>();
        private Effect effect = Effect.NOW;
        private boolean failing;
        private Running running = Running.PREVIOUS;
        private Optional<String> refusal = Optional.empty();
        private Optional<String> lost = Optional.empty();

        @Override
        public Optional<String> refusal() {
            return refusal;
        }

        @Override
        public void check(Path release, ReleaseManifest manifest) {
            calls.add("check " + manifest.counter());
        }

        @Override
        public void snapshot() {
            calls.add("snapshot");
        }

        @Override
        public Effect install(Path release, ReleaseManifest manifest) throws IOException {
            if (failing) {
                failing = false;
                throw new IOException("disk full");
            }
            calls.add("install " + manifest.counter());
            running = Running.INSTALLED;
            return effect;
        }

        @Override
        public Running running() {
            return running;
        }

        @Override
        public String whyNotInstalled() {
            return "";
        }

        @Override
        public void restart() {
            calls.add("restart");
        }

        @Override
        public Optional<String> restorePrevious() throws IOException {
            if (failing) {
                throw new IOException("disk full");
            }
            calls.add("restore");
            running = Running.PREVIOUS;
            return lost;
        }

        @Override
        public void keep() {
            calls.add("keep");
        }
    }

    private static final class FakeTimer implements Timer {
        private record Entry(long atSecond, Runnable task) {}

        private final List<Entry> entries = new ArrayList<>();
        private long now;

        @Override
        public void after(Duration delay, Runnable task) {
            entries.add(new Entry(now + delay.toSeconds(), task));
        }

        void forget() {
            entries.clear();
        }

        void pass(long seconds) {
            for (long end = now + seconds; now < end; ) {
                now++;
                List<Entry> due = entries.stream()
                        .filter(entry -> entry.atSecond() <= now)
                        .toList();
                entries.removeAll(due);
                due.forEach(entry -> entry.task().run());
            }
        }
    }
}
