package io.tieline.control.grid;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.Site;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One line per cycle: what the inputs say, and what the grid is then believed to be. */
class GridMemoryTest {

    private final Site site = new Site(2, 100_000, 100_000, tuning -> tuning.target(500_000));

    @BeforeEach
    void healthy() {
        site.loadW = 300_000;
        assertThat(site.decide().grid().state()).isEqualTo(GridState.OK);
    }

    /** v: volts, A and B: UPS on battery, o: breaker open, m: meter silent, p: one of its phases silent. */
    private void cycle(double seconds, String inputs, GridState expected) {
        site.voltage = inputs.contains("v0") ? 0 : inputs.contains("v60") ? 138 : 230;
        site.firstUps = inputs.contains("A");
        site.secondUps = inputs.contains("B");
        site.breakerClosed = !inputs.contains("o");
        site.meterAnswers = !inputs.contains("m");
        site.phaseSilent = inputs.contains("p");
        assertThat(site.after(seconds).grid().state())
                .as("%s after %s s at %s", inputs, seconds, site.utc - Site.START)
                .isEqualTo(expected);
    }

    @Test
    void twoWitnessesThatLastAreALoss() {
        cycle(1.0, "v230     ", GridState.OK);
        cycle(0.1, "v0   A B ", GridState.SUSPECT);
        cycle(0.3, "v0   A B ", GridState.SUSPECT);
        cycle(0.7, "v0   A B ", GridState.LOST);
        cycle(60., "v0   A B ", GridState.LOST);
        cycle(1.0, "v230 A   ", GridState.LOST);
        cycle(1.0, "v230     ", GridState.QUALIFY);
        cycle(299, "v230     ", GridState.QUALIFY);
        cycle(1.5, "v230     ", GridState.RETRANSFER);
        cycle(60., "v230     ", GridState.RECHARGE);
        cycle(1.0, "v230     ", GridState.OK);
    }

    @Test
    void aShortSagIsOnlySuspected() {
        cycle(0.1, "v60    ", GridState.SUSPECT);
        cycle(0.2, "v60 A  ", GridState.SUSPECT);
        cycle(0.1, "v230 A ", GridState.SUSPECT);
        cycle(0.5, "v230   ", GridState.SUSPECT);
        cycle(1.4, "v230   ", GridState.SUSPECT);
        cycle(0.6, "v230   ", GridState.OK);
    }

    @Test
    void oneUpsAgainstAHealthyMeterIsAContradiction() {
        cycle(1.0, "v230 A ", GridState.SUSPECT);
        cycle(9.0, "v230 A ", GridState.SUSPECT);
        cycle(2.0, "v230 A ", GridState.CONTRADICTION);
        cycle(100, "v230 A ", GridState.CONTRADICTION);
        cycle(1.0, "v230   ", GridState.CONTRADICTION);
        cycle(2.0, "v230   ", GridState.OK);
    }

    @Test
    void everyUpsAtOnceIsALossEvenIfTheMeterStillSeesVoltage() {
        cycle(0.1, "v230 A B ", GridState.SUSPECT);
        cycle(1.1, "v230 A B ", GridState.LOST);
    }

    @Test
    void aSilentMeterConfirmsAUps() {
        cycle(0.1, "m A ", GridState.SUSPECT);
        cycle(1.1, "m A ", GridState.LOST);
        cycle(300, "m   ", GridState.LOST);
        cycle(1.0, "v230", GridState.QUALIFY);
    }

    @Test
    void aPhaseThatCannotBeReadIsNoLossButNoWayBackEither() {
        cycle(1.0, "v230 p", GridState.OK);
        cycle(60., "v230 p", GridState.OK);
        cycle(0.1, "v0 A  ", GridState.SUSPECT);
        cycle(1.1, "v0 A  ", GridState.LOST);
        cycle(1.0, "v230 p", GridState.LOST);
        cycle(600, "v230 p", GridState.LOST);
        cycle(1.0, "v230  ", GridState.QUALIFY);
        cycle(299, "v230 p", GridState.LOST);
        cycle(1.0, "v230  ", GridState.QUALIFY);
        cycle(299, "v230  ", GridState.QUALIFY);
        cycle(1.0, "v230  ", GridState.RETRANSFER);
    }

    @Test
    void aSilentMeterAloneIsNoLoss() {
        cycle(1.0, "m   ", GridState.OK);
        cycle(50., "m   ", GridState.OK);
        cycle(10., "m   ", GridState.DEGRADED);
        cycle(100, "m   ", GridState.DEGRADED);
        cycle(1.0, "v230", GridState.OK);
    }

    @Test
    void aFlappingGridIsOneOutageAndQualifiesFromTheLastDip() {
        cycle(0.1, "v0 A B o ", GridState.SUSPECT);
        cycle(1.5, "v0 A B o ", GridState.LOST);
        long began = site.decide().grid().lostUtcMillis();
        for (int dip = 0; dip < 5; dip++) {
            cycle(10, "v230     ", GridState.QUALIFY);
            cycle(5., "v60 A    ", GridState.LOST);
        }
        cycle(1.0, "v230     ", GridState.QUALIFY);
        cycle(299, "v230     ", GridState.QUALIFY);
        assertThat(site.decide().grid().lostUtcMillis()).isEqualTo(began);
        cycle(2.0, "v230     ", GridState.RETRANSFER);
    }

    @Test
    void aStepOfAMinuteStillSeesTheLossOneCallLater() {
        cycle(60, "v0 A B o ", GridState.SUSPECT);
        cycle(60, "v0 A B o ", GridState.LOST);
    }
}
