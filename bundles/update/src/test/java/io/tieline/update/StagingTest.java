package io.tieline.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.tieline.update.UpdateAgent.Wish;
import io.tieline.update.release.RefusedException;
import io.tieline.update.release.RefusedException.Reason;
import io.tieline.update.release.ReleaseKeys;
import io.tieline.update.release.ReleaseMaker;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes in, and what is refused before anything that runs is touched. */
class StagingTest {

    private final AgentBench bench;

    StagingTest(@TempDir Path folder) {
        bench = new AgentBench(folder);
    }

    @Test
    void aStagedReleaseWaitsForTheMoment() throws Exception {
        UpdateAgent agent = bench.agent();
        assertThat(agent.waitsFor()).isEmpty();
        bench.objection = Optional.of("the grid is lost");
        agent.stage(bench.release(5), Wish.DELIBERATE);
        assertThat(agent.waitsFor()).contains("the grid is lost");
        assertThat(bench.agent()).extracting(UpdateAgent::waitsFor).isEqualTo(Optional.of("the grid is lost"));
    }

    @Test
    void theNextKeysCountOnceTheReleaseThatBringsThemIsConfirmed() throws Exception {
        KeyPair next = ReleaseKeys.generate();
        UpdateAgent agent = bench.agent();
        agent.stage(
                bench.made(AgentBench.label(5, "tieline", List.of(ReleaseKeys.base64(next.getPublic()))), bench.keys),
                Wish.DELIBERATE);
        AgentBench.refused(agent, bench.made(AgentBench.label(6, "tieline", List.of()), next), Reason.UNKNOWN_KEY);
        agent.install();
        bench.timer.pass(30);
        AgentBench.refused(agent, bench.release(6), Reason.UNKNOWN_KEY);
        assertThat(bench.agent()
                        .stage(bench.made(AgentBench.label(6, "tieline", List.of()), next), Wish.DELIBERATE)
                        .counter())
                .isEqualTo(6);
    }

    @Test
    void theKeysOfARevertedReleaseCountForNothing() throws Exception {
        KeyPair next = ReleaseKeys.generate();
        UpdateAgent agent = bench.agent();
        bench.health.problems = List.of("sick");
        agent.stage(
                bench.made(AgentBench.label(5, "tieline", List.of(ReleaseKeys.base64(next.getPublic()))), bench.keys),
                Wish.DELIBERATE);
        agent.install();
        bench.timer.pass(100);
        AgentBench.refused(agent, bench.made(AgentBench.label(6, "tieline", List.of()), next), Reason.UNKNOWN_KEY);
    }

    @Test
    void aSourceDoesNotTryAgainWhatWasTakenBackAPersonMay() throws Exception {
        UpdateAgent agent = bench.agent();
        bench.health.problems = List.of("sick");
        agent.stage(bench.release(5), Wish.AUTOMATIC);
        agent.install();
        bench.timer.pass(100);
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> agent.stage(bench.release(5), Wish.AUTOMATIC))
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(Reason.FAILED_BEFORE));
        assertThat(agent.stage(bench.release(5), Wish.DELIBERATE).counter()).isEqualTo(5);
    }

    @Test
    void aFullDiskIsFoundBeforeAByteIsKept() throws Exception {
        UpdateAgent agent = bench.agent();
        bench.free = 100;
        AgentBench.refused(agent, bench.release(5), Reason.NO_SPACE);
        assertThat(bench.folder.resolve("agent")).isEmptyDirectory();
    }

    @Test
    void aReleaseForAnotherKindOfGatewayIsRefused() throws Exception {
        Path other = Files.createTempDirectory(bench.folder, "other");
        Files.writeString(Files.createDirectory(other.resolve("kura-6")).resolve("tieline.deb"), "a package");
        ReleaseMaker.seal(other, AgentBench.label(5, "tieline", List.of()));
        ReleaseMaker.sign(other, bench.keys);
        AgentBench.refused(bench.agent(), other, Reason.OTHER_PLATFORM);
    }

    @Test
    void aStepThatIsTooLargeIsRefused() throws Exception {
        ReleaseMaker.Label far = new ReleaseMaker.Label(
                "tieline", Version.parse("0.9.0"), 9, Version.parse("0.8.0"), 0, List.of(), List.of());
        AgentBench.refused(bench.agent(), bench.made(far, bench.keys), Reason.STEP_TOO_LARGE);
    }

    @Test
    void aVersionBelowTheOneInstalledIsRefusedThoughNothingWasEverUpdated() throws Exception {
        ReleaseMaker.Label old = new ReleaseMaker.Label(
                "tieline", Version.parse("0.0.9"), 9, Version.parse("0.0.1"), 0, List.of(), List.of());
        AgentBench.refused(bench.agent(), bench.made(old, bench.keys), Reason.OLDER);
    }

    @Test
    void anOlderReleaseThanTheConfirmedOneIsRefusedEvenAfterARestart() throws Exception {
        UpdateAgent agent = bench.agent();
        agent.stage(bench.release(5), Wish.DELIBERATE);
        agent.install();
        bench.timer.pass(30);
        AgentBench.refused(bench.agent(), bench.release(4), Reason.OLDER);
        AgentBench.refused(bench.agent(), bench.release(5), Reason.OLDER);
    }

    @Test
    void aRevertedReleaseDoesNotRaiseTheBar() throws Exception {
        UpdateAgent agent = bench.agent();
        bench.health.problems = List.of("sick");
        agent.stage(bench.release(9), Wish.DELIBERATE);
        agent.install();
        bench.timer.pass(100);
        assertThat(agent.stage(bench.release(6), Wish.DELIBERATE).counter()).isEqualTo(6);
    }

    @Test
    void anotherProductIsRefused() throws Exception {
        AgentBench.refused(
                bench.agent(), bench.made(AgentBench.label(5, "toaster", List.of()), bench.keys), Reason.OTHER_PRODUCT);
    }

    @Test
    void nothingIsStagedWhileAnUpdateIsOnProbation() throws Exception {
        UpdateAgent agent = bench.agent();
        agent.stage(bench.release(5), Wish.DELIBERATE);
        agent.install();
        AgentBench.refused(agent, bench.release(6), Reason.BUSY);
    }

    @Test
    void aDamagedStateFileIsNotTakenForAFreshStart() throws Exception {
        UpdateAgent agent = bench.agent();
        agent.stage(bench.release(5), Wish.DELIBERATE);
        Path file = bench.folder.resolve("agent/state");
        Files.writeString(file, Files.readString(file).replace("STAGED", "IDLE"));
        assertThatIOException().isThrownBy(bench::agent).withMessageContaining("is damaged");
    }
}
