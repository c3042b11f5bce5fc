package io.tieline.control.reserve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tieline.chemistry.Chemistry;
import io.tieline.control.fleet.Fleet;
import io.tieline.control.settings.ReserveSettings;
import io.tieline.control.situation.Cabinet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The example of the control laws, 3.4, and what makes a promise honest. */
class ReserveBudgetTest {

    private static ReserveSettings settings(boolean spare, double socError, double floor) {
        return new ReserveSettings(
                Duration.ofMinutes(10),
                floor,
                0,
                socError,
                0.96,
                Duration.ZERO,
                floor,
                spare,
                false,
                Duration.ofMinutes(5));
    }

    private static Fleet fleet(double factor, double socError, double... socs) {
        return weak(600_000, factor, socError, socs);
    }

    private static Fleet weak(double outageW, double factor, double socError, double... socs) {
        List<Cabinet> cabinets = new ArrayList<>();
        double[] errors = new double[socs.length];
        double[] factors = new double[socs.length];
        double stored = 0;
        double each = 2_000_000.0 / socs.length;
        for (int i = 0; i < socs.length; i++) {
            cabinets.add(new Cabinet(i, "cab-" + i, "", socs[i], each, 600_000, 600_000, 600_000, 0, 0));
            errors[i] = socError;
            factors[i] = factor;
            stored += each * socs[i] / 100;
        }
        double[] zero = new double[socs.length];
        double[] outage = new double[socs.length];
        Arrays.fill(outage, outageW);
        boolean[] backup = new boolean[cabinets.size()];
        Arrays.fill(backup, true);
        return new Fleet(
                cabinets,
                zero,
                zero,
                outage,
                zero,
                new String[cabinets.size()],
                0,
                0,
                stored,
                2_000_000,
                backup,
                errors,
                factors,
                factors,
                Collections.nCopies(cabinets.size(), Chemistry.UNSPECIFIED));
    }

    private static ReserveBudget budget(ReserveSettings settings, Fleet fleet) {
        double load = 1_000_000;
        ReservePromise promise = ReservePromise.NONE.next(ReserveBudget.neededWh(load, 600), 0, 0);
        return ReserveBudget.of(settings, fleet, promise, 600, load, load);
    }

    @Test
    void theExampleOfTheControlLaws() {
        // 1 MW for 10 min at 0.96 is 173.6 kWh, at 0.8 of health and 0.95 of temperature 228.4; 5 % floor, 5 % error.
        ReserveBudget budget = budget(settings(false, 5, 5), fleet(0.8 * 0.95, 5, 80, 80, 80, 80));
        assertThat(budget.requiredWh()).isCloseTo(428_400, within(200.0));
        assertThat(budget.floorPercent()).isCloseTo(21.4, within(0.05));
        assertThat(budget(settings(false, 15, 5), fleet(0.8 * 0.95, 15, 80, 80, 80, 80))
                        .requiredWh())
                .isCloseTo(628_400, within(200.0));
    }

    @Test
    void theLargestCabinetMayBeLost() {
        ReserveBudget budget = budget(settings(true, 0, 10), fleet(1, 0, 80, 80, 80, 80));
        // 173.6 kWh must stand in three of four: 231.5 kWh above the floor of 200 kWh.
        assertThat(budget.requiredWh()).isCloseTo(431_481, within(10.0));
        assertThat(budget.powerW()).isEqualTo(1_800_000);
        assertThat(budget.isWeak()).isFalse();
        assertThat(budget(settings(false, 0, 10), fleet(1, 0, 80, 80, 80, 80)).powerW())
                .isEqualTo(2_400_000);
    }

    @Test
    void howLongFullBatteriesWouldLastIsToldWithoutTheLargest() {
        double all = budget(settings(false, 0, 10), fleet(1, 0, 80, 80, 80, 80)).mostMinutes();
        assertThat(budget(settings(true, 0, 10), fleet(1, 0, 80, 80, 80, 80)).mostMinutes())
                .isCloseTo(all * 3 / 4, within(1e-9));
    }

    @Test
    void oneCabinetAloneIsPromisedWithoutASpare() {
        ReserveBudget budget = budget(settings(true, 0, 10), fleet(1, 0, 80));
        assertThat(budget.requiredWh()).isCloseTo(373_611, within(10.0));
        assertThat(budget.isWeak()).as("600 kW for 1 MW").isTrue();
    }

    @Test
    void cellsThatAreTooColdForTheLoadAreWeak() {
        ReserveBudget cold = budget(settings(true, 0, 10), weak(300_000, 1, 0, 80, 80, 80, 80));
        assertThat(cold.powerW()).isEqualTo(900_000);
        assertThat(cold.isWeak()).isTrue();
    }

    @Test
    void anUnevenFleetIsNotPromisedByItsMean() {
        ReserveBudget even = budget(settings(true, 0, 10), fleet(1, 0, 40, 40, 40, 40));
        ReserveBudget uneven = budget(settings(true, 0, 10), fleet(1, 0, 100, 20, 20, 20));
        assertThat(uneven.availableWh()).isEqualTo(even.availableWh());
        assertThat(even.spareWh()).isPositive();
        assertThat(uneven.spareWh())
                .as("the full one may be the one that is lost")
                .isNegative();
        assertThat(uneven.isShort()).isTrue();
    }

    @Test
    void minutesAreWhatReachesTheLoadAboveTheFloor() {
        ReserveBudget budget = budget(settings(false, 5, 5), fleet(0.5, 5, 40, 40));
        // 30 points of 2 MWh, half of it, at 0.96: 288 kWh for 1 MW.
        assertThat(budget.usableWh()).isCloseTo(288_000, within(1.0));
        assertThat(budget.minutesAvailable()).isCloseTo(17.28, within(0.01));
        ReserveBudget below = budget(settings(false, 5, 5), fleet(0.5, 5, 8, 8));
        assertThat(below.usableWh()).isZero();
        assertThat(below.minutesAvailable()).isZero();
    }

    @Test
    void nothingToCarryLastsADay() {
        ReserveSettings settings = settings(false, 0, 10);
        ReserveBudget budget = ReserveBudget.of(settings, fleet(1, 0, 80), ReservePromise.NONE, 600, 0, 0);
        assertThat(budget.minutesAvailable()).isEqualTo(24 * 60);
        assertThat(budget.isWeak()).isFalse();
    }

    @Test
    void aStormKeepsEverythingAndIsShortOnlyWithoutTheTime() {
        ReserveSettings storm = settings(false, 0, 10).withStorm(true);
        ReserveBudget enough = budget(storm, fleet(1, 0, 80, 80));
        assertThat(enough.requiredWh()).isEqualTo(2_000_000);
        assertThat(enough.isShort()).isFalse();
        assertThat(budget(storm, fleet(1, 0, 15, 15)).isShort()).isTrue();
    }

    @Test
    void aLargerNeedCountsAtOnceASmallerOneAfterItLasted() {
        ReservePromise promise = ReservePromise.NONE.next(100, 300, 0);
        assertThat(promise.loadWh()).isEqualTo(100);
        promise = promise.next(150, 300, 1_000_000_000L);
        assertThat(promise.loadWh()).isEqualTo(150);
        promise = promise.next(90, 300, 10_000_000_000L).next(80, 300, 309_000_000_000L);
        assertThat(promise.loadWh()).isEqualTo(150);
        assertThat(promise.next(80, 300, 310_000_000_000L).loadWh()).isEqualTo(80);
        ReservePromise again = promise.next(160, 300, 309_500_000_000L).next(80, 300, 310_000_000_000L);
        assertThat(again.loadWh()).as("the delay begins anew").isEqualTo(160);
        assertThat(again.next(80, 300, 609_000_000_000L).loadWh()).isEqualTo(160);
    }
}
