package io.tieline.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tieline.control.settings.ShavingSettings;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The grid meter dies in the middle of a demand window. */
class MeterDeadMidWindowTest {

    @Test
    void theWindowGoesOnWithTheLastLoadIsMarkedAsGuessedAndNothingIsCharged() {
        Site site = new Site(
                4,
                100_000,
                200_000,
                tuning -> tuning.settings =
                        tuning.settings.withShaving(new ShavingSettings(true, 700_000, 0.9, 700_000)));
        Arrays.fill(site.socPercent, 50);
        site.loadW = 400_000;
        site.start();
        for (int second = 0; second < 600; second++) {
            site.loadW = 400_000 + second % 5;
            site.after(1);
        }
        assertThat(site.decide().powerW()).as("there was room to charge").isNegative();
        assertThat(site.decide().window().estimatedSeconds()).isZero();
        double importedWh = site.decide().window().importedWh();
        site.meterAnswers = false;
        Decision decision = site.after(1);
        for (int second = 1; second < 300; second++) {
            assertThat(decision.powerW()).as("second %s", second).isGreaterThanOrEqualTo(0);
            decision = site.after(1);
        }
        assertThat(decision.window().estimatedSeconds()).isCloseTo(300, within(1.0));
        double guessedWh = decision.window().importedWh() - importedWh;
        assertThat(guessedWh).as("the load it was last seen with").isCloseTo(400_000 * 300 / 3600.0, within(500.0));
        site.meterAnswers = true;
        site.after(1);
        double guessed = site.after(1).window().estimatedSeconds();
        assertThat(site.after(60).window().estimatedSeconds())
                .as("what was guessed stays marked, what is measured is not")
                .isEqualTo(guessed);
    }
}
