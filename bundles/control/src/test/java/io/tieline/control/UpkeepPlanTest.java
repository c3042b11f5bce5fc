package io.tieline.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.chemistry.Chemistry;
import io.tieline.chemistry.ChemistryLibrary;
import io.tieline.control.Decision.AlarmType;
import io.tieline.control.lease.LeaseAnswer.Accepted;
import io.tieline.control.lease.LeaseRequest;
import io.tieline.control.lease.Payload.ReserveFloor;
import io.tieline.control.lease.PowerRange;
import io.tieline.control.settings.ReserveSettings;
import io.tieline.control.settings.ShavingSettings;
import io.tieline.control.settings.StorageSettings;
import java.time.Duration;
import java.util.Collections;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a maintenance that empties a battery may begin, and what it must never cost. */
class UpkeepPlanTest {

    private static final double MINUTE = 60;
    private static final Chemistry ZINC =
            ChemistryLibrary.find("zinc-bromine-flow").orElseThrow();

    /** Modules of 100 kWh of which nothing is known, so that half of their three days is taken as gone; at 22 o'clock. */
    private static Site zinc(int modules, Duration reserve, double blackStartPercent) {
        Site site = new Site(modules, 30_000, 100_000, tuning -> {
            tuning.storage(new StorageSettings(Collections.nCopies(modules, new StorageSettings.Unit(ZINC, ""))));
            tuning.settings = tuning.settings
                    .withShaving(new ShavingSettings(true, 700_000, 0.9, 700_000))
                    .withReserve(new ReserveSettings(
                            reserve,
                            10,
                            0,
                            0,
                            1,
                            Duration.ZERO,
                            blackStartPercent,
                            false,
                            false,
                            Duration.ofMinutes(5)));
        });
        site.utc = Site.START + 8 * 3_600_000L;
        return site;
    }

    /** A minute on; the load moves a little, so that the meter is seen to live. */
    private static Decision minute(Site site, int number, double loadW) {
        site.loadW = loadW + number % 7;
        return site.after(MINUTE);
    }

    private static long running(Site site) {
        return IntStream.range(0, site.powerW.length)
                .filter(i -> site.core.state().fleet().care().of(i).job().runs())
                .count();
    }

    @Test
    void aLoadThatWasJustSeenForTheFirstTimeProvesNothing() {
        Site site = zinc(4, Duration.ofMinutes(10), 10);
        site.loadW = 0;
        site.start();
        assertThat(running(site)).as("no load, no need, no proof").isZero();
        for (int minute = 2; minute < 60; minute++) {
            minute(site, minute, 300_000);
            assertThat(running(site)).as("minute %s", minute).isZero();
        }
        for (int minute = 60; minute < 70; minute++) {
            minute(site, minute, 300_000);
        }
        assertThat(running(site)).as("after an hour of it").isEqualTo(1);
    }

    /** Four modules whose critical load the owner has told. */
    private static Site told() {
        Site site = new Site(4, 30_000, 100_000, tuning -> {
            tuning.storage(new StorageSettings(Collections.nCopies(4, new StorageSettings.Unit(ZINC, ""))));
            tuning.settings = tuning.settings
                    .withShaving(new ShavingSettings(true, 700_000, 0.9, 700_000))
                    .withReserve(new ReserveSettings(Duration.ofMinutes(10), 10, 300_000, 0, 1));
        });
        site.utc = Site.START + 8 * 3_600_000L;
        site.loadW = 300_000;
        return site;
    }

    @Test
    void aLoadTheOwnerHasToldNeedsNoHour() {
        Site site = told();
        site.start();
        assertThat(running(site)).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0} % wanted by upstream: {1} begins")
    @CsvSource({"85, 1", "95, 0"})
    void whatUpstreamWantsKeptMustStandInTheOthers(double wantedPercent, long begins) {
        Site site = told();
        site.loadW = 2_000_000;
        site.start();
        assertThat(running(site)).as("above the target none begins").isZero();
        LeaseRequest request =
                new LeaseRequest("r", site.utc, 1, 300, 0, PowerRange.FREE, new ReserveFloor(wantedPercent));
        site.core.grant((Accepted) site.core.offer(request, site.utc, site.nanos));
        site.loadW = 300_000;
        site.after(1);
        assertThat(running(site)).isEqualTo(begins);
    }

    @ParameterizedTest(name = "{0} % for a black start: begins {1}")
    @CsvSource({"40, true", "60, false"})
    void notEvenTheVendorsLimitTakesWhatABlackStartNeeds(double blackStartPercent, boolean begins) {
        // The other module, even full, holds half of what both hold.
        Site site = zinc(2, Duration.ofHours(1), blackStartPercent);
        site.loadW = 300_000;
        Decision decision = site.start();
        boolean began = false;
        for (int minute = 0; minute < 37 * 60; minute++) {
            decision = minute(site, minute, 300_000);
            began |= running(site) > 0;
        }
        assertThat(began).isEqualTo(begins);
        assertThat(decision.alarms())
                .as("it is told that one of them is late")
                .anyMatch(alarm -> alarm.type() == AlarmType.MAINTENANCE_OVERDUE);
        assertThat(Math.min(site.socPercent[0], site.socPercent[1]))
                .as("below the floor only where the other keeps it")
                .matches(least -> begins || least >= blackStartPercent);
    }

    @Test
    void whereTheOthersAreLostTheEmptyingStopsAtTheFloor() {
        Site site = zinc(2, Duration.ZERO, 40);
        site.loadW = 300_000;
        site.start();
        for (int minute = 0; minute < 37 * 60 && running(site) == 0; minute++) {
            minute(site, minute, 300_000);
        }
        assertThat(running(site)).isEqualTo(1);
        int emptied = site.core.state().fleet().care().of(0).job().runs() ? 0 : 1;
        site.unavailable[1 - emptied] = "the battery says fault";
        site.after(1);
        assertThat(running(site)).as("given up").isZero();
        for (int minute = 0; minute < 5 * 60; minute++) {
            minute(site, minute, 800_000);
        }
        assertThat(site.socPercent[emptied]).isGreaterThanOrEqualTo(40);
    }
}
