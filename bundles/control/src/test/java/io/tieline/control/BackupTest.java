package io.tieline.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tieline.control.settings.BackupSettings.Shedding;
import io.tieline.control.settings.LimitSettings;
import io.tieline.control.settings.ReserveSettings;
import io.tieline.model.LoadClass;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the backup is sized for, and what a load must give up for the connection. */
class BackupTest {

    @ParameterizedTest(name = "{4}")
    @CsvSource({
        "false, 10, 8, 10, without generators the configured time",
        "false, 5, 8, 8, never less than the load needs to shut down",
        "true, 1, 2, 3.5, generators may fail after 1.5 minutes: time is left to shut down then",
        "true, 10, 2, 10, generators never shorten the configured time"
    })
    void theBatteriesLastUntilTheLoadIsSafe(
            boolean generator, long timeMinutes, long shutdownMinutes, double minutes, String why) {
        OutageSite site =
                new OutageSite(4).reserve(Duration.ofMinutes(timeMinutes), Duration.ofMinutes(shutdownMinutes));
        site.hasGenerator = generator;
        Decision.Reserve reserve = site.decide().reserve();
        assertThat(reserve.minutesRequired()).as(why).isEqualTo(minutes);
        assertThat(reserve.requiredWh())
                .as("100 kW for that long above the floor of 40 kWh")
                .isCloseTo(40_000 + 100_000 * minutes / 60, within(1.0));
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource({
        "0, 500000, nothing is configured: the whole site",
        "300000, 300000, a configured part is believed rather than the whole site",
        "600000, 600000, a configured load may be larger than what runs now"
    })
    void whereTheCriticalLoadHasNoMeterTheConfiguredOneCounts(double configuredW, double sizedW, String why) {
        Site site = new Site(
                4,
                100_000,
                200_000,
                tuning -> tuning.settings = tuning.settings.withReserve(
                        new ReserveSettings(Duration.ofMinutes(10), 10, configuredW, 0, 1)));
        site.loadW = 500_000;
        assertThat(site.start().reserve().criticalLoadW()).as(why).isEqualTo(sizedW);
    }

    @ParameterizedTest(name = "configured {0}: {1}")
    @CsvSource({"0, 100000", "50000, 100000", "150000, 150000"})
    void whereTheCriticalLoadIsMeteredTheLargerOfConfiguredAndMeasuredCounts(double configuredW, double sizedW) {
        OutageSite site = new OutageSite(4);
        site.with(site.settings.withReserve(new ReserveSettings(Duration.ofMinutes(10), 10, configuredW, 0, 1)));
        assertThat(site.decide().reserve().criticalLoadW()).isEqualTo(sizedW);
    }

    @Test
    void anOutageMayShrinkTheLoadButNotWhatTheBackupIsSizedFor() {
        OutageSite site = new OutageSite(4).reserve(Duration.ofMinutes(10), Duration.ZERO);
        site.hasGenerator = false;
        site.decide();
        site.run(2);
        site.volts = 0;
        site.run(5);
        double minutes = site.latest().reserve().minutesAvailable();
        site.baseW = 50_000;
        site.run(1);
        assertThat(site.latest().reserve().criticalLoadW()).isEqualTo(100_000);
        assertThat(site.latest().reserve().minutesAvailable())
                .as("half the load is carried twice as long")
                .isCloseTo(2 * minutes, within(0.2));
        site.baseW = 150_000;
        site.run(1);
        assertThat(site.latest().reserve().criticalLoadW())
                .as("nor does what an outage adds make it larger")
                .isEqualTo(100_000);
    }

    @ParameterizedTest(name = "{3}")
    @CsvSource({
        "90, 430000, false, the batteries give what is missing",
        "90, 600000, true, the batteries are too weak",
        "13, 430000, false, they still last for more than a minute",
        "11, 430000, true, they are at their floor within a minute"
    })
    void aLoadIsGivenUpOnlyWhereTheBatteriesCannotKeepTheImportLimit(
            double soc, double baseW, boolean sheds, String why) {
        OutageSite site = new OutageSite(1).reserve(Duration.ZERO, Duration.ZERO);
        site.with(site.settings.withLimits(new LimitSettings(400_000, 0)))
                .shedding(Shedding.DEFAULT.withAtImportLimit(true));
        site.hasGenerator = false;
        site.soc = soc;
        site.load(4, LoadClass.P4, 70_000);
        site.baseW = baseW;
        site.decide();
        site.run(20);
        assertThat(site.switched().contains("off 4")).as(why).isEqualTo(sheds);
    }
}
