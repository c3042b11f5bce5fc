package io.tieline.control.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Hourly windows, and a battery of 100 kW and 200 kWh. */
class ForesightTest {

    private static final Offset<Double> A_WATT = within(1.0);
    private static final double KEPT_NOTHING = 0;

    private static WindowMeans load(double... kilowatts) {
        double[] watts = new double[kilowatts.length];
        for (int i = 0; i < watts.length; i++) {
            watts[i] = kilowatts[i] * 1000;
        }
        return new WindowMeans(0, 60, watts);
    }

    private static StudyBattery battery(double roundTrip, double startPercent) {
        return new StudyBattery(100_000, 200_000, roundTrip, startPercent);
    }

    private static int[] whole(WindowMeans load) {
        return new int[] {0, load.watts().length};
    }

    @Test
    void onePeakIsLoweredByAllOfThePowerOrAllOfTheEnergy() {
        WindowMeans narrow = load(200, 500, 200);
        assertThat(Foresight.levels(narrow, whole(narrow), battery(1, 100), KEPT_NOTHING)[0])
                .isCloseTo(400_000, A_WATT);
        WindowMeans wide = load(200, 500, 500, 500, 500, 200);
        assertThat(Foresight.levels(wide, whole(wide), battery(1, 100), KEPT_NOTHING)[0])
                .as("200 kWh over four hours")
                .isCloseTo(450_000, A_WATT);
    }

    @Test
    void whatIsKeptForTheBackupIsNotSpent() {
        WindowMeans wide = load(200, 500, 500, 500, 500, 200);
        assertThat(Foresight.levels(wide, whole(wide), battery(1, 100), 50)[0])
                .as("100 kWh over four hours")
                .isCloseTo(475_000, A_WATT);
        assertThat(Foresight.levels(wide, whole(wide), battery(1, 30), 50)[0])
                .as("empty, it takes 100 kWh in the hour before")
                .isCloseTo(475_000, A_WATT);
        WindowMeans sudden = load(500, 500);
        assertThat(Foresight.levels(sudden, whole(sudden), battery(1, 70), 50)[0])
                .as("40 kWh above the reserve over two hours")
                .isCloseTo(480_000, A_WATT);
    }

    @Test
    void lossesRaiseTheLevel() {
        WindowMeans wide = load(500, 500, 500, 500);
        assertThat(Foresight.levels(wide, whole(wide), battery(0.81, 100), KEPT_NOTHING)[0])
                .as("nine tenths of 200 kWh reach the grid")
                .isCloseTo(455_000, A_WATT);
    }

    @Test
    void whatOneMonthLeavesTheNextBeginsWith() {
        WindowMeans load = load(500, 500, 500, 500);
        double[] levels = Foresight.levels(load, new int[] {0, 2, 4}, battery(1, 100), KEPT_NOTHING);
        assertThat(levels[0]).as("all of it at full power").isCloseTo(400_000, A_WATT);
        assertThat(levels[1]).as("nothing is left and nothing can be charged").isCloseTo(500_000, A_WATT);
    }
}
