package io.tieline.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.Decision.AlarmType;
import io.tieline.control.Decision.Carrier;
import io.tieline.control.backup.Generator;
import io.tieline.control.backup.GeneratorWatch.Phase;
import io.tieline.control.backup.Order.Kind;
import io.tieline.control.grid.GridState;
import io.tieline.model.LoadClass;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How generators take the load over in an outage, and what happens where they do not. */
class OutageGeneratorsTest {

    @Test
    void theGeneratorIsOrderedOnlyAfterTheDipsAreOver() {
        OutageSite site = OutageSite.healthy();
        site.volts = 0;
        double seconds = 0;
        while (site.ordered(Kind.GENERATOR_START) == 0) {
            site.after(0.25);
            seconds += 0.25;
        }
        // 1 s until both votes have matured, then 2 s.
        assertThat(seconds).isBetween(2.5, 4.0);
    }

    @Tag("slow")
    @Test
    void aGeneratorThatDoesNotStartIsGivenUpInTimeAndTheFloorIsKept() {
        OutageSite site = OutageSite.healthy();
        site.engineStarts = false;
        site.load(1, LoadClass.P1, 100_000);
        site.load(2, LoadClass.P2, 100_000);
        site.load(3, LoadClass.P3, 100_000);
        site.load(4, LoadClass.P4, 50_000);
        site.load(9, LoadClass.P0, 500);
        site.baseW = 0;
        site.soc = 35;
        site.run(2);
        site.volts = 0;
        int seconds = 0;
        while (site.latest().supply().generators() != Phase.FAILED) {
            site.run(1);
            seconds++;
        }
        assertThat(seconds).isLessThanOrEqualTo(93);
        assertThat(site.ordered(Kind.GENERATOR_START)).isEqualTo(3);
        assertThat(site.latest().grid().state()).isEqualTo(GridState.LOST);
        Decision.Alarm failed = site.latest().alarms().stream()
                .filter(alarm -> alarm.type() == AlarmType.GENERATORS_FAILED)
                .findFirst()
                .orElseThrow();
        assertThat(failed.text()).contains("shut down in good order").contains("minutes are left");
        site.run(3600);
        assertThat(site.soc).as("the black-start floor").isGreaterThanOrEqualTo(9.8);
        assertThat(site.switched())
                .startsWith("off 4", "off 3", "off 2")
                .contains("off 1")
                .doesNotContain("off 9");
        assertThat(site.alarms()).contains(AlarmType.BLACK_START);
    }

    @Test
    void aGeneratorThatFallsOffIsLoadedInSmallStepsOnceMoreAndThenLockedOut() {
        OutageSite site = OutageSite.healthy();
        site.load(1, LoadClass.P1, 100_000);
        site.load(2, LoadClass.P2, 30_000);
        site.load(3, LoadClass.P3, 25_000, true);
        site.load(4, LoadClass.P3, 25_000);
        site.baseW = 0;
        site.stallsAboveW = 150_000;
        site.run(2);
        site.volts = 0;
        site.run(20);
        assertThat(site.latest().supply().carrier())
                .as("no gap: the cabinets carry on")
                .isEqualTo(Carrier.CABINETS);
        assertThat(site.latest().grid().state()).isIn(GridState.LOST, GridState.GEN_STARTING);
        site.run(15);
        assertThat(site.switched()).containsExactlyInAnyOrder("off 2", "off 3", "off 4");
        site.run(10);
        assertThat(site.latest().grid().state()).isEqualTo(GridState.ON_GEN);
        site.run(58);
        assertThat(site.switched().subList(3, site.switched().size()))
                .as("cooling first, one step of 40 kW each, inrush counted")
                .startsWith("on 3");
        site.run(60);
        assertThat(site.latest().grid().state()).isEqualTo(GridState.LOCKOUT);
        assertThat(site.alarms()).contains(AlarmType.LOCKOUT);
        assertThat(site.ordered(Kind.GENERATOR_START)).isEqualTo(2);
        site.volts = 230;
        site.run(900);
        assertThat(site.latest().grid().state()).as("only an operator goes on").isEqualTo(GridState.LOCKOUT);
        site.acknowledge = true;
        site.run(1);
        assertThat(site.latest().grid().state()).isEqualTo(GridState.QUALIFY);
    }

    @Test
    void aGeneratorThatRunsWithoutCarryingTheLoadIsToldAndTheLoadIsFittedToTheBatteries() {
        for (boolean dead : new boolean[] {true, false}) {
            OutageSite site = OutageSite.healthy();
            site.deadAlternator = dead;
            site.switchSticks = !dead;
            site.load(3, LoadClass.P3, 100_000);
            site.soc = 30;
            site.run(2);
            site.volts = 0;
            site.run(60);
            assertThat(site.latest().supply().generators()).isEqualTo(Phase.AT_SPEED);
            assertThat(site.latest().supply().carrier()).isEqualTo(Carrier.CABINETS);
            assertThat(site.alarms()).doesNotContain(AlarmType.GENERATORS_FAILED);
            site.run(20);
            assertThat(site.latest().alarms().stream()
                            .filter(alarm -> alarm.type() == AlarmType.GENERATORS_FAILED)
                            .map(Decision.Alarm::text))
                    .singleElement()
                    .asString()
                    .contains("do not carry the load", "transfer switch", "minutes are left");
            site.run(1000);
            assertThat(site.switched()).as("what the batteries cannot last").containsExactly("off 3");
        }
    }

    @Test
    void aGeneratorThatDoesNotStopIsToldByItsName() {
        OutageSite site = OutageSite.healthy();
        site.volts = 0;
        site.run(60);
        site.volts = 230;
        site.stopRefused = true;
        site.run(1060);
        assertThat(site.ordered(Kind.GENERATOR_STOP)).isEqualTo(1);
        assertThat(site.latest().alarms().stream()
                        .filter(alarm -> alarm.type() == AlarmType.GENERATORS_FAILED)
                        .map(Decision.Alarm::source))
                .containsExactly("genset-1");
        site.engine = Generator.State.STOPPED;
        site.run(1);
        assertThat(site.alarms()).doesNotContain(AlarmType.GENERATORS_FAILED);
    }
}
