package io.tieline.control.demand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tieline.control.Decision;
import io.tieline.control.Decision.AlarmType;
import io.tieline.control.Decision.ClaimKind;
import io.tieline.control.Site;
import io.tieline.control.settings.ControlSettings;
import io.tieline.control.settings.GuardSettings;
import io.tieline.control.settings.ReserveSettings;
import io.tieline.control.settings.SmoothingSettings;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A need that is small against the batteries is partly left for later in the demand window, and always met in it. */
class LeftForLaterTest {

    private static Site site(double targetW, UnaryOperator<ControlSettings> changed) {
        return new Site(4, 100_000, 200_000, tuning -> {
            tuning.target(targetW);
            tuning.settings = changed.apply(tuning.settings);
        });
    }

    /** What the demand window asks for at once. */
    private static double now(Decision decision) {
        return decision.claim(ClaimKind.DEMAND).minW();
    }

    /** What it would ask for if nothing were left for later. */
    private static double all(Decision decision) {
        return decision.flows().loadW() - decision.window().allowW();
    }

    @Test
    void aPartIsLeftForLaterAndSaidSoAndTheWindowIsKept() {
        Site site = site(700_000, settings -> settings);
        site.loadW = 750_000;
        Decision first = site.start();
        // A quarter of the 200 kW that can be left: a sixteenth of it now.
        assertThat(first.powerW()).isCloseTo(50_000 / 16.0, within(50.0));
        assertThat(first.sentence())
                .isEqualTo("Discharging 3.1 kW: the 14:00–14:30 window would end at 750 kW, the target is 700 kW;"
                        + " a part of the need is left for later in the window.");
        Decision last = first;
        while (site.utc + 1000 < Site.START + 1_800_000) {
            last = site.after(1);
            assertThat(last.alarms()).noneMatch(alarm -> alarm.type() == AlarmType.TARGET_EXCEEDED);
        }
        assertThat(last.powerW()).isGreaterThan(100_000);
        assertThat(last.window().projectedW()).isCloseTo(700_000, within(700.0));
    }

    @Test
    void aLoadThatFallsAgainSavesWhatWasLeft() {
        Site site = site(700_000, settings -> settings);
        site.loadW = 750_000;
        site.start();
        for (int second = 0; second < 300; second++) {
            site.after(1);
        }
        site.loadW = 690_000;
        Decision last = site.after(1);
        double given = 0;
        while (site.utc + 1000 < Site.START + 1_800_000) {
            last = site.after(1);
            given += Math.max(0, last.powerW());
        }
        assertThat(last.window().projectedW()).isLessThanOrEqualTo(700_000.1);
        assertThat(given)
                .as("all of what was drawn too much would have been given back")
                .isLessThan(300 * 50_000 / 2.0);
    }

    @Test
    void aNeedBeyondHalfOfThePowerIsMetAtOnce() {
        Site site = site(700_000, settings -> settings);
        site.loadW = 905_000;
        Decision decision = site.start();
        assertThat(now(decision)).isCloseTo(all(decision), within(1e-6)).isGreaterThan(204_000);
    }

    @Test
    void nothingIsLeftThatFullPowerCouldNotMakeUpForIfTheLoadRoseAgain() {
        Site site = site(700_000, settings -> settings);
        site.loadW = 1_110_000;
        site.start();
        site.loadW = 720_000;
        Decision decision = site.after(1);
        assertThat(decision.flows().loadW()).isEqualTo(720_000);
        assertThat(now(decision)).isCloseTo(all(decision), within(all(decision) * 0.05));
    }

    @Test
    void whatWouldBeFedIntoTheGridIsNotCountedOn() {
        Site site = site(25_000, settings -> settings);
        site.loadW = 60_000;
        Decision decision = site.start();
        // Half of 60 kW, not of 400 kW.
        assertThat(now(decision)).isCloseTo(all(decision), within(1e-6)).isGreaterThan(34_000);
    }

    @Test
    void nothingIsLeftForWhichThereIsNoEnergyAboveTheReserve() {
        Site site = site(700_000, settings -> settings.withReserve(new ReserveSettings(Duration.ZERO, 80, 0, 0, 1)));
        java.util.Arrays.fill(site.socPercent, 83);
        site.loadW = 750_000;
        Decision decision = site.start();
        // 24 kWh, and 50 kW for half an hour are 25 kWh.
        assertThat(now(decision)).isCloseTo(all(decision), within(1e-6)).isGreaterThan(49_000);
    }

    @Test
    void slowRampsLeaveLess() {
        Site site = site(700_000, settings -> settings.withGuard(new GuardSettings(100, 0, 0.1)));
        site.loadW = 750_000;
        // 200 kW would take half an hour and more: nothing can be left.
        Decision decision = site.start();
        assertThat(now(decision)).isCloseTo(all(decision), within(1e-6)).isGreaterThan(49_000);
        Site smooth = site(
                700_000,
                settings -> settings.withSmoothing(
                        new SmoothingSettings(true, 1e5, 100, 80, 600, 0.25, 0.1, 51.2, List.of())));
        smooth.loadW = 750_000;
        Decision smoothed = smooth.start();
        assertThat(now(smoothed)).isCloseTo(all(smoothed), within(1e-6)).isGreaterThan(49_000);
    }

    @Test
    void whileTheLoadMeterStandsInNothingIsLeft() {
        Site site = site(700_000, settings -> settings);
        site.loadW = 750_000;
        site.loadIsMetered = true;
        site.start();
        site.meterAnswers = false;
        Decision decision = site.after(6);
        assertThat(now(decision)).isCloseTo(all(decision), within(1e-6)).isGreaterThan(50_000);
    }
}
