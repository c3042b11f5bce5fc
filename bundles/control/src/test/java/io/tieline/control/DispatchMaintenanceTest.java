package io.tieline.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.chemistry.Chemistry;
import io.tieline.control.dispatch.Dispatch;
import io.tieline.control.fleet.Fleet;
import io.tieline.control.fleet.FleetMemory;
import io.tieline.control.situation.Cabinet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who gives what while some cabinets are emptied or filled for their maintenance. */
class DispatchMaintenanceTest {

    private static final double NOBODY = Double.NaN;

    private final List<Double> wishes = new ArrayList<>();
    private final List<Double> low = new ArrayList<>();
    private final List<Double> high = new ArrayList<>();

    /** A cabinet that can do so much; NaN: it is in no maintenance. */
    private void cabinet(double wishW, double chargeW, double dischargeW) {
        wishes.add(wishW);
        low.add(-chargeW);
        high.add(dischargeW);
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private Fleet fleet() {
        int n = wishes.size();
        List<Cabinet> cabinets = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            cabinets.add(new Cabinet(i, "cab-" + i, "", 50, 100_000, 50_000, -low.get(i), high.get(i), 0, 0));
        }
        double[] usual = array(Collections.nCopies(n, 1.0));
        return new Fleet(
                cabinets,
                array(low),
                array(high),
                array(high),
                array(wishes),
                new String[n],
                0,
                0,
                0,
                0,
                new boolean[n],
                usual,
                usual,
                usual,
                Collections.nCopies(n, Chemistry.UNSPECIFIED));
    }

    private double[] split(double siteW) {
        int n = wishes.size();
        double[] into = new double[n];
        new Dispatch().split(siteW, fleet(), FleetMemory.of(n), 0, 0, 0, into);
        return into;
    }

    @Test
    void theFleetKnowsWhoIsInMaintenanceAndWhatThatWantsTogether() {
        cabinet(NOBODY, 40_000, 40_000);
        cabinet(10_000, 0, 10_000);
        cabinet(NOBODY, 5_000, 40_000);
        cabinet(-15_000, 15_000, 0);
        assertThat(fleet().inMaintenance()).isEqualTo("cab-1, cab-3");
        assertThat(fleet().preferredW()).isEqualTo(-5_000);
        assertThat(fleet().othersLowW()).isEqualTo(-45_000);
    }

    @Test
    void whatIsEmptiedGoesToTheSiteAndTheOthersGiveTheRest() {
        cabinet(10_000, 0, 10_000);
        cabinet(NOBODY, 40_000, 40_000);
        assertThat(split(30_000)).containsExactly(10_000, 20_000);
        assertThat(split(10_000)).containsExactly(10_000, 0);
    }

    @Test
    void whatTheSiteDoesNotNeedGoesIntoTheOthers() {
        cabinet(10_000, 0, 10_000);
        cabinet(NOBODY, 40_000, 40_000);
        assertThat(split(0)).containsExactly(10_000, -10_000);
        assertThat(split(-5_000)).containsExactly(10_000, -15_000);
    }

    @Test
    void noMoreIsEmptiedThanTheSiteAndTheOthersTake() {
        cabinet(10_000, 0, 10_000);
        cabinet(NOBODY, 3_000, 40_000);
        assertThat(split(5_000)).containsExactly(8_000, -3_000);
        assertThat(split(0)).containsExactly(3_000, -3_000);
        assertThat(split(-3_000)).containsExactly(0, -3_000);
    }

    @Test
    void whatIsFilledComesFromTheGridAndNeverOutOfTheOthers() {
        cabinet(-10_000, 10_000, 0);
        cabinet(NOBODY, 40_000, 40_000);
        assertThat(split(-25_000)).containsExactly(-10_000, -15_000);
        assertThat(split(-4_000)).containsExactly(-4_000, 0);
        assertThat(split(0)).containsExactly(0, 0);
        assertThat(split(20_000)).containsExactly(0, 20_000);
    }

    @Test
    void oneThatIsEmptiedFillsAnother() {
        cabinet(10_000, 0, 10_000);
        cabinet(-15_000, 15_000, 0);
        cabinet(NOBODY, 40_000, 40_000);
        assertThat(split(0)).containsExactly(10_000, -10_000, 0);
        assertThat(split(-5_000)).containsExactly(10_000, -15_000, 0);
        assertThat(split(4_000)).containsExactly(10_000, -6_000, 0);
    }

    @Test
    void severalAreEmptiedOrFilledInTheRatioOfTheirWishes() {
        cabinet(10_000, 0, 10_000);
        cabinet(30_000, 0, 30_000);
        assertThat(split(20_000)).containsExactly(5_000, 15_000);
        wishes.clear();
        low.clear();
        high.clear();
        cabinet(-10_000, 10_000, 0);
        cabinet(-30_000, 30_000, 0);
        assertThat(split(-20_000)).containsExactly(-5_000, -15_000);
    }
}
