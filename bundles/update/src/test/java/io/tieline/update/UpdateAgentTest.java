package io.tieline.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.update.UpdateAgent.Wish;
import io.tieline.update.UpdateState.Phase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the installation to the end: an update proves itself or goes, whatever is cut off meanwhile. */
class UpdateAgentTest {

    private final AgentBench bench;

    UpdateAgentTest(@TempDir Path folder) {
        bench = new AgentBench(folder);
    }

    @Test
    void aHealthyUpdateIsConfirmed() throws Exception {
        UpdateAgent agent = bench.agent();
        agent.stage(bench.release(5), Wish.DELIBERATE);
        agent.install();
        assertThat(agent.state().phase()).isEqualTo(Phase.PROBATION);
        bench.timer.pass(29);
        assertThat(agent.state().phase()).isEqualTo(Phase.PROBATION);
        bench.timer.pass(1);
        assertThat(bench.phases)
                .containsExactly(
                        Phase.STAGED,
                        Phase.SNAPSHOT,
                        Phase.INSTALLING,
                        Phase.INSTALLED,
                        Phase.PROBATION,
                        Phase.COMMITTING,
                        Phase.CONFIRMED);
        assertThat(bench.installer.calls).containsExactly("check 5", "snapshot", "install 5", "keep");
        assertThat(bench.folder.resolve("agent/staged")).doesNotExist();
        bench.timer.pass(1000);
        assertThat(agent.state().phase()).isEqualTo(Phase.CONFIRMED);
    }

    @Test
    void aSickUpdateIsTakenBackAtTheDeadlineWithItsReason() throws Exception {
        UpdateAgent agent = bench.agent();
        bench.health.problems = List.of("cab-03: no data");
        agent.stage(bench.release(5), Wish.DELIBERATE);
        agent.install();
        bench.timer.pass(99);
        assertThat(agent.state().phase()).isEqualTo(Phase.PROBATION);
        bench.timer.pass(1);
        assertThat(agent.state().phase()).isEqualTo(Phase.REVERTED);
        assertThat(agent.state().reason()).contains("100 s").contains("cab-03: no data");
        assertThat(bench.installer.calls).containsExactly("check 5", "snapshot", "install 5", "restore");
    }

    @Test
    void aConfigurationThatCannotBePutBackHoldsNothingUpAndIsSaid() throws Exception {
        UpdateAgent agent = bench.agent();
        bench.health.problems = List.of("cab-03: no data");
        bench.installer.lost = Optional.of("one component refused what it had before");
        agent.stage(bench.release(5), Wish.DELIBERATE);
        agent.install();
        bench.timer.pass(100);
        assertThat(agent.state().phase()).isEqualTo(Phase.REVERTED);
        assertThat(agent.state().reason())
                .contains("cab-03: no data")
                .endsWith("; one component refused what it had before");
    }

    @Test
    void oneBadCheckStartsTheCountAnew() throws Exception {
        UpdateAgent agent = bench.agent();
        agent.stage(bench.release(5), Wish.DELIBERATE);
        agent.install();
        bench.timer.pass(20);
        bench.health.problems = List.of("a hiccup");
        bench.timer.pass(10);
        bench.health.problems = List.of();
        bench.timer.pass(20);
        assertThat(agent.state().phase()).isEqualTo(Phase.PROBATION);
        bench.timer.pass(10);
        assertThat(agent.state().phase()).isEqualTo(Phase.CONFIRMED);
    }

    @Test
    void aVersionThatDecidesNothingIsTakenBackBeforeTheDeadline() throws Exception {
        UpdateAgent agent = bench.agent();
        agent.stage(bench.release(5), Wish.DELIBERATE);
        bench.health.decides = false;
        agent.install();
        bench.timer.pass(5);
        assertThat(agent.state().phase()).isEqualTo(Phase.REVERTED);
        assertThat(agent.state().reason()).contains("nothing was decided within 5 s");
    }

    @Test
    void aVersionWhoseControlDoesNotComeRoundIsTakenBackAtOnce() throws Exception {
        UpdateAgent agent = bench.agent();
        agent.stage(bench.release(5), Wish.DELIBERATE);
        bench.health.steers = false;
        agent.install();
        bench.timer.pass(1);
        assertThat(agent.state().phase()).isEqualTo(Phase.PROBATION);
        bench.timer.pass(1);
        assertThat(agent.state().phase()).isEqualTo(Phase.REVERTED);
        assertThat(agent.state().reason()).contains("control did not come round within 2 s");
    }

    @Test
    void aSlowMachineGetsThreeTimesWhatItNeededBefore() throws Exception {
        UpdateAgent agent = bench.agent();
        agent.stage(bench.release(5), Wish.DELIBERATE);
        bench.health.steers = false;
        bench.health.steeredAfter = Duration.ofMillis(1400);
        agent.install();
        bench.timer.pass(3);
        assertThat(agent.state().phase()).isEqualTo(Phase.PROBATION);
        bench.health.steers = true;
        bench.timer.pass(1);
        assertThat(agent.state().phase()).isEqualTo(Phase.PROBATION);
        assertThat(agent.state().reason()).isEmpty();
    }

    @Test
    void onePowerCutDoesNotCostTheUpdateASecondDoes() throws Exception {
        UpdateAgent before = bench.agent();
        before.stage(bench.release(5), Wish.DELIBERATE);
        before.install();
        UpdateAgent after = bench.agent();
        after.resume();
        assertThat(after.state().phase()).isEqualTo(Phase.PROBATION);
        UpdateAgent again = bench.agent();
        again.resume();
        assertThat(again.state().phase()).isEqualTo(Phase.REVERTED);
        assertThat(again.state().reason()).contains("ended 2 times before 0.2.5 had proved itself");
    }

    @Test
    void anUpdateThatNeedsARestartGoesOnProbationAfterIt() throws Exception {
        bench.installer.effect = Installer.Effect.NEXT_START;
        UpdateAgent before = bench.agent();
        before.stage(bench.release(5), Wish.DELIBERATE);
        before.install();
        assertThat(before.state().phase()).isEqualTo(Phase.INSTALLED);
        assertThat(bench.installer.calls).containsExactly("check 5", "snapshot", "install 5", "restart");
        UpdateAgent after = bench.agent();
        after.resume();
        bench.timer.pass(30);
        assertThat(after.state().phase()).isEqualTo(Phase.CONFIRMED);
    }

    @Test
    void anUpdateWhoseStartIsRefusedIsTakenBackWhileTheProcessLivesOn() throws Exception {
        bench.installer.effect = Installer.Effect.NEXT_START;
        UpdateAgent agent = bench.agent();
        agent.stage(bench.release(5), Wish.DELIBERATE);
        agent.install();
        bench.installer.running = Installer.Running.PREVIOUS;
        bench.timer.pass(60);
        assertThat(agent.state().phase()).isEqualTo(Phase.INSTALLED);
        bench.installer.refusal = Optional.of("root knows nobody");
        bench.timer.pass(10);
        assertThat(agent.state().phase()).isEqualTo(Phase.REVERTED);
        assertThat(agent.state().reason()).isEqualTo("root knows nobody");
        assertThat(bench.installer.calls).endsWith("restart", "restore");
    }

    @Test
    void whatSomebodyWhoKnowsGivesUpIsTakenBackAtOnce() throws Exception {
        UpdateAgent agent = bench.agent();
        agent.stage(bench.release(5), Wish.DELIBERATE);
        agent.giveUp("too early");
        assertThat(agent.state().phase()).isEqualTo(Phase.STAGED);
        agent.install();
        agent.giveUp("it smokes");
        assertThat(agent.state().phase()).isEqualTo(Phase.REVERTED);
        bench.timer.pass(200);
        assertThat(agent.state().reason()).isEqualTo("it smokes");
    }

    @Test
    void anUpdateThatWasPutBackByTheStarterIsNotProved() throws Exception {
        bench.installer.effect = Installer.Effect.NEXT_START;
        UpdateAgent before = bench.agent();
        before.stage(bench.release(5), Wish.DELIBERATE);
        before.install();
        bench.installer.running = Installer.Running.PREVIOUS;
        UpdateAgent after = bench.agent();
        after.resume();
        assertThat(after.state().phase()).isEqualTo(Phase.REVERTED);
        assertThat(after.state().reason()).contains("did not start");
        assertThat(after.stage(bench.release(4), Wish.DELIBERATE).counter()).isEqualTo(4);
    }

    @Test
    void aPowerCutAtAnyStepEndsInOneOfTheTwoVersions() throws Exception {
        for (Phase cut : Phase.values()) {
            bench.installer.running = Installer.Running.PREVIOUS;
            Path directory = Files.createTempDirectory(bench.folder, "cut");
            UpdateAgent before = new UpdateAgent(directory, bench.trust(), AgentBench.SETTINGS, bench.around(state -> {
                if (state.phase() == cut) {
                    throw new PowerCut();
                }
            }));
            try {
                before.stage(bench.release(5), Wish.DELIBERATE);
                before.install();
                bench.timer.pass(40);
            } catch (PowerCut e) {
                // As if nothing after the write had happened.
            }
            bench.timer.forget();
            UpdateAgent after =
                    new UpdateAgent(directory, bench.trust(), AgentBench.SETTINGS, bench.around(state -> {}));
            after.resume();
            if (after.state().phase() == Phase.STAGED) {
                after.install();
            }
            bench.timer.pass(200);
            boolean reverted = cut == Phase.SNAPSHOT || cut == Phase.INSTALLING;
            assertThat(after.state().phase())
                    .as("cut in %s", cut)
                    .isEqualTo(reverted ? Phase.REVERTED : Phase.CONFIRMED);
            assertThat(bench.installer.running)
                    .as("cut in %s", cut)
                    .isEqualTo(reverted ? Installer.Running.PREVIOUS : Installer.Running.INSTALLED);
        }
    }

    @Test
    void aFailedInstallationIsTakenBack() throws Exception {
        bench.installer.failing = true;
        UpdateAgent agent = bench.agent();
        agent.stage(bench.release(5), Wish.DELIBERATE);
        agent.install();
        assertThat(agent.state().phase()).isEqualTo(Phase.REVERTED);
        assertThat(agent.state().reason()).contains("disk full");
    }

    @Test
    void aRevertThatFailsIsTriedAgain() throws Exception {
        UpdateAgent agent = bench.agent();
        bench.health.problems = List.of("sick");
        agent.stage(bench.release(5), Wish.DELIBERATE);
        agent.install();
        bench.installer.failing = true;
        bench.timer.pass(100);
        assertThat(agent.state().phase()).isEqualTo(Phase.REVERTING);
        bench.installer.failing = false;
        bench.timer.pass(10);
        assertThat(agent.state().phase()).isEqualTo(Phase.REVERTED);
    }

    private static final class PowerCut extends Error {
        private static final long serialVersionUID = 1L;
    }
}
