package io.tieline.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cabinets that answer late: the command must not be given twice, and must come to rest. */
class ResponseTest {

    private static double highest(List<Double> powers) {
        return powers.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }

    private static double lowest(List<Double> powers) {
        return powers.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    @ParameterizedTest(name = "dead time {0} ms, ramp {1} W/s, meter {2} ms, batteries {3} ms")
    @CsvSource({
        "0, 1e9, 100, 500",
        "300, 200000, 200, 500",
        "500, 1e9, 200, 1000",
        "200, 150000, 100, 250",
        "50, 110000, 100, 1000",
        "800, 1e9, 200, 500"
    })
    void aStepIsCommandedOnceAndStays(int dead, double ramp, int meter, int battery) {
        SlowSite site = new SlowSite(4, 100_000, dead, ramp, meter, battery);
        site.loadW = 750_000;
        site.run(5, s -> {});
        site.loadW = 900_000;
        site.runToMeter();
        site.commandedW.clear();
        site.run(8, s -> {});
        assertThat(site.commandedW.get(0))
                .as("by the first value that shows it")
                .isCloseTo(200_000, within(2_000.0));
        assertThat(highest(site.commandedW)).as("never twice").isLessThan(202_000);
        assertThat(lowest(site.commandedW)).as("no ringing").isGreaterThan(198_000);
        site.commandedW.clear();
        site.loadW = 800_000;
        site.run(8, s -> {});
        assertThat(lowest(site.commandedW)).isGreaterThan(98_000);
        assertThat(site.totalW()).isCloseTo(100_000, within(1_000.0));
    }

    @Test
    void aSecondStepInTheMiddleOfTheFirstIsSeen() {
        SlowSite site = new SlowSite(4, 100_000, 300, 300_000, 100, 500);
        site.loadW = 750_000;
        site.run(5, s -> {});
        site.loadW = 850_000;
        site.run(0.2, s -> {});
        site.loadW = 1_000_000;
        site.run(0.2, s -> {});
        assertThat(site.commandedW.get(site.commandedW.size() - 1)).isCloseTo(300_000, within(2_000.0));
        site.run(5, s -> {});
        assertThat(site.totalW()).isCloseTo(300_000, within(2_000.0));
    }

    @Test
    void aNoisyLoadIsFollowedWithoutAmplifyingIt() {
        Random random = new Random(5);
        SlowSite site = new SlowSite(8, 50_000, 300, 100_000, 200, 500);
        site.loadW = 900_000;
        site.run(5, s -> {});
        site.commandedW.clear();
        site.run(60, s -> s.loadW = random.nextInt(20) == 0 ? 900_000 + 4_000 * random.nextGaussian() : s.loadW);
        assertThat(highest(site.commandedW)).isLessThan(218_000);
        assertThat(lowest(site.commandedW)).isGreaterThan(182_000);
    }
}
