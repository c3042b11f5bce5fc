package io.tieline.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.Decision.AlarmType;
import io.tieline.control.Decision.Mode;
import io.tieline.control.backup.Generator;
import io.tieline.control.backup.Order.Kind;
import io.tieline.control.grid.GridState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An outage whose surge has destroyed the grid meter: nobody sees the grid come back but those behind it. */
class OutageWithoutMeterTest {

    private static final double QUALIFY = 300;
    private static final double SPREAD = 60;

    private final OutageSite site = new OutageSite(4).reserve(Duration.ofMinutes(10), Duration.ofMinutes(8));

    @BeforeEach
    void healthy() {
        site.decide();
        assertThat(site.after(1).grid().state()).isEqualTo(GridState.OK);
    }

    private void surge() {
        site.volts = 0;
        site.meterAnswers = false;
        site.run(60);
        assertThat(site.latest().grid().state().isOutage()).isTrue();
        site.states.clear();
    }

    private void acknowledge() {
        site.acknowledge = true;
        site.run(1);
    }

    private GridState state() {
        return site.latest().grid().state();
    }

    private List<String> told(AlarmType type) {
        return site.latest().alarms().stream()
                .filter(alarm -> alarm.type() == type)
                .map(Decision.Alarm::text)
                .toList();
    }

    @Test
    void theOperatorIsAskedAtOnceAndNothingGoesOnWithoutHim() {
        site.hasGenerator = false;
        surge();
        assertThat(site.latest().waitsForOperator()).as("the UPS is on battery").isFalse();
        site.volts = 230;
        site.run(1);
        assertThat(told(AlarmType.LOCKOUT))
                .singleElement()
                .asString()
                .contains("Only the grid meter", "no answer in time", "repair it", "control.acknowledge");
        assertThat(site.latest().waitsForOperator()).isTrue();
        site.run(3600);
        assertThat(state()).isEqualTo(GridState.LOST);
        assertThat(site.latest().mode()).isEqualTo(Mode.RELEASED);
    }

    @Test
    void aSiteWithoutAnyMeterGoesBackWithHisWordToo() {
        site.hasGenerator = false;
        surge();
        site.hasMeter = false;
        site.volts = 230;
        site.run(1);
        assertThat(told(AlarmType.LOCKOUT)).singleElement().asString().contains("control.acknowledge");
        acknowledge();
        assertThat(state()).isEqualTo(GridState.QUALIFY);
        site.run(QUALIFY + SPREAD + 2);
        assertThat(state()).isEqualTo(GridState.DEGRADED);
    }

    @Test
    void withHisWordTheSiteGoesBackAfterFiveMinutesOfTheOthersAndRestsUntilTheMeterIsBack() {
        site.hasGenerator = false;
        surge();
        site.volts = 230;
        site.run(1);
        acknowledge();
        assertThat(state()).isEqualTo(GridState.QUALIFY);
        assertThat(site.latest().grid().reason()).contains("an operator goes on without the grid meter");
        assertThat(site.latest().significant()).as("on the record").isTrue();
        site.run(QUALIFY - 1);
        assertThat(state()).isEqualTo(GridState.QUALIFY);
        assertThat(site.latest().waitsForOperator()).isFalse();
        assertThat(told(AlarmType.METER_LOST)).hasSize(1);
        site.run(SPREAD + 2);
        assertThat(site.states)
                .isEqualTo(
                        OutageSite.path(GridState.LOST, GridState.QUALIFY, GridState.RETRANSFER, GridState.DEGRADED));
        assertThat(site.latest().grid().reason()).contains("back on the grid without its meter");
        assertThat(told(AlarmType.METER_LOST)).hasSize(1);
        site.run(3600);
        assertThat(state()).isEqualTo(GridState.DEGRADED);
        assertThat(site.latest().powerW()).isZero();
        assertThat(site.latest().setpoints()).allMatch(setpoint -> setpoint.released() || setpoint.watts() == 0);
        site.meterAnswers = true;
        site.run(1);
        assertThat(state()).isEqualTo(GridState.OK);
        assertThat(site.latest().alarms()).isEmpty();
    }

    @Test
    void anOutageThatTookFromTheReserveIsRefilledWhenTheMeterIsBack() {
        site.hasGenerator = false;
        site.soc = 14.4;
        surge();
        site.volts = 230;
        site.run(1);
        acknowledge();
        site.run(QUALIFY + SPREAD + 1);
        assertThat(state()).isEqualTo(GridState.DEGRADED);
        site.meterAnswers = true;
        site.run(1);
        assertThat(state()).isEqualTo(GridState.RECHARGE);
    }

    @Test
    void hisWordIsGoodForOneAttemptOfWhichEveryWitnessIsSure() {
        site.hasGenerator = false;
        surge();
        acknowledge();
        assertThat(state()).as("the UPS is on battery").isEqualTo(GridState.LOST);
        site.volts = 230;
        site.run(QUALIFY);
        assertThat(state()).as("a word given too early is forgotten").isEqualTo(GridState.LOST);
        acknowledge();
        site.run(200);
        site.upsAnswers = false;
        site.run(1);
        assertThat(state()).isEqualTo(GridState.LOST);
        site.upsAnswers = true;
        site.run(QUALIFY);
        assertThat(state()).isEqualTo(GridState.LOST);
        acknowledge();
        site.run(200);
        site.volts = 0;
        site.run(1);
        assertThat(state()).isEqualTo(GridState.LOST);
    }

    @Test
    void aMeterThatFallsSilentOnTheWayBackIsNoWordOfAnOperator() {
        site.hasGenerator = false;
        site.volts = 0;
        site.run(60);
        site.volts = 230;
        site.run(200);
        assertThat(state()).isEqualTo(GridState.QUALIFY);
        site.meterAnswers = false;
        site.run(30);
        assertThat(state()).isEqualTo(GridState.LOST);
        assertThat(site.latest().waitsForOperator()).isTrue();
    }

    @Test
    void generatorsKeepTheLoadUntilSomebodyBringsItBackAndThenStop() {
        surge();
        assertThat(state()).isEqualTo(GridState.ON_GEN);
        site.volts = 230;
        site.switchSticks = true;
        site.run(500);
        assertThat(told(AlarmType.METER_LOST)).isEmpty();
        acknowledge();
        assertThat(state()).as("the load is still on the generator").isEqualTo(GridState.ON_GEN);
        site.run(100);
        assertThat(told(AlarmType.METER_LOST))
                .singleElement()
                .asString()
                .contains("bring the load back by hand", "ats-1 not on its normal source", "genset-1 gives power");
        site.switchSticks = false;
        site.run(330);
        assertThat(site.onGenerator).as("somebody has").isFalse();
        assertThat(site.latest().waitsForOperator()).isTrue();
        site.run(900);
        assertThat(site.ordered(Kind.GENERATOR_STOP))
                .as("nobody has said so yet")
                .isZero();
        acknowledge();
        site.run(QUALIFY + SPREAD + 1);
        assertThat(state()).isEqualTo(GridState.DEGRADED);
        assertThat(site.engine).isEqualTo(Generator.State.RUNNING);
        site.run(301);
        assertThat(site.engine).as("we started it, we stop it").isEqualTo(Generator.State.STOPPED);
        assertThat(site.ordered(Kind.GENERATOR_START)).isEqualTo(1);
    }

    @Test
    void aGeneratorThatIsStoppedByHandAfterTheRetransferIsNotStartedAgain() {
        surge();
        site.volts = 230;
        site.run(330);
        assertThat(site.onGenerator).isFalse();
        site.engine = Generator.State.STOPPED;
        site.run(60);
        assertThat(site.ordered(Kind.GENERATOR_START)).isEqualTo(1);
        assertThat(state()).isEqualTo(GridState.LOST);
        site.volts = 0;
        site.run(10);
        assertThat(site.ordered(Kind.GENERATOR_START))
                .as("the UPS is on battery again")
                .isEqualTo(2);
    }

    @Test
    void afterALockoutHisWordLeadsTheSameWay() {
        site.stallsAboveW = 1;
        surge();
        site.run(120);
        assertThat(state()).isEqualTo(GridState.LOCKOUT);
        site.volts = 230;
        site.run(1);
        assertThat(told(AlarmType.LOCKOUT)).hasSize(1);
        assertThat(told(AlarmType.METER_LOST)).singleElement().asString().startsWith("Only the grid meter");
        acknowledge();
        assertThat(state()).isEqualTo(GridState.QUALIFY);
    }

    @Test
    void aRestartOnTheWayAsksAgainAndOneAtItsEndGoesOn() {
        site.hasGenerator = false;
        surge();
        site.volts = 230;
        site.run(1);
        acknowledge();
        site.run(100);
        site.restart();
        site.run(2);
        assertThat(state()).isEqualTo(GridState.LOST);
        acknowledge();
        site.run(QUALIFY + SPREAD + 1);
        assertThat(state()).isEqualTo(GridState.DEGRADED);
        site.restart();
        site.run(2);
        assertThat(state()).isEqualTo(GridState.DEGRADED);
        site.volts = 0;
        site.run(3);
        assertThat(state()).as("the silent meter and the UPS are two votes").isEqualTo(GridState.LOST);
    }
}
