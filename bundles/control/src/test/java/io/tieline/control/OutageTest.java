package io.tieline.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tieline.control.Decision.AlarmType;
import io.tieline.control.Decision.Carrier;
import io.tieline.control.backup.Generator;
import io.tieline.control.backup.GeneratorWatch.Phase;
import io.tieline.control.backup.Order.Kind;
import io.tieline.control.grid.GridState;
import io.tieline.control.settings.BackupSettings.Shedding;
import io.tieline.control.settings.LimitSettings;
import io.tieline.model.LoadClass;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What happens when the grid goes, told like the log of a site. */
class OutageTest {

    private static OutageSite site() {
        OutageSite site = new OutageSite(4).reserve(Duration.ofMinutes(10), Duration.ofMinutes(8));
        site.decide();
        assertThat(site.after(1).grid().state()).isEqualTo(GridState.OK);
        site.states.clear();
        return site;
    }

    private static List<AlarmType> alarms(Decision decision) {
        return decision.alarms().stream().map(Decision.Alarm::type).toList();
    }

    @Test
    void anOutageFromTheDipToTheFullBattery() {
        OutageSite site = site();
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
    void theGeneratorIsOrderedOnlyAfterTheDipsAreOver() {
        OutageSite site = site();
        site.volts = 0;
        double seconds = 0;
        while (site.ordered(Kind.GENERATOR_START) == 0) {
            site.after(0.25);
            seconds += 0.25;
        }
        // 1 s until both votes have matured, then 2 s.
        assertThat(seconds).isBetween(2.5, 4.0);
    }

    @Test
    void aLossIsDecidedHalfASecondAfterItsEvidence() {
        OutageSite site = site();
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
        assertThat(alarms(site.latest())).doesNotContain(AlarmType.BLACK_START);
    }

    @Test
    void belowTheReserveComfortAndTrainingGoAtOnceAndNothingFlutters() {
        OutageSite site = site();
        site.hasGenerator = false;
        site.load(1, LoadClass.P1, 100_000);
        site.load(2, LoadClass.P2, 100_000);
        site.load(3, LoadClass.P3, 100_000);
        site.load(4, LoadClass.P4, 50_000);
        // 450 kW for 10 minutes are 75 kWh; 52 kWh are there, which is enough for 312 kW.
        site.soc = 23;
        site.run(2);
        site.volts = 0;
        site.run(4);
        assertThat(site.switched()).containsExactly("off 4");
        site.run(8);
        assertThat(site.switched()).containsExactly("off 4", "off 3");
        assertThat(site.ordered(Kind.REDUCE_LOAD)).isEqualTo(1);
        assertThat(alarms(site.latest())).contains(AlarmType.LOAD_SHED, AlarmType.RESERVE_LOW);
        site.run(120);
        assertThat(site.switched()).as("nothing came back").containsExactly("off 4", "off 3");
        assertThat(site.latest().supply().shed()).containsExactly("pdu-1/outlet.4", "pdu-1/outlet.3");
        assertThat(site.latest().sentence()).contains("2 outlets are switched off");
    }

    @Tag("slow")
    @Test
    void aGeneratorThatDoesNotStartIsGivenUpInTimeAndTheFloorIsKept() {
        OutageSite site = site();
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
        assertThat(alarms(site.latest())).contains(AlarmType.BLACK_START);
    }

    @Test
    void aGeneratorThatFallsOffIsLoadedInSmallStepsOnceMoreAndThenLockedOut() {
        OutageSite site = site();
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
        assertThat(alarms(site.latest())).contains(AlarmType.LOCKOUT);
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
            OutageSite site = site();
            site.deadAlternator = dead;
            site.switchSticks = !dead;
            site.load(3, LoadClass.P3, 100_000);
            site.soc = 30;
            site.run(2);
            site.volts = 0;
            site.run(60);
            assertThat(site.latest().supply().generators()).isEqualTo(Phase.AT_SPEED);
            assertThat(site.latest().supply().carrier()).isEqualTo(Carrier.CABINETS);
            assertThat(alarms(site.latest())).doesNotContain(AlarmType.GENERATORS_FAILED);
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
        OutageSite site = site();
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
        assertThat(alarms(site.latest())).doesNotContain(AlarmType.GENERATORS_FAILED);
    }

    @Test
    void aFlappingGridIsOneOutageWithoutAStartAndWithoutRetransfer() {
        OutageSite site = site();
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
    void dipsTooShortForALossKeepTheTariffOffUntilAMinuteIsQuiet() {
        OutageSite site = site();
        for (int dip = 0; dip < 3; dip++) {
            site.volts = 140;
            site.after(0.2);
            site.volts = 230;
            site.run(8);
        }
        assertThat(site.states)
                .isEqualTo(OutageSite.path(
                        GridState.SUSPECT, GridState.OK, GridState.SUSPECT, GridState.OK, GridState.SUSPECT));
        site.run(51);
        assertThat(site.latest().grid().state()).isEqualTo(GridState.SUSPECT);
        site.run(3);
        assertThat(site.latest().grid().state()).isEqualTo(GridState.OK);
    }

    @Test
    void aSagOfThreeTenthsOfASecondIsOnlyASuspicion() {
        OutageSite site = site();
        site.load(4, LoadClass.P4, 50_000);
        site.volts = 138;
        site.after(0.1);
        site.after(0.2);
        site.volts = 230;
        site.run(10);
        assertThat(site.states).isEqualTo(OutageSite.path(GridState.SUSPECT, GridState.OK));
        assertThat(site.orders).isEmpty();
        assertThat(alarms(site.latest())).doesNotContain(AlarmType.GRID_SUSPECT, AlarmType.GRID_LOST);
    }

    @Test
    void aSuspicionThatLastsIsAnAlarmAfterTenSeconds() {
        OutageSite site = site();
        site.volts = 201;
        site.run(9);
        assertThat(alarms(site.latest())).doesNotContain(AlarmType.GRID_SUSPECT);
        site.run(2);
        assertThat(site.latest().grid().state()).isEqualTo(GridState.SUSPECT);
        assertThat(alarms(site.latest())).contains(AlarmType.GRID_SUSPECT);
    }

    @Test
    void aGridThatComesBackWithTheWrongFrequencyNeverQualifies() {
        OutageSite site = site();
        site.volts = 0;
        site.run(30);
        site.volts = 230;
        site.hertz = 50.4;
        site.run(590);
        assertThat(site.states).doesNotContain(GridState.QUALIFY);
        assertThat(alarms(site.latest())).doesNotContain(AlarmType.GRID_WRONG);
        assertThat(site.latest().grid().reason()).contains("the grid is back, but the meter sees 50.4 Hz");
        site.run(15);
        assertThat(alarms(site.latest())).contains(AlarmType.GRID_WRONG);
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
        OutageSite site = site();
        site.volts = 0;
        site.run(30);
        site.volts = 230;
        site.wrongSequence = true;
        site.run(900);
        assertThat(site.states).doesNotContain(GridState.QUALIFY);
        assertThat(site.latest().grid().state()).isEqualTo(GridState.LOCKOUT);
        assertThat(site.latest().grid().reason()).contains("wrong sequence");
    }

    @Test
    void aUpsOnBatteryBesideAHealthyGridIsNoOutage() {
        OutageSite site = site();
        site.upsFault = true;
        site.run(60);
        assertThat(site.states).isEqualTo(OutageSite.path(GridState.SUSPECT, GridState.CONTRADICTION));
        assertThat(site.orders).isEmpty();
        assertThat(site.latest().setpoints()).noneMatch(Decision.Setpoint::released);
        assertThat(site.latest().powerW()).isZero();
        assertThat(alarms(site.latest())).contains(AlarmType.GRID_CONTRADICTION);
        assertThat(site.latest().grid().reason()).isEqualTo("ups-a on battery, but the meter sees a healthy grid");
    }

    @Test
    void aUpsInBypassTakesTheTariffOff() {
        OutageSite site = site();
        site.baseW = 850_000;
        site.run(3);
        assertThat(site.latest().powerW()).isPositive();
        site.upsBypassed = true;
        site.run(1);
        assertThat(site.latest().powerW()).isZero();
        assertThat(site.latest().grid().state()).isEqualTo(GridState.CONTRADICTION);
        assertThat(site.latest().grid().reason()).contains("ups-a in bypass");
        assertThat(alarms(site.latest())).contains(AlarmType.GRID_CONTRADICTION);
        site.upsBypassed = false;
        site.run(4);
        assertThat(site.latest().grid().state()).isEqualTo(GridState.OK);
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
    void anOutletThatDoesNotObeyIsLeftAloneAndTheNextOneGoes() {
        OutageSite site = site();
        site.hasGenerator = false;
        site.load(3, LoadClass.P4, 60_000).stuck = true;
        site.load(5, LoadClass.P4, 55_000).stuck = true;
        site.outlet(5).lies = true;
        site.load(6, LoadClass.P4, 50_000);
        site.baseW = 300_000;
        // 465 kW for 10 minutes are 77.5 kWh; 70 kWh are there.
        site.soc = 27.5;
        site.run(2);
        site.volts = 0;
        site.run(30);
        assertThat(site.switched()).containsExactly("off 3", "off 5", "off 6");
        assertThat(site.latest().alarms().stream()
                        .filter(alarm -> alarm.type() == AlarmType.OUTLET_STUCK)
                        .map(Decision.Alarm::source))
                .containsExactly("pdu-1/outlet.3", "pdu-1/outlet.5");
        site.run(120);
        assertThat(site.ordered(Kind.OUTLET_OFF)).as("no endless retry").isEqualTo(3);
    }

    @Test
    void theImportLimitIsKeptByTheLeastImportantLoadsIfThePolicySaysSo() {
        OutageSite site = new OutageSite(1).reserve(Duration.ZERO, Duration.ZERO);
        site.with(site.settings.withLimits(new LimitSettings(400_000, 0)))
                .shedding(Shedding.DEFAULT.withAtImportLimit(true));
        site.soc = 5;
        site.load(2, LoadClass.P2, 100_000);
        site.load(3, LoadClass.P3, 80_000);
        site.load(4, LoadClass.P4, 70_000);
        site.baseW = 170_000;
        site.decide();
        site.run(20);
        assertThat(site.switched()).containsExactly("off 4");
        assertThat(site.loadW()).isLessThanOrEqualTo(400_000);
        site.baseW = 50_000;
        site.run(90);
        assertThat(site.switched()).as("back with room to spare").containsExactly("off 4", "on 4");
    }

    @Test
    void withoutThatPolicyTheExcessIsAcceptedAndSaid() {
        OutageSite site = new OutageSite(1).reserve(Duration.ZERO, Duration.ZERO);
        site.with(site.settings.withLimits(new LimitSettings(300_000, 0)));
        site.soc = 5;
        site.baseW = 350_000;
        site.load(4, LoadClass.P4, 70_000);
        site.decide();
        site.run(20);
        assertThat(site.orders).isEmpty();
        assertThat(alarms(site.latest())).contains(AlarmType.IMPORT_LIMIT);
    }

    @Test
    void aRestartInAnOutageGoesOnWhereItWas() {
        OutageSite site = site();
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
        assertThat(alarms(site.latest())).contains(AlarmType.STORM).doesNotContain(AlarmType.RESERVE_LOW);
    }
}
