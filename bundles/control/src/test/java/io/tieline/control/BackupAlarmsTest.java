package io.tieline.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.Decision.Alarm;
import io.tieline.control.Decision.AlarmType;
import io.tieline.control.grid.GridState;
import io.tieline.control.settings.ReserveSettings;
import io.tieline.model.LoadClass;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an operator is told about grid, generators, loads and reserve, when, and with which remedy. */
class BackupAlarmsTest {

    private final OutageSite site = new OutageSite(4).reserve(Duration.ofMinutes(10), Duration.ofMinutes(8));

    private List<String> told(AlarmType type) {
        return site.latest().alarms().stream()
                .filter(alarm -> alarm.type() == type)
                .map(Alarm::text)
                .toList();
    }

    private void start() {
        site.decide();
        site.run(2);
    }

    @Test
    void aHealthySiteIsSilent() {
        start();
        assertThat(site.latest().alarms()).isEmpty();
    }

    @Test
    void aLostGridIsToldWithItsEvidence() {
        start();
        site.volts = 0;
        site.run(3);
        assertThat(told(AlarmType.GRID_LOST)).singleElement().asString().startsWith("Grid lost: ");
        assertThat(told(AlarmType.BLACK_START)).isEmpty();
        assertThat(told(AlarmType.GENERATORS_FAILED)).isEmpty();
    }

    @Test
    void generatorsThatDoNotStartAreToldWithTheMinutesThatAreLeft() {
        site.engineStarts = false;
        start();
        site.volts = 0;
        site.run(89);
        assertThat(told(AlarmType.GENERATORS_FAILED)).isEmpty();
        site.run(5);
        assertThat(told(AlarmType.GENERATORS_FAILED))
                .as("320 kWh above the floor carry 100 kW for more than three hours")
                .containsExactly("The generators did not start: shut down in good order, "
                        + Math.round(site.latest().reserve().minutesAvailable())
                        + " minutes are left");
        assertThat(site.latest().reserve().minutesAvailable()).isBetween(180.0, 192.0);
    }

    @Test
    void aSwitchThatDoesNotGoBackToTheGridIsToldAfterHalfAnHour() {
        start();
        site.volts = 0;
        site.run(60);
        site.switchSticks = true;
        site.volts = 230;
        for (int second = 0; second < 600 && site.latest().grid().state() != GridState.RETRANSFER; second++) {
            site.run(1);
        }
        site.run(1799);
        assertThat(told(AlarmType.RETRANSFER_LATE)).isEmpty();
        site.run(1);
        assertThat(site.latest().grid().state()).isEqualTo(GridState.RETRANSFER);
        assertThat(told(AlarmType.RETRANSFER_LATE))
                .singleElement()
                .asString()
                .startsWith("The load has not gone back to the grid: ");
    }

    @Test
    void cabinetsTooWeakForTheCriticalLoadAreToldBeforeAnOutage() {
        site.with(site.settings.withReserve(ReserveSettings.DEFAULT));
        site.cabinetW = 40_000;
        site.baseW = 130_000;
        start();
        assertThat(told(AlarmType.RESERVE_WEAK))
                .as("three of four cabinets give 120 kW")
                .containsExactly("Without the largest cabinet the batteries give 120 kW, the critical load is 130 kW: "
                        + "an outage cannot be ridden through with all of it");
    }

    @Test
    void whereNoneNeedBeSparedAllOfThemCount() {
        site.hasGenerator = false;
        site.cabinetW = 40_000;
        site.baseW = 170_000;
        start();
        assertThat(told(AlarmType.RESERVE_WEAK))
                .as("four cabinets give 160 kW")
                .containsExactly("The batteries give 160 kW, the critical load is 170 kW: "
                        + "an outage cannot be ridden through with all of it");
    }

    @Test
    void whereNoTimeIsPromisedNoBatteryIsMissed() {
        Site empty = new Site(2, 100_000, 100_000, tuning -> {});
        Arrays.fill(empty.unavailable, "it does not answer");
        assertThat(empty.start().alarms()).noneMatch(alarm -> alarm.type() == AlarmType.RESERVE_LOW);
    }

    @Test
    void cabinetsJustStrongEnoughAreNot() {
        site.with(site.settings.withReserve(ReserveSettings.DEFAULT));
        site.cabinetW = 40_000;
        site.baseW = 120_000;
        start();
        assertThat(told(AlarmType.RESERVE_WEAK)).isEmpty();
    }

    @Test
    void whereNoTimeIsPromisedNoCabinetIsTooWeak() {
        site.reserve(Duration.ZERO, Duration.ZERO);
        site.hasGenerator = false;
        site.cabinetW = 10_000;
        start();
        assertThat(told(AlarmType.RESERVE_WEAK)).isEmpty();
    }

    @Test
    void aShortReserveIsToldInEnergyAndMinutes() {
        site.hasGenerator = false;
        site.soc = 12;
        site.decide();
        assertThat(told(AlarmType.RESERVE_LOW))
                .as("100 kW for 10 minutes are 16.7 kWh above the floor of 40 kWh; 8 kWh are there")
                .containsExactly("The batteries hold 48.0 kWh, the backup needs 56.7 kWh: 5 minutes are left");
    }

    @Test
    void batteriesDownToTheFloorAreToldOnceTheGridIsLost() {
        site.soc = 10.2;
        start();
        assertThat(told(AlarmType.BLACK_START)).isEmpty();
        site.engineStarts = false;
        site.volts = 0;
        site.run(60);
        assertThat(told(AlarmType.BLACK_START)).hasSize(1);
    }

    @Test
    void loadsThatWentAreToldWithTheirPower() {
        site.hasGenerator = false;
        site.load(3, LoadClass.P4, 60_000);
        site.load(4, LoadClass.P4, 40_000);
        site.soc = 11;
        start();
        assertThat(told(AlarmType.LOAD_SHED)).isEmpty();
        site.volts = 0;
        site.run(20);
        assertThat(told(AlarmType.LOAD_SHED))
                .containsExactly("2 outlets with 100 kW are switched off to keep the rest");
    }

    @Test
    void anOutletThatDoesNotComeBackIsToBeSwitchedByHand() {
        site.hasGenerator = false;
        site.load(3, LoadClass.P4, 60_000);
        site.soc = 14;
        start();
        site.volts = 0;
        site.run(20);
        assertThat(site.switched()).containsExactly("off 3");
        site.outlet(3).stuck = true;
        site.volts = 230;
        site.run(1200);
        assertThat(site.switched()).containsExactly("off 3", "on 3");
        assertThat(told(AlarmType.OUTLET_STUCK))
                .containsExactly("Was switched on again but did not come back; switch it by hand");
    }
}
