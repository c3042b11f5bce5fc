package io.tieline.control.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.Decision;
import io.tieline.control.Site;
import io.tieline.control.settings.TrustSettings;
import io.tieline.control.situation.Cabinet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is known of a battery that was given a setpoint, and when it is held to miss it. */
class FollowingTest {

    private static final TrustSettings TRUST = new TrustSettings(5, 60, 15, 0.2, 10);
    private static final long STEP = 100_000_000L;

    private Following following = Following.of(1);
    private long nanos = STEP;

    private static Cabinet cabinet(double watts) {
        return new Cabinet(0, "b", "", 50, 1e6, 1e6, 1e6, 1e6, watts, 0);
    }

    private Following.Range told(double measuredW, double setpointW) {
        nanos += STEP;
        following = following.copyFor(1);
        following.watch(List.of(cabinet(measuredW)), nanos, nanos, TRUST);
        Following.Range known = following.power(List.of(cabinet(measuredW)));
        following.command(0, cabinet(measuredW), setpointW, nanos);
        return known;
    }

    @Test
    void whatAMeterValueMayStillBeFromIsKept() {
        told(0, -100_000);
        nanos += STEP;
        following = following.copyFor(1);
        long before = nanos - 2 * STEP;
        following.watch(List.of(cabinet(-100_000)), before, nanos, TRUST);
        assertThat(following.power(List.of(cabinet(-100_000))))
                .as("the meter was read before the battery had moved")
                .isEqualTo(new Following.Range(-100_000, 0));
    }

    /** Brings it up to a moment, with an age in whole milliseconds as readings have it. */
    private boolean isLimitedAt(double seconds, double measuredAtSeconds, double watts) {
        long now = (long) (seconds * 1e9);
        double age = Math.floor((seconds - measuredAtSeconds) * 1000) / 1000;
        Cabinet seen = new Cabinet(0, "b", "", 50, 1e6, 1e6, 1e6, 1e6, watts, age);
        following = following.copyFor(1);
        following.watch(List.of(seen), now, now, TRUST);
        return following.isLimited(0);
    }

    @Test
    void oneReadingMissesOnceHoweverOftenItIsLookedAt() {
        told(0, 500_000);
        for (int look = 0; look < 20; look++) {
            assertThat(isLimitedAt(30.0003 + look * 0.0217, 30, 100_000))
                    .as("look " + look)
                    .isFalse();
        }
        assertThat(isLimitedAt(30.6, 30.5, 100_000)).as("the second reading").isFalse();
        assertThat(isLimitedAt(31.1, 31, 100_000)).as("the third").isTrue();
    }

    @Test
    void aCabinetThatGivesWhatItWasLimitedToIsBelieved() {
        Site site = new Site(4, 100_000, 200_000, tuning -> tuning.target(700_000));
        site.loadW = 1_000_000;
        site.realLimitW[0] = 30_000;
        site.start();
        Decision decision = site.after(1);
        // Until just before it is tried again.
        for (int second = 0; second < 90; second++) {
            decision = site.after(1);
        }
        assertThat(decision.setpoints().get(0).released()).isFalse();
        assertThat(decision.setpoints().get(0).watts()).isEqualTo(30_000);
        assertThat(decision.powerW()).isBetween(300_000.0, 310_000.0);
    }
}
