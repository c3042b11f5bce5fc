package io.tieline.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tieline.chemistry.Chemistry;
import io.tieline.chemistry.ChemistryLibrary;
import io.tieline.control.settings.LimitSettings;
import io.tieline.control.settings.ShavingSettings;
import io.tieline.control.settings.StorageSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two cabinets of each through the whole core, 100 kW and 200 kWh; zinc gives 60 kW of them. */
class ZincBesideLithiumTest {

    private static final double LIMIT_W = 700_000;

    private static Site site() {
        Chemistry zinc = ChemistryLibrary.find("zinc-bromine-flow").orElseThrow();
        Chemistry lithium = ChemistryLibrary.find("lfp").orElseThrow();
        StorageSettings.Unit slow = new StorageSettings.Unit(zinc, "");
        StorageSettings.Unit fast = new StorageSettings.Unit(lithium, "");
        Site site = new Site(4, 100_000, 200_000, tuning -> {
            tuning.storage(new StorageSettings(List.of(slow, slow, fast, fast)));
            tuning.settings = tuning.settings
                    .withShaving(new ShavingSettings(false, 0, 0.9, 0))
                    .withLimits(new LimitSettings(LIMIT_W, 0));
        });
        java.util.Arrays.fill(site.socPercent, 70);
        return site;
    }

    private static double zincW(Site site) {
        return site.powerW[0] + site.powerW[1];
    }

    private static double lithiumW(Site site) {
        return site.powerW[2] + site.powerW[3];
    }

    @Test
    void whatZincDoesNotDeliverLithiumGivesWithinAFewReadings() {
        Site site = site();
        site.loadW = 780_000;
        site.start();
        assertThat(zincW(site)).as("a step is for the fast").isZero();
        for (int second = 0; second < 240; second++) {
            site.after(1);
        }
        assertThat(zincW(site)).as("what lasts is for zinc").isGreaterThan(50_000);
        site.realLimitW[0] = 0;
        site.realLimitW[1] = 5_000;
        for (int second = 0; second < 40; second++) {
            site.after(1);
        }
        double deliveredW = zincW(site) + lithiumW(site);
        assertThat(deliveredW).isCloseTo(80_000, within(1_000.0));
        assertThat(lithiumW(site)).isGreaterThan(74_000);
    }
}
