package io.tieline.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tieline.chemistry.Chemistry;
import io.tieline.chemistry.ChemistryLibrary;
import io.tieline.control.Decision.AlarmType;
import io.tieline.control.Decision.Mode;
import io.tieline.control.fleet.Care;
import io.tieline.control.settings.ReserveSettings;
import io.tieline.control.settings.ShavingSettings;
import io.tieline.control.settings.StorageSettings;
import io.tieline.control.situation.Cabinet.Condition;
import io.tieline.control.situation.Input;
import io.tieline.control.situation.Situation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What happens to batteries, and what must hold. */
class FleetScenarioTest {

    private static final Chemistry LFP = of("lfp");
    private static final Chemistry ZINC = of("zinc-bromine-flow");

    private static Chemistry of(String id) {
        return ChemistryLibrary.find(id).orElseThrow();
    }

    private static Site lfp(int cabinets) {
        return new Site(cabinets, 100_000, 200_000, tuning -> tuning.target(700_000)
                .storage(StorageSettings.all(cabinets, LFP)));
    }

    private static double sum(Decision decision, int from, int to) {
        return decision.setpoints().subList(from, to).stream()
                .mapToDouble(setpoint -> setpoint.released() ? 0 : setpoint.watts())
                .sum();
    }

    private static List<AlarmType> alarms(Decision decision) {
        return decision.alarms().stream().map(Decision.Alarm::type).toList();
    }

    @Test
    void theDeficitOfATrippedCabinetIsGivenByTheOthersAtOnce() {
        Site site = lfp(4);
        site.loadW = 950_000;
        site.start();
        site.unavailable[2] = "the battery says fault";
        site.powerW[2] = 0;
        Decision decision = site.after(1);
        assertThat(decision.powerW()).isCloseTo(250_000, within(2_000.0));
        assertThat(sum(decision, 0, 4)).isCloseTo(decision.powerW(), within(1.0));
    }

    @Test
    void aThirdThatVanishesIsAGroupIsReplacedAndTakenBackLater() {
        Site site = lfp(12);
        site.loadW = 1_300_000;
        site.start();
        for (int i = 0; i < 4; i++) {
            site.unavailable[i] = "it does not answer";
            site.powerW[i] = 0;
        }
        Decision gone = site.after(1);
        assertThat(alarms(gone)).contains(AlarmType.CABINETS_VANISHED);
        assertThat(sum(gone, 4, 12)).isCloseTo(600_000, within(3_000.0));
        assertThat(gone.reserve().capacityWh()).isEqualTo(8 * 200_000.0);
        Arrays.fill(site.unavailable, "");
        int waited = 0;
        Decision back = site.after(1);
        while (back.setpoints().get(0).released()) {
            waited++;
            back = site.after(1);
        }
        assertThat(waited).isBetween(30, 60);
        assertThat(alarms(back)).doesNotContain(AlarmType.CABINETS_VANISHED);
    }

    @Test
    void aHotCabinetIsDeratedThenStoppedAndStartsAgainFiveDegreesCooler() {
        Site site = lfp(4);
        site.loadW = 1_100_000;
        site.start();
        site.condition[1] = Condition.at(50);
        Decision warm = site.after(60);
        assertThat(warm.setpoints().get(1).watts())
                .isLessThanOrEqualTo(90_000.1)
                .isPositive();
        site.condition[1] = Condition.at(55.5);
        Decision hot = site.after(1);
        assertThat(hot.setpoints().get(1).watts()).isZero();
        assertThat(hot.alarms())
                .anySatisfy(alarm -> assertThat(alarm.text()).contains("56 °C").contains("cool down"));
        assertThat(sum(hot, 0, 4)).isCloseTo(300_000, within(1_000.0));
        site.condition[1] = Condition.at(51);
        assertThat(site.after(61).setpoints().get(1).watts()).isZero();
        site.condition[1] = Condition.at(49);
        assertThat(site.after(61).setpoints().get(1).watts()).isPositive();
    }

    @Test
    void agasAlarmStopsTheChargingOfItsAreaUntilAPersonOpensItAgain() {
        Site site = new Site(4, 100_000, 200_000, tuning -> {
            tuning.target(700_000)
                    .storage(new StorageSettings(List.of(
                            new StorageSettings.Unit(LFP, "hall-1"),
                            new StorageSettings.Unit(LFP, "hall-1"),
                            new StorageSettings.Unit(LFP, "hall-2"),
                            new StorageSettings.Unit(LFP, "hall-2"))));
            tuning.settings = tuning.settings.withShaving(new ShavingSettings(true, 700_000, 0.9, 700_000));
        });
        Arrays.fill(site.socPercent, 50);
        site.loadW = 200_000;
        Decision charging = site.start();
        assertThat(charging.mode()).isEqualTo(Mode.CHARGING);
        assertThat(sum(charging, 0, 2)).isNegative();
        site.condition[1] = new Condition(25, 25, 100, Double.NaN, Double.NaN, "gas alarm");
        Decision stopped = site.after(1);
        assertThat(sum(stopped, 0, 2)).isZero();
        assertThat(sum(stopped, 2, 4)).isNegative();
        assertThat(stopped.alarms()).anySatisfy(alarm -> {
            assertThat(alarm.source()).as("where to look").isEqualTo("cab-2");
            assertThat(alarm.text()).contains("cab-2 reports gas alarm").contains("nothing in hall-1");
            assertThat(alarm.type().severity()).isEqualTo(io.tieline.model.Severity.CRITICAL);
        });
        site.condition[1] = Condition.at(25);
        assertThat(sum(site.after(3600), 0, 2)).as("never by itself").isZero();
        ControlState restored = ControlState.fromMap(site.core.state().toMap());
        assertThat(restored.fleet().areas().closed()).containsKey("hall-1");
        site.core.open("hall-1");
        assertThat(sum(site.after(1), 0, 2)).isNegative();
    }

    @Test
    void cellsThatHeatUpFastCloseTheirAreaWithoutAnyAlarmOfTheDevice() {
        Site site = lfp(2);
        site.loadW = 100_000;
        site.start();
        Decision decision = site.decide();
        for (int i = 1; i <= 130; i++) {
            site.condition[0] = Condition.at(25 + i * 0.05);
            decision = site.after(1);
        }
        assertThat(decision.alarms()).anySatisfy(alarm -> {
            assertThat(alarm.type()).isEqualTo(AlarmType.HAZARD);
            assertThat(alarm.source()).isEqualTo("cab-1");
            assertThat(alarm.text()).contains("heat up by 3 °C a minute");
        });
    }

    @Test
    void cellsThatDriftApartLimitTheCabinetAndAreBalancedAtTheTop() {
        Site site = lfp(4);
        site.loadW = 300_000;
        site.start();
        site.condition[3] = new Condition(25, 25, 100, 3.20, 3.40, "");
        Decision apart = site.after(1);
        assertThat(apart.alarms()).anySatisfy(alarm -> {
            assertThat(alarm.type()).isEqualTo(AlarmType.CELL_IMBALANCE);
            assertThat(alarm.text()).contains("200 mV").contains("weakest");
        });
        Site night = lfp(4);
        night.utc = Site.START + 11 * 3_600_000L;
        night.loadW = 300_000;
        night.condition[3] = new Condition(25, 25, 100, 3.20, 3.40, "");
        night.start();
        assertThat(job(night, 3).runs()).as("before those whose turn it is").isTrue();
        assertThat(job(night, 0).runs()).isFalse();
    }

    @Test
    void aRecalibratedStateOfChargeIsTakenAtOnceAndMovesNothing() {
        Site site = new Site(1, 100_000, 200_000, tuning -> {
            tuning.target(700_000).storage(StorageSettings.all(1, LFP));
            tuning.settings = tuning.settings
                    .withShaving(new ShavingSettings(true, 700_000, 0.9, 700_000))
                    .withReserve(new ReserveSettings(Duration.ofMinutes(6), 10, 500_000, 0, 1));
        });
        site.socPercent[0] = 60;
        site.loadW = 720_000;
        double before = site.start().powerW();
        site.socPercent[0] = 45;
        Decision after = site.after(1);
        assertThat(after.reserve().availableWh()).isCloseTo(90_000, within(100.0));
        assertThat(after.powerW()).as("no emergency charge").isBetween(0.0, before + 1);
        assertThat(alarms(after)).doesNotContain(AlarmType.CABINET_DISTRUSTED);
    }

    @Test
    void aRecalibrationBelowTheReserveEndsTheDischargeAtOnceAndChargesOnlyWhereThereIsRoom() {
        Site site = new Site(1, 100_000, 200_000, tuning -> {
            tuning.target(700_000).storage(StorageSettings.all(1, LFP));
            tuning.settings = tuning.settings
                    .withShaving(new ShavingSettings(true, 700_000, 0.9, 700_000))
                    .withReserve(new ReserveSettings(Duration.ofMinutes(6), 10, 500_000, 0, 1));
        });
        site.socPercent[0] = 90;
        site.loadW = 760_000;
        assertThat(site.start().powerW()).isPositive();
        site.socPercent[0] = 30;
        Decision after = site.after(1);
        assertThat(after.powerW()).as("in the very next decision").isZero();
        assertThat(alarms(after)).contains(AlarmType.RESERVE_LOW);
        for (int second = 0; second < 120; second++) {
            site.loadW = 690_000 + second % 7;
            after = site.after(1);
            assertThat(after.powerW())
                    .as("charging stays within what is paid for")
                    .isBetween(site.loadW - 710_000, 0.0);
        }
    }

    @Test
    void impossibleValuesNeverReachASetpoint() {
        Site site = lfp(4);
        site.loadW = 950_000;
        site.start();
        site.powerW[0] = 3e6;
        site.loadW += 3e6 - 1;
        Situation wild = site.situation();
        site.loadW -= 3e6 - 1;
        Situation now = new Situation(
                Input.good(site.loadW - 250_000, 0),
                wild.gridVoltageLow(),
                wild.gridVoltageHigh(),
                wild.gridFrequency(),
                wild.siteLoad(),
                wild.criticalLoad(),
                wild.cabinets(),
                wild.witnesses());
        Decision decision = site.core.decide(now, site.utc + 1000, site.nanos + 1_000_000_000L);
        assertThat(decision.setpoints().get(0).released()).isTrue();
        assertThat(decision.setpoints().get(0).why()).contains("3000 kW is impossible");
        assertThat(alarms(decision)).contains(AlarmType.CABINET_DISTRUSTED);
        assertThat(decision.powerW()).as("what it gives counts as less load").isBetween(100_000.0, 260_000.0);
    }

    /** Four zinc modules and four of LFP; the load is high from 10 to 18 o'clock. */
    private static Site mixed(Duration reserve) {
        List<StorageSettings.Unit> units = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            units.add(new StorageSettings.Unit(i < 4 ? ZINC : LFP, ""));
        }
        Site site = new Site(8, 30_000, 100_000, tuning -> {
            tuning.target(700_000).storage(new StorageSettings(units));
            tuning.settings = tuning.settings
                    .withShaving(new ShavingSettings(true, 700_000, 0.9, 700_000))
                    .withReserve(new ReserveSettings(reserve, 10, 300_000, 0, 1));
        });
        site.utc = Site.START - 14 * 3_600_000L;
        return site;
    }

    private static boolean isDay(Site site) {
        long hour = site.utc / 3_600_000 % 24;
        return hour >= 10 && hour < 18;
    }

    private static void load(Site site) {
        site.loadW = isDay(site) ? 690_000 : 400_000;
    }

    private static Care.Job job(Site site, int cabinet) {
        return site.core.state().fleet().care().of(cabinet).job();
    }

    @Tag("slow")
    @Test
    void zincIsStrippedAtNightOneAfterTheOtherWithinThreeDaysWhileTheOthersKeepTheReserve() {
        Site site = mixed(Duration.ofMinutes(10));
        int[] strips = new int[4];
        boolean[] before = new boolean[4];
        double oldest = 0;
        boolean said = false;
        for (int minute = 0; minute < 12 * 24 * 60; minute++) {
            // The first three days begin with modules of which nothing is known.
            boolean settled = minute > 3 * 24 * 60;
            load(site);
            Decision decision = site.after(60);
            int running = 0;
            for (int i = 0; i < 4; i++) {
                boolean runs = job(site, i).runs();
                running += runs ? 1 : 0;
                if (runs && !before[i]) {
                    strips[i]++;
                    assertThat(isDay(site) && settled)
                            .as("begins at night, minute %s", minute)
                            .isFalse();
                }
                before[i] = runs;
                double age =
                        site.core.state().fleet().care().of(i).upkeep().get(0).seconds();
                oldest = settled ? Math.max(oldest, age) : 0;
            }
            assertThat(running).as("never two over the limit at once").isLessThanOrEqualTo(1);
            assertThat(alarms(decision)).doesNotContain(AlarmType.RESERVE_LOW);
            assertThat(settled && alarms(decision).contains(AlarmType.MAINTENANCE_OVERDUE))
                    .isFalse();
            said |= decision.sentence().contains("the maintenance of cab-2 gives 30.0 kW");
        }
        assertThat(oldest).isLessThanOrEqualTo(72 * 3600);
        assertThat(said).as("and the decision says so").isTrue();
        assertThat(Arrays.stream(strips).min().orElseThrow()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void aReserveTheOthersCannotKeepDefersTheStripToTheVendorsLimitAndSaysSo() {
        Site site = mixed(Duration.ofMinutes(125));
        double first = -1;
        Decision decision = site.decide();
        for (int minute = 0; minute < 3 * 24 * 60 && first < 0; minute++) {
            load(site);
            decision = site.after(60);
            if (IntStream.range(0, 4).anyMatch(i -> job(site, i).runs())) {
                first = minute / 60.0;
            }
        }
        // Nothing is known of the last strip: half of the three days is taken as gone.
        assertThat(first).isBetween(31.0, 36.5);
        assertThat(alarms(decision)).doesNotContain(AlarmType.MAINTENANCE_OVERDUE);
        assertThat(alarms(site.after(60)))
                .as("its energy does not count any more")
                .contains(AlarmType.RESERVE_LOW);
    }

    @Tag("slow")
    @Test
    void aSeventhOfTheFleetIsChargedToTheTopEveryNight() {
        Site site = new Site(14, 50_000, 100_000, tuning -> {
            tuning.target(900_000).storage(StorageSettings.all(14, LFP));
            tuning.settings = tuning.settings.withShaving(new ShavingSettings(true, 900_000, 0.9, 900_000));
        });
        site.utc = Site.START - 14 * 3_600_000L;
        int[] fulls = new int[11];
        boolean[] before = new boolean[14];
        for (int minute = 0; minute < 10 * 24 * 60; minute++) {
            load(site);
            site.after(60);
            for (int i = 0; i < 14; i++) {
                boolean runs = job(site, i).runs();
                fulls[(minute + 720) / 1440] += runs && !before[i] ? 1 : 0;
                before[i] = runs;
            }
        }
        assertThat(Arrays.stream(fulls).max().orElseThrow()).isLessThanOrEqualTo(2);
        assertThat(Arrays.stream(fulls).sum()).isGreaterThanOrEqualTo(14);
        for (int i = 0; i < 14; i++) {
            assertThat(site.core.state().fleet().care().of(i).errorPercent(LFP.calibration()))
                    .isLessThan(5);
        }
    }

    @Test
    void aChemistryWhoseNumbersArePlaceholdersIsNotCommanded() {
        Site site = new Site(2, 100_000, 200_000, tuning -> tuning.target(700_000)
                .storage(new StorageSettings(
                        List.of(new StorageSettings.Unit(of("zinc-halogen"), ""), new StorageSettings.Unit(LFP, "")))));
        site.loadW = 780_000;
        Decision decision = site.start();
        assertThat(decision.setpoints().get(0).released()).isTrue();
        assertThat(decision.setpoints().get(0).why()).contains("placeholders").contains("vendor");
        assertThat(decision.setpoints().get(1).watts()).isCloseTo(80_000, within(500.0));
    }
}
