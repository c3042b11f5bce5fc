package io.tieline.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tieline.control.Decision.AlarmType;
import io.tieline.control.Decision.ClaimKind;
import io.tieline.control.Decision.Mode;
import io.tieline.control.grid.GridState;
import io.tieline.control.settings.LimitSettings;
import io.tieline.control.settings.ReserveSettings;
import io.tieline.control.settings.ShavingSettings;
import io.tieline.control.situation.Cabinet;
import io.tieline.control.situation.Situation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlCoreTest {

    private static Site site() {
        return new Site(4, 100_000, 200_000, tuning -> tuning.target(700_000));
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(doubles = {0.25, 1, 12, 47, 60})
    void aWindowAboveTheTargetIsBroughtDownToItAtAnyPace(double seconds) {
        Site site = site();
        site.loadW = 850_000;
        site.decide();
        Decision last = site.after(seconds);
        while (site.utc + seconds * 1000 < Site.START + 1_800_000) {
            last = site.after(seconds);
        }
        assertThat(last.window().projectedW()).isCloseTo(700_000, within(700_000 * 0.005));
        assertThat(last.binding()).isEqualTo(ClaimKind.DEMAND);
        site.after(seconds + 1);
        assertThat(site.decide().target().watts()).isCloseTo(700_000, within(700_000 * 0.005));
    }

    @Test
    void itSaysWhatItDoesAndWhy() {
        Site site = site();
        site.loadW = 920_000;
        assertThat(site.start().sentence())
                .isEqualTo("Discharging 220 kW: the 14:00–14:30 window would end at 920 kW, the target is 700 kW.");
        site.loadW = 1_200_000;
        assertThat(site.after(1).sentence())
                .startsWith("Discharging 400 kW of 500 kW wanted: the 14:00–14:30 window would end at 1200 kW")
                .contains("the batteries can charge 400 kW and discharge 400 kW");
        site.loadW = 500_000;
        assertThat(site.after(1).sentence()).startsWith("Idle: the 14:00–14:30 window will end at 5");
    }

    @Test
    void whatTheBatteriesCannotBringDownIsAnAlarm() {
        Site site = site();
        site.loadW = 1_200_000;
        assertThat(alarms(site.start())).contains(AlarmType.TARGET_EXCEEDED);
    }

    @Test
    void theReserveIsNeverSpentOnTheTariff() {
        Site site = new Site(2, 100_000, 100_000, tuning -> {
            tuning.target(300_000);
            tuning.settings =
                    tuning.settings.withReserve(new ReserveSettings(Duration.ofMinutes(10), 10, 240_000, 5, 0.96));
        });
        site.loadW = 480_000;
        boolean bound = false;
        Decision decision = site.start();
        // 240 kW for 10 minutes at 96 % is 41.7 kWh, and 15 % of 200 kWh on top.
        assertThat(decision.reserve().requiredWh()).isCloseTo(71_667, within(1.0));
        for (int i = 0; i < 3 * 3600; i += 5) {
            decision = site.after(5);
            bound |= decision.binding() == ClaimKind.RESERVE
                    && decision.sentence().contains("above the backup reserve");
            assertThat(decision.reserve().availableWh()).isGreaterThan(71_660);
        }
        assertThat(decision.reserve().minutesAvailable()).isCloseTo(10, within(0.1));
        assertThat(bound).as("it said so").isTrue();
    }

    @Test
    void nothingIsFedIntoTheGrid() {
        Site site = new Site(4, 100_000, 200_000, tuning -> tuning.target(10_000));
        site.loadW = 400_000;
        site.decide();
        site.after(900);
        site.loadW = 50_000;
        Decision decision = site.after(1);
        assertThat(decision.powerW()).isEqualTo(50_000);
        assertThat(decision.binding()).isEqualTo(ClaimKind.SITE_LIMIT);
    }

    @Test
    void theImportLimitWinsOverTheReserve() {
        Site site = new Site(
                4,
                100_000,
                200_000,
                tuning -> tuning.settings = tuning.settings
                        .withLimits(new LimitSettings(500_000, 0))
                        .withReserve(new ReserveSettings(Duration.ofMinutes(60), 10, 900_000, 0, 1)));
        site.loadW = 600_000;
        Decision decision = site.start();
        assertThat(decision.powerW()).isEqualTo(100_000);
        assertThat(decision.binding()).isEqualTo(ClaimKind.SITE_LIMIT);
        assertThat(alarms(decision)).contains(AlarmType.RESERVE_LOW).doesNotContain(AlarmType.IMPORT_LIMIT);
    }

    @Test
    void whenTheGridIsLostEveryCabinetIsReleased() {
        Site site = site();
        site.loadW = 850_000;
        site.decide();
        site.voltage = 0;
        site.firstUps = true;
        site.secondUps = true;
        Decision suspect = site.after(0.2);
        assertThat(suspect.powerW())
                .as("tariff discharge stops at the first evidence")
                .isZero();
        assertThat(suspect.setpoints()).noneMatch(Decision.Setpoint::released);
        Decision lost = site.after(1.1);
        assertThat(lost.mode()).isEqualTo(Mode.RELEASED);
        assertThat(lost.setpoints()).allMatch(Decision.Setpoint::released);
        assertThat(lost.significant()).isTrue();
        assertThat(lost.sentence())
                .startsWith("Grid lost at 14:00: the meter sees 0 % of the voltage, ups-a and ups-b on battery (3 of 4")
                .contains("released to carry the load");
        assertThat(alarms(lost)).contains(AlarmType.GRID_LOST);
    }

    @Test
    void theOthersTakeOverWhatACabinetDoesNotGive() {
        Site site = site();
        site.loadW = 1_000_000;
        site.decide();
        site.realLimitW[1] = 20_000;
        Decision decision = site.decide();
        for (int i = 0; i < 20; i++) {
            decision = site.after(1);
        }
        assertThat(alarms(decision)).contains(AlarmType.CABINET_NOT_FOLLOWING);
        assertThat(decision.setpoints().get(1).watts()).isLessThanOrEqualTo(20_000);
        assertThat(decision.flows().batteryW()).isGreaterThan(300_000);
    }

    @Test
    void aCabinetThatVanishesIsReplacedInTheNextDecision() {
        Site site = site();
        site.loadW = 900_000;
        site.decide();
        Decision before = site.after(1);
        site.unavailable[0] = "it does not answer";
        site.powerW[0] = 0;
        Decision after = site.after(1);
        assertThat(after.setpoints().get(0).released()).isTrue();
        assertThat(after.setpoints().get(0).why()).isEqualTo("it does not answer");
        assertThat(after.powerW()).isCloseTo(before.powerW(), within(2_000.0));
        assertThat(after.setpoints().stream()
                        .skip(1)
                        .mapToDouble(Decision.Setpoint::watts)
                        .sum())
                .isCloseTo(after.powerW(), within(1e-3));
    }

    @Test
    void chargingAfterAnOutageWaitsAndRamps() {
        Site site = new Site(4, 100_000, 100_000, tuning -> {
            tuning.target(700_000);
            tuning.settings = tuning.settings
                    .withShaving(new ShavingSettings(true, 700_000, 0.9, 700_000))
                    .withReserve(new ReserveSettings(Duration.ofMinutes(30), 10, 400_000, 0, 1));
        });
        site.loadW = 200_000;
        java.util.Arrays.fill(site.socPercent, 30);
        site.decide();
        site.voltage = 0;
        site.breakerClosed = false;
        site.after(1);
        assertThat(site.after(1).grid().state()).isEqualTo(GridState.LOST);
        site.voltage = 230;
        site.breakerClosed = true;
        site.after(1);
        assertThat(site.after(301).grid().state()).isEqualTo(GridState.RETRANSFER);
        Decision decision = site.after(60);
        assertThat(decision.grid().state()).isEqualTo(GridState.RECHARGE);
        assertThat(site.after(590).powerW()).isZero();
        assertThat(site.after(70).powerW()).isBetween(-45_000.0, -1.0);
        assertThat(site.after(300).powerW()).isBetween(-260_000.0, -150_000.0);
    }

    @Test
    void anUnchangedPowerIsNotSplitAnew() {
        Site site = site();
        site.loadW = 850_000;
        List<Decision.Setpoint> first = site.start().setpoints();
        assertThat(first).anyMatch(setpoint -> setpoint.watts() > 0);
        site.socPercent[0] -= 3;
        assertThat(site.core.decide(site.situation(), site.utc, site.nanos).setpoints())
                .isEqualTo(first);
    }

    @Test
    void onlyWhatDiffersIsToldAgain() {
        Site site = site();
        site.loadW = 850_000;
        assertThat(site.decide().significant()).isTrue();
        site.after(100);
        int told = 0;
        for (int i = 0; i < 300; i++) {
            site.loadW = 850_000 + (i % 2) * 5_000;
            told += site.after(1).significant() ? 1 : 0;
        }
        assertThat(told).isZero();
        site.loadW = 1_000_000;
        assertThat(site.after(1).significant()).isTrue();
    }

    @Test
    void aBatteryReadBeforeItsSetpointTookEffectDoesNotDoubleTheCommand() {
        Site site = new Site(1, 250_000, 400_000, tuning -> tuning.target(700_000));
        site.loadW = 850_000;
        Decision first = site.start();
        assertThat(first.powerW()).isCloseTo(150_000, within(500.0));
        // Two seconds later the meter shows the new power, the battery's own value is still from before.
        Situation fresh = site.situation();
        Cabinet cabinet = fresh.cabinets().get(0);
        Situation late = new Situation(
                fresh.gridPower(),
                fresh.gridVoltageLow(),
                fresh.gridVoltageHigh(),
                fresh.gridFrequency(),
                fresh.siteLoad(),
                fresh.criticalLoad(),
                List.of(new Cabinet(
                        cabinet.device(),
                        cabinet.id(),
                        "",
                        cabinet.socPercent(),
                        cabinet.capacityWh(),
                        cabinet.nominalPowerW(),
                        cabinet.chargeLimitW(),
                        cabinet.dischargeLimitW(),
                        0,
                        2.5)),
                fresh.witnesses());
        Decision second = site.core.decide(late, site.utc + 2000, site.nanos + 2_000_000_000L);
        assertThat(second.powerW()).isCloseTo(150_000, within(1_000.0));
        assertThat(second.flows().loadW()).isCloseTo(850_000, within(1.0));
    }

    @Test
    void theEnergyOfIslandedCabinetsIsTheBackupAndNoAlarm() {
        Site site = new Site(2, 100_000, 200_000, tuning -> tuning.target(700_000));
        site.start();
        java.util.Arrays.fill(site.unavailable, "its power conversion is not connected to the grid");
        site.islanded = true;
        site.voltage = 0;
        site.firstUps = true;
        site.secondUps = true;
        site.after(1);
        Decision decision = site.after(1);
        assertThat(decision.grid().state()).isEqualTo(GridState.LOST);
        assertThat(decision.setpoints()).allMatch(Decision.Setpoint::released);
        assertThat(decision.reserve().availableWh()).isCloseTo(360_000, within(1.0));
        assertThat(alarms(decision)).doesNotContain(AlarmType.CABINET_UNAVAILABLE);
    }

    private static List<AlarmType> alarms(Decision decision) {
        return decision.alarms().stream().map(Decision.Alarm::type).toList();
    }
}
