package io.tieline.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.Decision.AlarmType;
import io.tieline.control.grid.GridState;
import io.tieline.model.LoadClass;
import org.junit.jupiter.api.Test;

/** What is less than a loss of the grid. */
class GridDoubtTest {

    @Test
    void dipsTooShortForALossKeepTheTariffOffUntilAMinuteIsQuiet() {
        OutageSite site = OutageSite.healthy();
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
        OutageSite site = OutageSite.healthy();
        site.load(4, LoadClass.P4, 50_000);
        site.volts = 138;
        site.after(0.1);
        site.after(0.2);
        site.volts = 230;
        site.run(10);
        assertThat(site.states).isEqualTo(OutageSite.path(GridState.SUSPECT, GridState.OK));
        assertThat(site.orders).isEmpty();
        assertThat(site.alarms()).doesNotContain(AlarmType.GRID_SUSPECT, AlarmType.GRID_LOST);
    }

    @Test
    void aSuspicionThatLastsIsAnAlarmAfterTenSeconds() {
        OutageSite site = OutageSite.healthy();
        site.volts = 201;
        site.run(9);
        assertThat(site.alarms()).doesNotContain(AlarmType.GRID_SUSPECT);
        site.run(2);
        assertThat(site.latest().grid().state()).isEqualTo(GridState.SUSPECT);
        assertThat(site.alarms()).contains(AlarmType.GRID_SUSPECT);
    }

    @Test
    void aUpsOnBatteryBesideAHealthyGridIsNoOutage() {
        OutageSite site = OutageSite.healthy();
        site.upsFault = true;
        site.run(60);
        assertThat(site.states).isEqualTo(OutageSite.path(GridState.SUSPECT, GridState.CONTRADICTION));
        assertThat(site.orders).isEmpty();
        assertThat(site.latest().setpoints()).noneMatch(Decision.Setpoint::released);
        assertThat(site.latest().powerW()).isZero();
        assertThat(site.alarms()).contains(AlarmType.GRID_CONTRADICTION);
        assertThat(site.latest().grid().reason()).isEqualTo("ups-a on battery, but the meter sees a healthy grid");
    }

    @Test
    void aUpsInBypassTakesTheTariffOff() {
        OutageSite site = OutageSite.healthy();
        site.baseW = 850_000;
        site.run(3);
        assertThat(site.latest().powerW()).isPositive();
        site.upsBypassed = true;
        site.run(1);
        assertThat(site.latest().powerW()).isZero();
        assertThat(site.latest().grid().state()).isEqualTo(GridState.CONTRADICTION);
        assertThat(site.latest().grid().reason()).contains("ups-a in bypass");
        assertThat(site.alarms()).contains(AlarmType.GRID_CONTRADICTION);
        site.upsBypassed = false;
        site.run(4);
        assertThat(site.latest().grid().state()).isEqualTo(GridState.OK);
    }
}
