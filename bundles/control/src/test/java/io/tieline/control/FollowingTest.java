package io.tieline.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.settings.TrustSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is known of a battery that is given a new setpoint before it has reached the last one. */
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
    void whatItWasToldLongAgoIsForgottenThoughItNeverRests() {
        Following.Range range = told(0, -30_000);
        for (int step = 2; step <= 20; step++) {
            // Down three, up one, and so on: never at rest, never one way for long.
            range = told(-30_000 * (step - 1), step % 4 == 0 ? -30_000 * (step - 2) : -30_000 * step);
        }
        assertThat(range.lowW()).isBetween(-600_000.0, -540_000.0);
        assertThat(range.highW()).as("within 0.4 s and not 2 s").isBetween(-570_000.0, -400_000.0);
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
}
