package io.tieline.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tieline.chemistry.Chemistry;
import io.tieline.chemistry.Chemistry.SocWindow;
import io.tieline.chemistry.ChemistryLibrary;
import io.tieline.control.Decision.AlarmType;
import io.tieline.control.fleet.Fleet;
import io.tieline.control.fleet.FleetMemory;
import io.tieline.control.grid.GridState;
import io.tieline.control.reserve.ReserveBudget;
import io.tieline.control.reserve.ReservePromise;
import io.tieline.control.settings.ControlSettings;
import io.tieline.control.settings.ReserveSettings;
import io.tieline.control.settings.ShavingSettings;
import io.tieline.control.settings.StorageSettings;
import io.tieline.control.situation.Cabinet;
import io.tieline.control.situation.Cabinet.Condition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cabinets of different chemistries can promise together. */
class MixedReserveTest {

    private static final Chemistry ZINC = of("zinc-bromine-flow");
    private static final Chemistry LFP = of("lfp");

    private final List<StorageSettings.Unit> units = new ArrayList<>();
    private final List<Cabinet> cabinets = new ArrayList<>();

    private static Chemistry of(String id) {
        return ChemistryLibrary.find(id).orElseThrow();
    }

    private static ReserveSettings reserve(int minutes, double loadW, boolean spare) {
        return new ReserveSettings(
                Duration.ofMinutes(minutes), 10, loadW, 0, 1, Duration.ZERO, 10, spare, false, Duration.ofMinutes(5));
    }

    private void cabinet(Chemistry chemistry, double capacityWh, double watts, double soc) {
        units.add(new StorageSettings.Unit(chemistry, ""));
        int i = cabinets.size();
        cabinets.add(
                new Cabinet(i, "cab-" + i, "", soc, capacityWh, watts, watts, watts, 0, 0, false, Condition.at(25)));
    }

    private Fleet fleet() {
        ControlSettings settings = ControlSettings.defaults(Site.UTC).withStorage(new StorageSettings(units));
        return Fleet.of(cabinets, FleetMemory.of(cabinets.size()), settings, 10);
    }

    private static ReserveBudget budget(Fleet fleet, boolean spare, double loadWh) {
        ReservePromise promise = ReservePromise.NONE.next(loadWh, 0, 0);
        return ReserveBudget.of(reserve(60, loadWh, spare), fleet, promise, 3600, loadWh, loadWh);
    }

    @Test
    void whateverCabinetIsLostTheOthersKeepWhatWasPromised() {
        int met = 0;
        for (long seed = 1; seed <= 400; seed++) {
            Random random = new Random(seed);
            units.clear();
            cabinets.clear();
            cabinet(ZINC, 250_000, 75_000, 20 + random.nextInt(80));
            int others = 1 + random.nextInt(4);
            for (int i = 0; i < others; i++) {
                cabinet(
                        random.nextInt(3) == 0 ? ZINC : LFP,
                        50_000 + random.nextInt(150_000),
                        60_000,
                        random.nextInt(100));
            }
            double loadWh = 10_000 + random.nextInt(150_000);
            Fleet fleet = fleet();
            if (budget(fleet, true, loadWh).spareWh() >= 0) {
                met++;
                for (int lost = 0; lost < cabinets.size(); lost++) {
                    assertThat(budget(fleet.without(lost), false, loadWh).usableWh())
                            .as("seed %s without cabinet %s", seed, lost)
                            .isGreaterThanOrEqualTo(loadWh - 1e-6);
                }
            }
        }
        assertThat(met).as("and there are such fleets").isBetween(40, 360);
    }

    @Test
    void theLargestOfThemMayBeZinc() {
        cabinet(ZINC, 250_000, 75_000, 100);
        cabinet(LFP, 100_000, 100_000, 90);
        cabinet(LFP, 100_000, 100_000, 90);
        // Each LFP cabinet, never anchored, may err by 15 points above the floor of 10: 65 kWh count.
        assertThat(budget(fleet(), true, 129_000).isShort()).isFalse();
        assertThat(budget(fleet(), true, 131_000).isShort()).isTrue();
        assertThat(budget(fleet(), true, 131_000).powerW())
                .as("without an LFP cabinet, the strongest")
                .isEqualTo(175_000);
    }

    @Test
    void whatCellsNeverGiveIsNoBackup() {
        cabinet(withSoc(ZINC, new SocWindow(30, 35, 90, 95)), 100_000, 30_000, 80);
        ReserveBudget budget = budget(fleet(), false, 10_000);
        double error = ZINC.calibration().most();
        assertThat(budget.usableWh())
                .as("from 80 % to the 30 % its cells never fall below, less the error")
                .isCloseTo((80 - 30 - error) * 1_000, within(1.0));
        assertThat(budget.requiredWh()).isCloseTo((30 + error) * 1_000 + 10_000, within(1.0));
        assertThat(budget.mostMinutes())
                .as("full is 95 %")
                .isCloseTo((95 - 30 - error) * 1_000 / 10_000 * 60, within(0.01));
    }

    private static Chemistry withSoc(Chemistry like, SocWindow soc) {
        return new Chemistry(
                like.id(),
                like.title(),
                like.vendorDataRequired(),
                like.response(),
                soc,
                like.charge(),
                like.taper(),
                like.discharge(),
                like.derate(),
                like.energyOverTemperature(),
                like.energyOverRate(),
                like.efficiency(),
                like.standbyShare(),
                like.selfDischarge(),
                like.floatCharge(),
                like.rest(),
                like.maintenance(),
                like.calibration(),
                like.imbalance(),
                like.ageing(),
                like.gates());
    }

    /** Two modules of zinc and two of LFP of 100 kWh, at night, with or without a spare cabinet. */
    private static Site site(ReserveSettings reserve) {
        return site(reserve, Map.of());
    }

    private static Site site(ReserveSettings reserve, Map<String, Object> care) {
        List<StorageSettings.Unit> mixed = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            mixed.add(new StorageSettings.Unit(i < 2 ? ZINC : LFP, ""));
        }
        Map<String, Object> saved = ControlState.initial().toMap();
        saved.putAll(care);
        Site site = new Site(4, 60_000, 100_000, tuning -> {
            tuning.state = ControlState.fromMap(saved);
            tuning.storage(new StorageSettings(mixed));
            tuning.settings = tuning.settings
                    .withShaving(new ShavingSettings(true, 700_000, 0.9, 700_000))
                    .withReserve(reserve);
        });
        site.utc = Site.START + 8 * 3_600_000L;
        site.loadW = 400_000;
        return site;
    }

    private static long running(Site site) {
        return IntStream.range(0, 2)
                .filter(i -> site.core.state().fleet().care().of(i).job().runs())
                .count();
    }

    private static List<String> told(Decision decision, AlarmType type) {
        return decision.alarms().stream()
                .filter(alarm -> alarm.type() == type)
                .map(Decision.Alarm::text)
                .toList();
    }

    @ParameterizedTest(name = "{0} kWh promised with a spare cabinet {1}: the strip begins {2}")
    @CsvSource({"100, false, true", "80, true, true", "150, false, true", "150, true, false"})
    void aStripBeginsOnlyWhereTheOthersKeepTheReserveWithoutTheLargestOfThem(
            double promisedKWh, boolean spare, boolean begins) {
        // Each may err by 15 points above the floor of 10: full, 225 kWh count of three, 150 of the two that are left
        // of them.
        Site site = site(reserve(60, promisedKWh * 1_000, spare));
        Decision decision = site.start();
        for (int minute = 0; minute < 20; minute++) {
            site.loadW = 400_000 + minute % 7;
            decision = site.after(60);
        }
        assertThat(running(site) > 0).isEqualTo(begins);
        assertThat(told(decision, AlarmType.RESERVE_LOW)).isEmpty();
    }

    @Test
    void norWhereTheOthersAreTooWeakForTheCriticalLoad() {
        // 60 kW of each LFP cabinet, 30 of each zinc module: 180 kW, without one of them 150.
        for (double criticalW : new double[] {149_000, 151_000}) {
            Site site = site(reserve(6, criticalW, false));
            site.start();
            site.after(60);
            assertThat(running(site)).as("%s W", criticalW).isEqualTo(criticalW < 150_000 ? 1 : 0);
        }
    }

    @ParameterizedTest(name = "stands for {0} s: given up {1}")
    @CsvSource({"-1, true", "600, false"})
    void inAnOutageAModuleOnItsWayCountsAgainAndOneInItsStripDoesNot(double standing, boolean givenUp) {
        Map<String, Object> care = new HashMap<>();
        for (int i = 1; i <= 2; i++) {
            care.put("care.cab-" + i + ".upkeep.0.s", i == 1 ? 250_000.0 : 0.0);
            care.put("care.cab-" + i + ".job", i == 1 ? 0.0 : -1.0);
            care.put("care.cab-" + i + ".job.standing_s", i == 1 ? standing : -1.0);
        }
        Site site = site(reserve(10, 100_000, true), care);
        site.start();
        assertThat(running(site)).isEqualTo(1);
        assertThat(site.decide().reserve().capacityWh()).isEqualTo(300_000);
        site.voltage = 0;
        site.firstUps = true;
        site.secondUps = true;
        site.after(1);
        site.after(2);
        Decision lost = site.after(1);
        assertThat(lost.grid().state()).isEqualTo(GridState.LOST);
        assertThat(running(site)).isEqualTo(givenUp ? 0 : 1);
        assertThat(lost.reserve().capacityWh()).isEqualTo(givenUp ? 400_000 : 300_000);
    }

    @ParameterizedTest(name = "{0} minutes")
    @ValueSource(ints = {600, 6000})
    void moreTimeThanFullBatteriesHaveIsToldAtOnceWithTheTimeTheyHave(int minutes) {
        Site site = site(reserve(minutes, 100_000, true));
        assertThat(told(site.start(), AlarmType.RESERVE_LOW))
                .singleElement()
                .asString()
                .startsWith("The backup is to last " + minutes + " minutes, the batteries would last ")
                .contains("when full with the largest cabinet lost; ask less of them or add batteries: ")
                .endsWith(" minutes are left");
    }

    @Test
    void aReserveTheyHoldWhenFullIsNoSuchAlarm() {
        Site site = site(reserve(60, 100_000, true));
        assertThat(site.start().alarms()).noneMatch(alarm -> alarm.type() == AlarmType.RESERVE_LOW);
    }

    @Test
    void cabinetsThatAreLostLaterAreToldWithTheMinutesThatAreLeft() {
        Site site = site(reserve(60, 100_000, false));
        site.start();
        site.unavailable[0] = "the battery says fault";
        site.unavailable[2] = "the battery says fault";
        site.after(1);
        site.unavailable[3] = "the battery says fault";
        Decision one = site.after(1);
        assertThat(told(one, AlarmType.RESERVE_LOW)).singleElement().asString().endsWith("minutes are left");
        Arrays.fill(site.unavailable, "the battery says fault");
        assertThat(told(site.after(1), AlarmType.RESERVE_LOW))
                .containsExactly("No battery can be counted on: 0 minutes are left");
    }
}
