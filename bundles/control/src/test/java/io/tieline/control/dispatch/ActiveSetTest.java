package io.tieline.control.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.Site;
import io.tieline.control.fleet.Fleet;
import io.tieline.control.fleet.FleetMemory;
import io.tieline.control.settings.ControlSettings;
import io.tieline.control.situation.Cabinet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which cabinets run: each has 10 kW and 100 kWh. */
class ActiveSetTest {

    private static final double EACH_W = 10_000;
    private static final long MINUTE = 60_000_000_000L;
    private static final long DAY = 24 * 60 * MINUTE;

    private final ActiveSet active = new ActiveSet();
    private final List<Cabinet> cabinets = new ArrayList<>();
    private FleetMemory memory = FleetMemory.of(0);
    private double minimumShare = 0.1;

    private void cabinets(double... socPercent) {
        for (double soc : socPercent) {
            int i = cabinets.size();
            cabinets.add(new Cabinet(i, "cab-" + i, "", soc, 100_000, EACH_W, EACH_W, EACH_W, 0, 0));
        }
        memory = FleetMemory.of(cabinets.size());
    }

    private void commanded(double... watts) {
        for (int i = 0; i < watts.length; i++) {
            memory.following().command(i, cabinets.get(i), watts[i], 0);
        }
    }

    /** Who runs for a power, + = discharge, this long after the last command. */
    private List<Integer> running(double siteW, long nanos) {
        Fleet fleet = Fleet.of(cabinets, memory, ControlSettings.defaults(Site.UTC), 10);
        double[] can = new double[cabinets.size()];
        java.util.Arrays.fill(can, EACH_W);
        active.choose(Math.abs(siteW), can, new Dispatch.Share(fleet, memory, siteW > 0, minimumShare, 0, nanos));
        List<Integer> who = new ArrayList<>();
        for (int i = 0; i < can.length; i++) {
            if (active.mostW(i) > 0) {
                who.add(i);
            }
        }
        return who;
    }

    @Test
    void theFullerOnesDischargeAndTheEmptierOnesCharge() {
        cabinets(60, 70, 50, 65);
        assertThat(running(10_000, 0)).containsExactly(1, 3);
        assertThat(running(-10_000, 0)).containsExactly(0, 2);
    }

    @Test
    void asManyRunAsAreHalfLoaded() {
        cabinets(60, 60, 60, 60);
        assertThat(running(5_000, 0)).hasSize(1);
        assertThat(running(5_001, 0)).hasSize(2);
        assertThat(running(15_000, 0)).hasSize(3);
        assertThat(running(40_000, 0)).hasSize(4);
    }

    @Test
    void noneRunsBelowItsMinimumPower() {
        cabinets(60, 60, 60, 60);
        minimumShare = 0.5;
        assertThat(running(9_999, 0)).as("two would have less than 5 kW each").hasSize(1);
        assertThat(running(10_000, 0)).hasSize(2);
        minimumShare = 0.4;
        assertThat(running(11_999, 0))
                .as("three would have less than 4 kW each")
                .hasSize(2);
        assertThat(running(12_000, 0)).hasSize(3);
        minimumShare = 1;
        assertThat(running(10_001, 0)).as("one cannot do it").hasSize(2);
    }

    @Test
    void whoDischargesGoesOnUntilAnotherIsTenPointsFuller() {
        cabinets(50, 59.5);
        commanded(4_000, 0);
        assertThat(running(4_000, MINUTE)).containsExactly(0);
        cabinets.set(1, new Cabinet(1, "cab-1", "", 60.5, 100_000, EACH_W, EACH_W, EACH_W, 0, 0));
        assertThat(running(4_000, MINUTE)).containsExactly(1);
    }

    @Test
    void whoChargesGoesOnUntilAnotherIsTenPointsEmptier() {
        cabinets(59.5, 50);
        commanded(-4_000, 0);
        assertThat(running(-4_000, MINUTE)).containsExactly(0);
        cabinets.set(0, new Cabinet(0, "cab-0", "", 60.5, 100_000, EACH_W, EACH_W, EACH_W, 0, 0));
        assertThat(running(-4_000, MINUTE)).containsExactly(1);
    }

    @Test
    void whoWasChargedHasNoLeadForDischarging() {
        cabinets(50, 55);
        commanded(-4_000, 0);
        assertThat(running(-4_000, MINUTE)).containsExactly(0);
        assertThat(running(4_000, MINUTE)).containsExactly(1);
    }

    @Test
    void afterADayAnotherThatIsALittleFullerTakesItsTurn() {
        cabinets(50, 51);
        commanded(4_000, 0);
        assertThat(running(4_000, DAY - 1)).containsExactly(0);
        assertThat(running(4_000, DAY)).containsExactly(1);
    }

    @Test
    void whoHasJustBegunRunsForAMinuteHoweverLittleIsWanted() {
        cabinets(50, 52, 80);
        commanded(4_000, 4_000, 0);
        assertThat(running(1_000, MINUTE - 1)).containsExactly(0, 1);
        assertThat(running(1_000, MINUTE)).containsExactly(2);
    }

    @Test
    void theSetIsLeftAloneBetweenThirtyAndSeventyPercent() {
        cabinets(50, 50, 50, 50);
        commanded(4_000, 4_000, 0, 0);
        assertThat(running(6_000, MINUTE)).containsExactly(0, 1);
        assertThat(running(14_000, MINUTE)).containsExactly(0, 1);
        assertThat(running(5_000, MINUTE)).hasSize(1);
        assertThat(running(14_001, MINUTE)).containsExactly(0, 1, 2);
    }
}
