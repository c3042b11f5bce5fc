package io.tieline.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tieline.control.Decision.AlarmType;
import io.tieline.control.Decision.Mode;
import io.tieline.control.commissioning.CabinetResult;
import io.tieline.control.commissioning.CommissioningReport;
import io.tieline.control.grid.GridState;
import io.tieline.control.settings.CommissioningSettings;
import io.tieline.control.settings.ControlSettings;
import io.tieline.control.settings.ReserveSettings;
import io.tieline.control.situation.Cabinet;
import io.tieline.control.situation.Input;
import io.tieline.control.situation.Situation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The commissioning test against a site whose wiring may be wrong. */
class CommissioningInControlTest {

    private static final double STEP = 0.2;

    /** A site in virtual time, decided five times a second; cabinets answer after a delay. */
    private static final class Wired {
        final ControlSettings settings = ControlSettings.defaults(Site.UTC)
                .withReserve(new ReserveSettings(Duration.ZERO, 10, 0, 0, 1))
                .withCommissioning(CommissioningSettings.REQUIRED);
        final ControlCore core = new ControlCore(settings, ControlState.initial());
        final Random random = new Random(5);
        final double[] powerW = new double[2];
        final List<double[]> commanded = new ArrayList<>();
        double ctRatio = 1;
        double noiseW = 2_000;
        double driftWPerSecond;
        double delaySeconds = 0.6;
        double[] soc = {60, 60};
        boolean deaf;
        String unavailable = "";
        double voltage = 230;
        double loadW = 500_000;
        long utc = Site.START;
        long nanos = 1_000_000_000L;

        Decision step() {
            utc += Math.round(STEP * 1000);
            nanos += Math.round(STEP * 1e9);
            loadW += driftWPerSecond * STEP;
            int late = (int) Math.round(delaySeconds / STEP);
            for (int i = 0; i < powerW.length; i++) {
                double watts = commanded.size() > late ? commanded.get(commanded.size() - 1 - late)[i] : 0;
                powerW[i] = deaf && i == 1 ? 0 : watts;
            }
            double grid = loadW + noiseW * random.nextGaussian() - ctRatio * (powerW[0] + powerW[1]);
            Input volts = Input.good(voltage, 0);
            Decision decision = core.decide(
                    new Situation(
                            Input.good(grid, 0),
                            volts,
                            volts,
                            Input.good(50, 0),
                            Input.MISSING,
                            Input.MISSING,
                            List.of(cabinet(0, ""), cabinet(1, unavailable)),
                            List.of()),
                    utc,
                    nanos);
            double[] now = new double[2];
            for (int i = 0; i < 2; i++) {
                double watts = decision.setpoints().get(i).watts();
                now[i] = Double.isNaN(watts) ? 0 : watts;
            }
            commanded.add(now);
            return decision;
        }

        private Cabinet cabinet(int i, String why) {
            return new Cabinet(
                    i,
                    "cab-" + (i + 1),
                    why,
                    soc[i],
                    200_000,
                    100_000,
                    soc[i] >= 100 ? 0 : 100_000,
                    100_000,
                    powerW[i],
                    0);
        }

        CommissioningReport test() {
            step();
            step();
            assertThat(core.startCommissioning("maria", List.of("cab-1", "cab-2"), utc))
                    .isEmpty();
            for (int i = 0; i < 3000 && core.state().commissioning().running().isPresent(); i++) {
                step();
            }
            return core.state().commissioning().last().orElseThrow();
        }
    }

    @Test
    void nothingIsCommandedBeforeTheTestHasPassedAndTheSiteSaysSo() {
        Wired site = new Wired();
        site.step();
        Decision decision = site.step();
        assertThat(decision.mode()).isEqualTo(Mode.RELEASED);
        assertThat(decision.setpoints()).allMatch(Decision.Setpoint::released);
        assertThat(decision.setpoints().get(0).why()).isEqualTo("not commissioned");
        assertThat(decision.sentence()).startsWith("No setpoints: not commissioned");
        assertThat(decision.alarms()).anySatisfy(alarm -> {
            assertThat(alarm.type()).isEqualTo(AlarmType.NOT_COMMISSIONED);
            assertThat(alarm.text()).contains("cab-1, cab-2");
        });
        assertThat(decision.reserve().availableWh())
                .as("its energy is still there")
                .isCloseTo(240_000, within(1.0));
    }

    @Test
    void aRightSitePassesWithWhatWasMeasuredAndIsThenCommanded() {
        Wired site = new Wired();
        CommissioningReport report = site.test();
        assertThat(report.passed()).isTrue();
        assertThat(report.operator()).isEqualTo("maria");
        for (CabinetResult result : report.results()) {
            assertThat(result.meterRatio()).isCloseTo(1, within(0.15));
            assertThat(result.stepW()).isEqualTo(10_000);
            assertThat(result.slowestSeconds()).isCloseTo(0.6, within(0.3));
            assertThat(result.answers()).isEqualTo(result.steps());
        }
        Decision decision = site.step();
        assertThat(decision.setpoints()).noneMatch(Decision.Setpoint::released);
        assertThat(decision.alarms()).extracting(Decision.Alarm::type).doesNotContain(AlarmType.NOT_COMMISSIONED);
        ControlState restored = ControlState.fromMap(site.core.state().toMap());
        assertThat(restored.commissioning().passed()).containsOnlyKeys("cab-1", "cab-2");
    }

    @Test
    void oneCabinetMovesWhileTheOthersRest() {
        Wired site = new Wired();
        site.test();
        assertThat(site.commanded).allMatch(watts -> watts[0] == 0 || watts[1] == 0);
        assertThat(site.commanded)
                .anyMatch(watts -> Math.abs(watts[0] - 5_000) < 1)
                .anyMatch(watts -> Math.abs(watts[1] + 5_000) < 1);
    }

    @Test
    void theSentenceTellsWhatMoves() {
        Wired site = new Wired();
        site.step();
        site.step();
        site.core.startCommissioning("maria", List.of("cab-1"), site.utc);
        Decision decision = site.step();
        for (int i = 0; i < 40; i++) {
            decision = site.step();
        }
        assertThat(decision.sentence()).isEqualTo("Discharging 5.0 kW: the commissioning test moves cab-1.");
    }

    @Tag("slow")
    @Test
    void aTurnedMeterAWrongRatioADeafAndASlowCabinetAreFoundAndNamed() {
        Wired turned = new Wired();
        turned.ctRatio = -1;
        CommissioningReport report = turned.test();
        assertThat(report.passed()).isFalse();
        assertThat(report.results().get(0).why()).contains("the wrong way").contains("current transformers");
        assertThat(turned.step().mode()).isEqualTo(Mode.RELEASED);

        Wired ratio = new Wired();
        ratio.ctRatio = 0.5;
        assertThat(ratio.test().results().get(0).why()).contains("of the step: check the ratio");

        Wired deaf = new Wired();
        deaf.deaf = true;
        report = deaf.test();
        assertThat(report.results().get(0).passed()).isTrue();
        assertThat(report.results().get(1).why()).contains("it followed 0 of");
        assertThat(deaf.step().setpoints().get(1).why()).isEqualTo("not commissioned");
        assertThat(deaf.step().setpoints().get(0).released()).isFalse();

        Wired slow = new Wired();
        slow.delaySeconds = 4;
        assertThat(slow.test().results().get(0).why()).contains("more than 3.0 s");
    }

    @Test
    void aTurnedMeterIsNotJudgedByItsRatioAlone() {
        Wired ratio = new Wired();
        ratio.ctRatio = 1.19;
        ratio.noiseW = 100;
        assertThat(ratio.test().passed()).isTrue();
        ratio = new Wired();
        ratio.ctRatio = 1.21;
        ratio.noiseW = 100;
        assertThat(ratio.test().passed()).isFalse();
    }

    @Tag("slow")
    @Test
    void aLoadThatDriftsIsNoHindranceAndOneThatJumpsIsSaid() {
        Wired drift = new Wired();
        drift.driftWPerSecond = 150;
        assertThat(drift.test().results()).allMatch(CabinetResult::passed);
        Wired wild = new Wired();
        wild.noiseW = 100_000;
        assertThat(wild.test().results().get(0).why()).contains("the load moves too much");
    }

    @Test
    void aFullCabinetIsMovedBetweenRestAndDischargeAndAnUnavailableOneIsNotTested() {
        Wired site = new Wired();
        site.soc = new double[] {100, 60};
        site.unavailable = "it does not answer";
        CommissioningReport report = site.test();
        assertThat(report.results().get(0).passed()).isTrue();
        assertThat(report.results().get(0).stepW()).isEqualTo(5_000);
        assertThat(report.results().get(1).passed()).isFalse();
        assertThat(report.results().get(1).why()).isEqualTo("it does not answer");
    }

    @Test
    void aTestEndsWhenTheGridIsInDoubtAndCannotBeginThen() {
        Wired site = new Wired();
        site.step();
        site.step();
        assertThat(site.core.startCommissioning("m", List.of(), site.utc)).isEqualTo("there is no cabinet to test");
        assertThat(site.core.startCommissioning("m", List.of("cab-1"), site.utc))
                .isEmpty();
        assertThat(site.core.startCommissioning("m", List.of("cab-1"), site.utc))
                .isEqualTo("a test runs already");
        site.step();
        site.voltage = 100;
        site.step();
        site.step();
        assertThat(site.core.state().commissioning().running()).isEmpty();
        CommissioningReport report = site.core.state().commissioning().last().orElseThrow();
        assertThat(report.aborted()).isEqualTo(GridState.SUSPECT.label());
        assertThat(report.passed()).isFalse();
        assertThat(site.core.startCommissioning("m", List.of("cab-1"), site.utc))
                .isEqualTo(GridState.SUSPECT.label());
    }

    @Test
    void anOperatorCanEndIt() {
        Wired site = new Wired();
        site.step();
        site.step();
        site.core.startCommissioning("m", List.of("cab-1"), site.utc);
        site.step();
        site.core.abortCommissioning("ended by maria", site.utc);
        assertThat(site.core.state().commissioning().last().orElseThrow().aborted())
                .isEqualTo("ended by maria");
        assertThat(site.step().mode()).isEqualTo(Mode.RELEASED);
    }
}
