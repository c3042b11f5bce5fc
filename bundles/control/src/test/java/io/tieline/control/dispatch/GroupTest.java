package io.tieline.control.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tieline.chemistry.Chemistry;
import io.tieline.chemistry.ChemistryLibrary;
import io.tieline.control.Site;
import io.tieline.control.fleet.Fleet;
import io.tieline.control.fleet.FleetMemory;
import io.tieline.control.fleet.LoadHours;
import io.tieline.control.settings.ControlSettings;
import io.tieline.control.settings.ReserveSettings;
import io.tieline.control.settings.StorageSettings;
import io.tieline.control.situation.Cabinet;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What counts for the slow or the fast cells as one; ten kilowatts have lasted. */
class GroupTest {

    private static final Chemistry SLOW =
            ChemistryLibrary.find("zinc-bromine-flow").orElseThrow();
    private static final Chemistry FAST = ChemistryLibrary.find("lfp").orElseThrow();

    private static Cabinet cabinet(int i, double soc, double nominalW) {
        return new Cabinet(i, "cab-" + i, "", soc, 100_000, nominalW, nominalW, nominalW, 0, 0);
    }

    private static double[] split(double siteW, List<Chemistry> cells, Cabinet... cabinets) {
        ControlSettings settings = ControlSettings.defaults(Site.UTC)
                .withReserve(new ReserveSettings(Duration.ZERO, 10, 0, 0, 1))
                .withStorage(new StorageSettings(cells.stream()
                        .map(each -> new StorageSettings.Unit(each, ""))
                        .toList()));
        FleetMemory memory = FleetMemory.of(cabinets.length).decided(10_000, 1, LoadHours.NONE);
        double[] parts = new double[cabinets.length];
        Fleet fleet = Fleet.of(Arrays.asList(cabinets), memory, settings, 10);
        new Dispatch().split(siteW, fleet, memory, 0.1, 0, 0, parts);
        return parts;
    }

    @Test
    void aCabinetThatIsAwayMakesItsKindNoEmptier() {
        double[] parts = split(
                20_000,
                List.of(SLOW, FAST, FAST),
                cabinet(0, 70, 100_000),
                cabinet(1, 70, 100_000),
                cabinet(2, 15, 100_000).withdrawn("it does not answer"));
        assertThat(parts[0]).as("what has lasted, and nothing for a gap").isCloseTo(10_000, within(1.0));
    }

    @Test
    void theSmallestOfThemDecidesWhatIsWorthRunning() {
        double[] parts = split(
                40_000,
                List.of(SLOW, SLOW, FAST),
                cabinet(0, 70, 50_000),
                cabinet(1, 70, 200_000),
                cabinet(2, 70, 100_000));
        assertThat(parts[0] + parts[1])
                .as("10 kW is a good load for the small one, whoever comes last")
                .isCloseTo(10_000, within(1.0));
    }
}
