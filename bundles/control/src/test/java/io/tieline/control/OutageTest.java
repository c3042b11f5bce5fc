package io.tieline.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tieline.control.Decision.AlarmType;
import io.tieline.control.Decision.Carrier;
import io.tieline.control.backup.Generator;
import io.tieline.control.backup.Order.Kind;
import io.tieline.control.grid.GridState;
import io.tieline.model.LoadClass;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What happens when the grid goes, told like the log of a site. */
class OutageTest {

    @Test
    void anOutageFromTheDipToTheFullBattery() {
        OutageSite site = OutageSite.healthy();
        site.volts = 0;
        site.run(20);
        assertThat(site.latest().grid().state()).isEqualTo(GridState.ON_GEN);
        assertThat(site.latest().supply().carrier()).isEqualTo(Carrier.GENERATORS);
        assertThat(site.latest().sentence()).startsWith("Grid lost at 14:00").contains("the generators carry the load");
        site.run(600);
        site.volts = 230;
        site.run(300);
        assertThat(site.latest().grid().state()).isEqualTo(GridState.QUALIFY);
        site.run(700);
        site.run(20 * 60);
        assertThat(site.states)
                .isEqualTo(OutageSite.path(
                        GridState.SUSPECT,
                        GridState.LOST,
                        GridState.GEN_STARTING,
                        GridState.ON_GEN,
                        GridState.QUALIFY,
                        GridState.RETRANSFER,
                        GridState.RECHARGE,
                        GridState.OK));
        assertThat(site.ordered(Kind.GENERATOR_START)).isEqualTo(1);
        assertThat(site.ordered(Kind.GENERATOR_STOP))
                .as("we started it, we stop it")
                .isEqualTo(1);
        assertThat(site.engine).isEqualTo(Generator.State.STOPPED);
        assertThat(site.latest().supply().carrier()).isEqualTo(Carrier.GRID);
    }

    @Test
    void aLossIsDecidedHalfASecondAfterItsEvidence() {
        OutageSite site = OutageSite.healthy();
        site.volts = 0;
        site.after(0.1);
        for (int i = 0; i < 9; i++) {
            assertThat(site.after(0.1).grid().state()).isEqualTo(GridState.SUSPECT);
        }
        assertThat(site.after(0.1).grid().state())
                .as("the UPS has been on battery for 1 s, the meter out of band for 0.5 s")
                .isEqualTo(GridState.LOST);
    }

    @Test
    void anOutageWhileShavingStopsItAndKeepsThePromisedMinutes() {
        OutageSite site = new OutageSite(4).reserve(Duration.ofMinutes(10), Duration.ofMinutes(8));
        site.baseW = 900_000;
        site.hasGenerator = false;
        site.soc = 10 + 900_000 / 6.0 / 400_000 * 100 + 0.5;
        site.decide();
        site.run(5);
        site.volts = 0;
        Decision suspect = site.after(0.2);
        assertThat(suspect.powerW()).as("shaving stops at the first evidence").isZero();
        site.run(2);
        assertThat(site.latest().grid().state()).isEqualTo(GridState.LOST);
        assertThat(site.latest().setpoints()).allMatch(Decision.Setpoint::released);
        assertThat(site.latest().reserve().minutesAvailable()).isCloseTo(10, within(0.3));
        site.run(9 * 60);
        assertThat(site.latest().reserve().minutesAvailable()).isCloseTo(1, within(0.3));
        assertThat(site.alarms()).doesNotContain(AlarmType.BLACK_START);
    }

    @Test
    void aFlappingGridIsOneOutageWithoutAStartAndWithoutRetransfer() {
        OutageSite site = OutageSite.healthy();
        site.volts = 0;
        site.after(0.1);
        long began = site.after(1.2).grid().lostUtcMillis();
        assertThat(site.latest().grid().state()).isEqualTo(GridState.LOST);
        for (int dip = 0; dip < 5; dip++) {
            site.volts = 230;
            site.run(12);
            site.volts = 0;
            site.after(0.1);
            site.after(1.2);
        }
        assertThat(site.latest().grid().lostUtcMillis()).isEqualTo(began);
        assertThat(site.ordered(Kind.GENERATOR_START)).isZero();
        assertThat(site.states).doesNotContain(GridState.RETRANSFER, GridState.RECHARGE, GridState.OK);
        site.volts = 230;
        site.run(299);
        assertThat(site.latest().grid().state()).isEqualTo(GridState.QUALIFY);
    }

    @Test
    void aGridThatComesBackWithTheWrongFrequencyNeverQualifies() {
        OutageSite site = OutageSite.healthy();
        site.volts = 0;
        site.run(30);
        site.volts = 230;
        site.hertz = 50.4;
        site.run(590);
        assertThat(site.states).doesNotContain(GridState.QUALIFY);
        assertThat(site.alarms()).doesNotContain(AlarmType.GRID_WRONG);
        assertThat(site.latest().grid().reason()).contains("the grid is back, but the meter sees 50.4 Hz");
        site.run(15);
        assertThat(site.alarms()).contains(AlarmType.GRID_WRONG);
        assertThat(site.latest().grid().state()).isEqualTo(GridState.LOCKOUT);
        site.hertz = 50;
        site.run(600);
        assertThat(site.latest().grid().state()).as("manual only").isEqualTo(GridState.LOCKOUT);
        site.acknowledge = true;
        site.run(1);
        assertThat(site.latest().grid().state()).isEqualTo(GridState.QUALIFY);
    }

    @Test
    void aGridThatTurnsTheWrongWayNeverQualifies() {
        OutageSite site = OutageSite.healthy();
        site.volts = 0;
        site.run(30);
        site.volts = 230;
        site.wrongSequence = true;
        site.run(900);
        assertThat(site.states).doesNotContain(GridState.QUALIFY);
        assertThat(site.latest().grid().state()).isEqualTo(GridState.LOCKOUT);
        assertThat(site.latest().grid().reason()).contains("wrong sequence");
    }

    @Tag("slow")
    @Test
    void rechargeWaitsThenRampsAndGoesOnRampingWhenTheReserveIsMet() {
        OutageSite site = new OutageSite(4).reserve(Duration.ofMinutes(2), Duration.ZERO);
        site.decide();
        site.run(2);
        site.volts = 0;
        site.run(200);
        site.volts = 230;
        site.run(700);
        assertThat(site.latest().grid().state()).isEqualTo(GridState.OK);
        assertThat(site.latest().powerW()).as("ten minutes of rest").isZero();
        site.run(900);
        assertThat(site.latest().powerW()).isNegative();
        double least = 0;
        for (int i = 0; i < 60; i++) {
            least = Math.min(least, site.run(1).powerW());
        }
        assertThat(least).isGreaterThanOrEqualTo(-800_000);
    }

    @Test
    void aRestartInAnOutageGoesOnWhereItWas() {
        OutageSite site = OutageSite.healthy();
        site.load(4, LoadClass.P4, 50_000);
        site.soc = 15;
        site.run(2);
        site.volts = 0;
        site.run(30);
        assertThat(site.latest().grid().state()).isEqualTo(GridState.ON_GEN);
        assertThat(site.switched()).containsExactly("off 4");
        long began = site.latest().grid().lostUtcMillis();
        site.restart();
        Decision first = site.after(1);
        assertThat(first.grid().state()).isEqualTo(GridState.ON_GEN);
        assertThat(first.grid().lostUtcMillis()).isEqualTo(began);
        assertThat(first.supply().shed()).containsExactly("pdu-1/outlet.4");
        assertThat(first.setpoints()).allMatch(Decision.Setpoint::released);
        site.volts = 230;
        site.run(1000);
        assertThat(site.switched()).as("what we took we give back").containsExactly("off 4", "on 4");
        assertThat(site.ordered(Kind.GENERATOR_START)).as("it runs already").isEqualTo(1);
    }

    @Tag("slow")
    @Test
    void aRestartWhileTheBackupIsRefilledBeginsTheRampAnew() {
        OutageSite site = new OutageSite(4).reserve(Duration.ofMinutes(40), Duration.ZERO);
        site.soc = 20;
        site.decide();
        site.run(2);
        site.volts = 0;
        site.run(1200);
        site.volts = 230;
        site.run(1000);
        assertThat(site.latest().grid().state()).isEqualTo(GridState.RECHARGE);
        site.restart();
        site.after(1);
        assertThat(site.latest().grid().state()).isEqualTo(GridState.RECHARGE);
        assertThat(site.run(60).powerW()).isZero();
    }

    @Test
    void aRestartWhileChargingStillWaitsBeginsTheWaitAnew() {
        OutageSite site = new OutageSite(4).reserve(Duration.ofMinutes(2), Duration.ZERO);
        site.decide();
        site.run(2);
        site.volts = 0;
        site.run(60);
        site.volts = 230;
        site.run(400);
        assertThat(site.latest().grid().state())
                .as("the reserve was never touched")
                .isEqualTo(GridState.OK);
        site.restart();
        site.run(590);
        assertThat(site.latest().powerW()).isZero();
        site.run(75);
        assertThat(site.latest().powerW()).as("then a tenth a minute").isBetween(-90_000.0, -1.0);
    }

    @Test
    void aStormKeepsEverythingAndASuspendedPromiseIsNoAlarm() {
        OutageSite site = new OutageSite(4).reserve(Duration.ofMinutes(5), Duration.ZERO);
        site.with(site.settings.withReserve(site.settings.reserve().withStorm(true)));
        site.baseW = 800_000;
        site.decide();
        site.run(5);
        assertThat(site.latest().powerW()).isLessThanOrEqualTo(0);
        assertThat(site.latest().reserve().floorPercent()).isEqualTo(100);
        assertThat(site.alarms()).contains(AlarmType.STORM).doesNotContain(AlarmType.RESERVE_LOW);
    }
}
