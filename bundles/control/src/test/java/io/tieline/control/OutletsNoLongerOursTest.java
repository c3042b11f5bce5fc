package io.tieline.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.Decision.AlarmType;
import io.tieline.model.LoadClass;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of loads that were switched off and then leave the site file, or lose their class in it. */
class OutletsNoLongerOursTest {

    private static final double HOUR = 3600;

    private final OutageSite site = new OutageSite(4).reserve(Duration.ofMinutes(10), Duration.ofMinutes(8));

    private List<Decision.Alarm> alarms() {
        return site.latest().alarms().stream()
                .filter(alarm -> alarm.type() == AlarmType.OUTLET_STUCK || alarm.type() == AlarmType.LOAD_SHED)
                .toList();
    }

    private void shed(int... outlets) {
        site.hasGenerator = false;
        for (int outlet : outlets) {
            site.load(outlet, LoadClass.P4, 60_000);
        }
        site.soc = 12;
        site.decide();
        site.run(2);
        site.volts = 0;
        site.run(20);
        assertThat(site.latest().supply().shed()).hasSize(outlets.length);
    }

    /** A changed site file is a new start. */
    private void withoutOutlet(int outlet) {
        site.withdraw(outlet);
        site.restart();
        site.run(1);
    }

    @ParameterizedTest(name = "others are left: {0}")
    @ValueSource(booleans = {true, false})
    void theyAreToldByNameThatNobodySwitchesThemOnAgainAndThenForgotten(boolean others) {
        shed(others ? new int[] {3, 4} : new int[] {3});
        withoutOutlet(3);
        assertThat(alarms())
                .filteredOn(alarm -> alarm.type() == AlarmType.OUTLET_STUCK)
                .singleElement()
                .satisfies(alarm -> {
                    assertThat(alarm.source()).isEqualTo("pdu-1/outlet.3");
                    assertThat(alarm.text()).contains("no class in the site file", "stays off", "by hand");
                });
        assertThat(alarms())
                .filteredOn(alarm -> alarm.type() == AlarmType.LOAD_SHED)
                .as("what is still ours")
                .hasSize(others ? 1 : 0);
        site.volts = 230;
        site.soc = 90;
        site.run(HOUR - 10);
        assertThat(alarms()).as("told for an hour").hasSize(1);
        site.run(20);
        assertThat(alarms()).isEmpty();
        assertThat(site.latest().supply().shed()).isEmpty();
        assertThat(site.switched()).as("never switched by us again").doesNotContain("on 3");
        site.restart();
        site.run(10);
        assertThat(alarms()).as("nor remembered").isEmpty();
    }

    @Test
    void oneThatDidNotGoIsNoLongerOursWithoutAWord() {
        site.load(3, LoadClass.P4, 60_000).stuck = true;
        site.hasGenerator = false;
        site.soc = 12;
        site.decide();
        site.run(2);
        site.volts = 0;
        site.run(20);
        assertThat(alarms()).hasSize(1);
        site.withdraw(3);
        site.run(1);
        assertThat(alarms()).isEmpty();
    }
}
