package io.tieline.control.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** 100 kW and 100 kWh in half-hour windows; nine tenths of the energy pass each way. */
class StorageTest {

    private static final double CANNOT = -1;
    private final Storage storage = new Storage(100_000, 100_000, 0.9, 0.5);

    private double left(double levelW, double storedWh, double... meansW) {
        return storage.leftAfter(meansW, 0, meansW.length, levelW, storedWh);
    }

    @Test
    void whatIsAboveTheLevelIsGivenWithItsLosses() {
        assertThat(left(300_000, 80_000, 390_000)).isCloseTo(80_000 - 90_000 * 0.5 / 0.9, within(1e-6));
    }

    @Test
    void whatIsBelowTheLevelIsChargedWithItsLossesAsFarAsThePowerGoes() {
        assertThat(left(300_000, 10_000, 260_000)).isCloseTo(10_000 + 40_000 * 0.5 * 0.9, within(1e-6));
        assertThat(left(300_000, 10_000, 100_000)).isCloseTo(10_000 + 100_000 * 0.5 * 0.9, within(1e-6));
        assertThat(left(300_000, 90_000, 100_000)).as("no more than it holds").isEqualTo(100_000);
    }

    @Test
    void aLevelIsKeptWithFullPowerAndNotWithMore() {
        assertThat(left(300_000, 100_000, 400_000)).isCloseTo(100_000 - 50_000 / 0.9, within(1e-6));
        assertThat(left(300_000, 100_000, 400_001)).isEqualTo(CANNOT);
    }

    @Test
    void aLevelIsKeptToTheLastWattHourAndNoFurther() {
        assertThat(left(300_000, 50_000, 390_000)).isZero();
        assertThat(left(300_000, 49_999, 390_000)).isEqualTo(CANNOT);
    }

    @Test
    void onlyTheWindowsOfTheStretchCount() {
        double[] means = {900_000, 390_000, 900_000};
        assertThat(storage.leftAfter(means, 1, 2, 300_000, 50_000)).isZero();
        assertThat(storage.lowestLevelW(means, 1, 2, 50_000)).isCloseTo(300_000, within(1.0));
    }

    @Test
    void theLowestLevelIsBoundByPowerOrByEnergy() {
        assertThat(storage.lowestLevelW(new double[] {200_000, 500_000}, 0, 2, 100_000))
                .isCloseTo(400_000, within(1.0));
        assertThat(storage.lowestLevelW(new double[] {500_000, 500_000}, 0, 2, 50_000))
                .as("45 kWh over an hour")
                .isCloseTo(455_000, within(1.0));
        assertThat(storage.lowestLevelW(new double[] {500_000}, 0, 1, 0)).isCloseTo(500_000, within(1.0));
    }
}
