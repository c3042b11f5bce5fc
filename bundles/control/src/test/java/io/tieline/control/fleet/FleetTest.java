package io.tieline.control.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tieline.chemistry.Chemistry;
import io.tieline.chemistry.ChemistryLibrary;
import io.tieline.control.ControlCore;
import io.tieline.control.ControlState;
import io.tieline.control.Site;
import io.tieline.control.settings.ControlSettings;
import io.tieline.control.settings.ReserveSettings;
import io.tieline.control.settings.StorageSettings;
import io.tieline.control.situation.Cabinet;
import io.tieline.control.situation.Cabinet.Condition;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a cabinet can honestly do: its own limits, its chemistry, its state of charge, whichever is least. */
class FleetTest {

    private static final ReserveSettings RESERVE = new ReserveSettings(Duration.ZERO, 10, 0, 7, 1);

    private static Chemistry of(String id) {
        return ChemistryLibrary.find(id).orElseThrow();
    }

    /** 100 kWh and 1 MW of conversion, so that the battery is what limits. */
    private static Cabinet cabinet(double soc, Condition condition) {
        return new Cabinet(0, "cab", "", soc, 100_000, 1e6, 1e6, 1e6, 0, 0, false, condition);
    }

    private static CabinetLimits limits(String chemistry, double soc, double celsius) {
        return CabinetLimits.of(cabinet(soc, Condition.at(celsius)), of(chemistry), Care.NEW, false, RESERVE, 10);
    }

    @ParameterizedTest(name = "{0} at {1} % and {2} °C charges {3} W and discharges {4} W")
    @CsvSource({
        "lfp, 50, 25, 50000, 100000",
        "lfp, 50, 45, 45000, 90000",
        "lfp, 50, 5, 18000, 90000",
        "lfp, 50, -5, 0, 67812.5",
        "lfp, 94.9, 25, 27950, 100000",
        "lfp, 95, 25, 0, 100000",
        "lfp, 10, 25, 50000, 0",
        "nmc, 86, 25, 0, 150000",
        "vrla, 40, 25, 10000, 0",
        "vrla, 60, 25, 10000, 400000",
        "zinc-bromine-flow, 10, 25, 30000, 0",
        "zinc-bromine-flow, 50, 12, 0, 0",
        "sodium-ion, 50, -20, 24000, 64000"
    })
    void theLeastOfAllLimitsHolds(String chemistry, double soc, double celsius, double charge, double discharge) {
        CabinetLimits limits = limits(chemistry, soc, celsius);
        assertThat(-limits.lowW()).isCloseTo(charge, within(1.0));
        assertThat(limits.highW()).isCloseTo(discharge, within(1.0));
    }

    @Test
    void itsOwnLimitsGoBeforeItsChemistry() {
        Cabinet weak = new Cabinet(0, "cab", "", 50, 100_000, 1e6, 3_000, 4_000, 0, 0, false, Condition.at(25));
        CabinetLimits limits = CabinetLimits.of(weak, of("lfp"), Care.NEW, false, RESERVE, 10);
        assertThat(limits.lowW()).isEqualTo(-3_000);
        assertThat(limits.highW()).isEqualTo(4_000);
        assertThat(limits.within(1_000).lowW()).isEqualTo(-1_000);
        assertThat(limits.within(1_000).highW()).isEqualTo(1_000);
        assertThat(limits.within(Double.NaN)).isEqualTo(limits);
    }

    @Test
    void noCabinetPassesItsFloorWithinTheHorizon() {
        CabinetLimits near =
                CabinetLimits.of(cabinet(10.5, Condition.at(25)), of("lfp"), Care.NEW, false, RESERVE, 3600);
        assertThat(near.highW()).isCloseTo(500, within(1e-6));
        CabinetLimits high = CabinetLimits.of(cabinet(94, Condition.at(25)), of("lfp"), Care.NEW, false, RESERVE, 3600);
        assertThat(high.lowW()).isCloseTo(-1_000, within(1e-6));
    }

    @Test
    void theWorstCellDecides() {
        Condition cold = new Condition(5, 9.5, 100, Double.NaN, Double.NaN, "");
        CabinetLimits limits = CabinetLimits.of(cabinet(50, cold), of("lfp"), Care.NEW, false, RESERVE, 10);
        assertThat(limits.lowW()).isCloseTo(-18_000, within(1.0));
        assertThat(limits.highW()).isCloseTo(90_000, within(1.0));
        Condition hot = new Condition(43, 47, 100, Double.NaN, Double.NaN, "");
        assertThat(CabinetLimits.of(cabinet(50, hot), of("lfp"), Care.NEW, false, RESERVE, 10)
                        .lowW())
                .as("nothing is charged above 45 °C")
                .isZero();
    }

    @Test
    void whatItGivesInAnOutageIsThatOfItsTemperature() {
        CabinetLimits atItsFloor = limits("lfp", 10, -5);
        assertThat(atItsFloor.highW()).isZero();
        assertThat(atItsFloor.outageW()).isCloseTo(67_812.5, within(1.0));
        assertThat(atItsFloor.within(50_000).outageW()).isEqualTo(50_000);
    }

    @Test
    void aCabinetThatMustCoolDownIsNoBackup() {
        ControlSettings settings =
                ControlSettings.defaults(ZoneOffset.UTC).withStorage(StorageSettings.all(2, of("lfp")));
        List<Cabinet> cabinets = List.of(cabinet(50, Condition.at(56)), cabinet(50, Condition.at(25)));
        FleetMemory memory = FleetMemory.of(2).next(cabinets, settings, 1, 0, 0, 0);
        Fleet fleet = Fleet.of(cabinets, memory, settings, 10);
        assertThat(fleet.backup()).containsExactly(false, true);
        assertThat(fleet.storedWh()).isEqualTo(50_000);
        assertThat(fleet.outageW()).containsExactly(0, 100_000);
    }

    @Test
    void cellsOfDifferentTemperatureAreNotCharged() {
        Condition uneven = new Condition(20, 26, 100, Double.NaN, Double.NaN, "");
        CabinetLimits limits = CabinetLimits.of(cabinet(50, uneven), of("lfp"), Care.NEW, false, RESERVE, 10);
        assertThat(limits.lowW()).isZero();
        assertThat(limits.highW()).isCloseTo(100_000, within(1.0));
        assertThat(limits.why()).contains("6 °C apart");
        Condition even = new Condition(21, 26, 100, Double.NaN, Double.NaN, "");
        assertThat(CabinetLimits.of(cabinet(50, even), of("lfp"), Care.NEW, false, RESERVE, 10)
                        .lowW())
                .isNegative();
    }

    @Test
    void cellsThatHaveDriftedApartLimitTheWhole() {
        Condition apart = new Condition(25, 25, 100, 3.20, 3.26, "");
        CabinetLimits limits = CabinetLimits.of(cabinet(50, apart), of("lfp"), Care.NEW, false, RESERVE, 10);
        assertThat(limits.highW()).as("30 of 60 mV").isCloseTo(50_000, within(1.0));
        assertThat(limits.why()).contains("60 mV");
        assertThat(limits.lowW()).as("and so is the charge").isCloseTo(-25_000, within(1.0));
        Cabinet idle = new Cabinet(0, "cab", "", 50, 100_000, 1e6, 1e6, 1e6, -20_000, 0, false, apart);
        assertThat(CabinetLimits.of(idle, of("lfp"), Care.NEW, false, RESERVE, 10)
                        .highW())
                .as("2 % of its power are no load")
                .isCloseTo(50_000, within(1.0));
        Cabinet charged = new Cabinet(0, "cab", "", 50, 100_000, 1e6, 1e6, 1e6, -20_001, 0, false, apart);
        assertThat(CabinetLimits.of(charged, of("lfp"), Care.NEW, false, RESERVE, 10)
                        .highW())
                .isCloseTo(100_000, within(1.0));
        Cabinet loaded = new Cabinet(0, "cab", "", 50, 100_000, 1e6, 1e6, 1e6, 90_000, 0, false, apart);
        assertThat(CabinetLimits.of(loaded, of("lfp"), Care.NEW, false, RESERVE, 10)
                        .highW())
                .as("100 mV are usual under load")
                .isCloseTo(100_000, within(1.0));
    }

    @Test
    void aStoppedAreaIsNotChargedAndAFloatIsNotKeptWhereItIsForbidden() {
        CabinetLimits stopped = CabinetLimits.of(cabinet(50, Condition.at(25)), of("lfp"), Care.NEW, true, RESERVE, 10);
        assertThat(stopped.lowW()).isZero();
        assertThat(stopped.highW()).isPositive();
        Care full = Care.NEW.next(cabinet(99.5, Condition.at(25)), of("nizn"), 1);
        Cabinet below = cabinet(95, Condition.at(25));
        assertThat(CabinetLimits.of(below, of("nizn"), full.next(below, of("nizn"), 1), false, RESERVE, 10)
                        .lowW())
                .isZero();
        Cabinet empty = cabinet(89, Condition.at(25));
        assertThat(CabinetLimits.of(empty, of("nizn"), full.next(empty, of("nizn"), 1), false, RESERVE, 10)
                        .lowW())
                .isNegative();
        Care lfp = Care.NEW.next(cabinet(99.5, Condition.at(25)), of("lfp"), 1);
        assertThat(CabinetLimits.of(cabinet(94, Condition.at(25)), of("lfp"), lfp, false, RESERVE, 10)
                        .lowW())
                .as("no float, but topping up is allowed")
                .isNegative();
    }

    @Test
    void aFullChargeGoesToTheVeryTopAndIsNotDischargedMeanwhile() {
        Care begun = Care.NEW.next(cabinet(96, Condition.at(25)), of("lfp"), 1).begin(0);
        Cabinet soft = cabinet(96, Condition.at(25));
        assertThat(CabinetLimits.of(soft, of("lfp"), Care.NEW, false, RESERVE, 10)
                        .lowW())
                .as("daily use ends at 95 %")
                .isZero();
        CabinetLimits limits = CabinetLimits.of(soft, of("lfp"), begun, false, RESERVE, 10);
        assertThat(limits.lowW()).isNegative();
        assertThat(limits.highW()).isZero();
        assertThat(limits.preferredW()).as("as fast as it may").isEqualTo(limits.lowW());
        assertThat(CabinetLimits.of(cabinet(100, Condition.at(25)), of("lfp"), begun, false, RESERVE, 10)
                        .lowW())
                .isZero();
    }

    @Test
    void anEmptyingGoesBelowTheFloorAndIsNotChargedMeanwhile() {
        Care begun = Care.NEW
                .next(cabinet(8, Condition.at(25)), of("zinc-bromine-flow"), 1)
                .begin(0);
        Cabinet low = cabinet(8, Condition.at(25));
        assertThat(CabinetLimits.of(low, of("zinc-bromine-flow"), Care.NEW, false, RESERVE, 3600)
                        .highW())
                .isZero();
        CabinetLimits limits = CabinetLimits.of(low, of("zinc-bromine-flow"), begun, false, RESERVE, 3600);
        assertThat(limits.highW()).as("8 kWh in an hour").isCloseTo(8_000, within(1e-6));
        assertThat(limits.lowW()).isZero();
        assertThat(limits.preferredW()).isEqualTo(limits.highW());
    }

    @Test
    void aCabinetThatStandsInMaintenanceOrCoolsDownDoesNothingAndSaysWhy() {
        Care standing = Care.NEW
                .next(cabinet(0, Condition.at(25)), of("zinc-bromine-flow"), 1)
                .begin(0)
                .next(cabinet(0, Condition.at(25)), of("zinc-bromine-flow"), 1);
        CabinetLimits stands =
                CabinetLimits.of(cabinet(0, Condition.at(25)), of("zinc-bromine-flow"), standing, false, RESERVE, 10);
        assertThat(stands).isEqualTo(new CabinetLimits(0, 0, 0, Double.NaN, "it stands in maintenance"));
        Care hot = Care.NEW.next(cabinet(50, Condition.at(56)), of("lfp"), 1);
        CabinetLimits cools = CabinetLimits.of(cabinet(50, Condition.at(52)), of("lfp"), hot, false, RESERVE, 10);
        assertThat(cools)
                .isEqualTo(new CabinetLimits(0, 0, 0, Double.NaN, "its cells are at 52 °C and must cool down"));
        Cabinet silent = cabinet(50, Condition.UNKNOWN);
        assertThat(CabinetLimits.of(silent, of("lfp"), hot, false, RESERVE, 10).why())
                .isEqualTo("its cells are at an unknown temperature and must cool down");
    }

    @Test
    void beforeAStormEveryPointIsFilled() {
        Cabinet nearlyFull = cabinet(97, Condition.at(25));
        assertThat(CabinetLimits.of(nearlyFull, of("lfp"), Care.NEW, false, RESERVE, 10)
                        .lowW())
                .isZero();
        assertThat(CabinetLimits.of(nearlyFull, of("lfp"), Care.NEW, false, RESERVE.withStorm(true), 10)
                        .lowW())
                .isNegative();
    }

    @Test
    void theFleetKnowsHowSureItIsAndWhatItCanGive() {
        ControlSettings settings = ControlSettings.defaults(Site.UTC)
                .withReserve(RESERVE)
                .withStorage(new StorageSettings(
                        List.of(new StorageSettings.Unit(of("lfp"), ""), new StorageSettings.Unit(of("vrla"), ""))));
        List<Cabinet> cabinets = List.of(
                cabinet(50, Condition.at(10)),
                new Cabinet(1, "lead", "", 50, 100_000, 100_000, 1e6, 1e6, 0, 0, false, Condition.at(10)),
                new Cabinet(2, "any", "", 50, 100_000, 100_000, 1e6, 1e6, 0, 0, false, Condition.at(-30)));
        Fleet fleet = Fleet.of(cabinets, FleetMemory.of(3), settings, 10);
        assertThat(fleet.socErrorPercent())
                .as("never anchored; not specified: as set")
                .containsExactly(15, 20, 7);
        assertThat(fleet.energyFactor()[0]).isCloseTo(0.95 * 0.95, within(1e-9));
        assertThat(fleet.energyFactor()[1]).isCloseTo(0.86 * 0.62, within(1e-9));
        assertThat(fleet.energyFactor()[2]).isEqualTo(1);
        assertThat(fleet.sumHighW()).isCloseTo(95_000 + 100_000 * 4 * 0.86 + 1e6, within(1.0));
    }

    @Test
    void aBackupFromOneBatteryThatIsEmptiedByItsMaintenanceIsRefused() {
        StorageSettings alone = StorageSettings.all(1, of("zinc-bromine-flow"));
        ControlSettings settings = ControlSettings.defaults(Site.UTC).withStorage(alone);
        assertThatThrownBy(() -> new ControlCore(settings, ControlState.initial()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("reserve.time")
                .hasMessageContaining("zinc-bromine-flow");
        new ControlCore(settings.withReserve(RESERVE), ControlState.initial());
        new ControlCore(settings.withStorage(StorageSettings.all(2, of("zinc-bromine-flow"))), ControlState.initial());
        new ControlCore(settings.withStorage(StorageSettings.all(1, of("lfp"))), ControlState.initial());
    }
}
