package io.tieline.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.Decision.AlarmType;
import io.tieline.control.Decision.Carrier;
import io.tieline.control.backup.Generator;
import io.tieline.control.backup.Order.Kind;
import io.tieline.control.grid.GridState;
import io.tieline.model.LoadClass;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A site where neither a transfer switch nor the generators tell where the load is. */
class GeneratorsNobodyTellsOfTest {

    private final OutageSite site = new OutageSite(4).reserve(Duration.ofMinutes(10), Duration.ofMinutes(8));

    @BeforeEach
    void healthy() {
        site.hasSwitch = false;
        site.generatorTells = false;
        site.decide();
        assertThat(site.after(1).grid().state()).isEqualTo(GridState.OK);
    }

    private GridState state() {
        return site.latest().grid().state();
    }

    @ParameterizedTest(name = "meter answers: {0}")
    @ValueSource(booleans = {true, false})
    void theyCarryTheLoadOnceTheUpsAreOffBatteryWithoutAGrid(boolean meterAnswers) {
        site.load(3, LoadClass.P3, 100_000);
        site.soc = 30;
        site.meterAnswers = meterAnswers;
        site.volts = 0;
        site.run(12);
        assertThat(site.onGenerator).isFalse();
        assertThat(state()).isIn(GridState.LOST, GridState.GEN_STARTING);
        site.run(60);
        assertThat(state()).isEqualTo(GridState.ON_GEN);
        assertThat(site.latest().supply().carrier()).isEqualTo(Carrier.GENERATORS);
        site.run(1000);
        assertThat(site.alarms()).doesNotContain(AlarmType.GENERATORS_FAILED);
        assertThat(site.switched()).as("200 of 400 kW: nothing has to go").isEmpty();
    }

    @Test
    void theirRatingCountsThen() {
        site.load(3, LoadClass.P3, 100_000);
        site.ratedW = 150_000;
        site.volts = 0;
        site.run(60);
        assertThat(site.switched()).containsExactly("off 3");
    }

    @Test
    void aUpsThatIsOnBatteryAgainTakesItBack() {
        site.volts = 0;
        site.run(60);
        assertThat(state()).isEqualTo(GridState.ON_GEN);
        site.deadAlternator = true;
        site.run(2);
        assertThat(state()).isEqualTo(GridState.GEN_STARTING);
    }

    @Test
    void theWayBackWaitsUntilTheMeterSeesTheLoad() {
        site.volts = 0;
        site.run(60);
        site.switchSticks = true;
        site.volts = 230;
        site.run(400);
        assertThat(state()).isEqualTo(GridState.RETRANSFER);
        assertThat(site.latest().grid().reason()).contains("the load goes back to it: the meter does not see it yet");
        site.run(1800);
        assertThat(site.alarms()).contains(AlarmType.RETRANSFER_LATE);
        assertThat(site.ordered(Kind.GENERATOR_STOP))
                .as("it still carries the load")
                .isZero();
        site.switchSticks = false;
        site.run(330);
        assertThat(state()).isIn(GridState.RECHARGE, GridState.OK);
        site.run(301);
        assertThat(site.engine).isEqualTo(Generator.State.STOPPED);
    }

    @Test
    void withoutAMeterNobodyGoesBackWhileAnEngineRunsThatMayCarryTheLoad() {
        site.meterAnswers = false;
        site.volts = 0;
        site.run(60);
        site.volts = 230;
        site.run(700);
        site.acknowledge = true;
        site.run(1);
        assertThat(state()).isEqualTo(GridState.ON_GEN);
        assertThat(site.latest().alarms())
                .anySatisfy(alarm -> assertThat(alarm.text()).contains("genset-1 may carry the load"));
        site.engine = Generator.State.STOPPED;
        site.run(1);
        assertThat(site.latest().waitsForOperator())
                .as("stopped by hand, and the UPS stays")
                .isTrue();
        site.acknowledge = true;
        site.run(361);
        assertThat(state()).isEqualTo(GridState.DEGRADED);
    }
}
