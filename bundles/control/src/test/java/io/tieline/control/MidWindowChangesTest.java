package io.tieline.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.lease.LeaseAnswer.Accepted;
import io.tieline.control.lease.LeaseRequest;
import io.tieline.control.lease.Payload;
import io.tieline.control.lease.Payload.PowerSchedule;
import io.tieline.control.lease.Payload.PriceSchedule;
import io.tieline.control.lease.PowerRange;
import io.tieline.control.settings.ControlSettings;
import io.tieline.control.settings.PriceSettings;
import io.tieline.control.settings.ShavingSettings;
import io.tieline.control.settings.ShavingSettings.Objective;
import io.tieline.control.settings.WindowSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A tariff, prices or a lease that come in the middle of a window, at the turn of a month or a change of the clocks. */
class MidWindowChangesTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final double TARGET_W = 700_000;
    private static final double LOAD_W = 780_000;

    private static ControlSettings settings(ControlSettings base, Duration window) {
        return base.withWindow(new WindowSettings(window, Duration.ZERO, BERLIN))
                .withShaving(new ShavingSettings(true, Objective.FIXED, TARGET_W, 1, TARGET_W))
                .withPrice(new PriceSettings(true, List.of(), 0, 0.9));
    }

    /** A site that has shaved for a while when it is ten minutes past the hour or the half of it. */
    private static Site shaving(String time) {
        Site site = new Site(
                4, 100_000, 400_000, tuning -> tuning.settings = settings(tuning.settings, Duration.ofMinutes(30)));
        site.utc = Instant.parse(time).toEpochMilli() - 2_400_000;
        site.loadW = LOAD_W;
        site.start();
        goOn(site, 2_399);
        return site;
    }

    private static Decision goOn(Site site, int seconds) {
        Decision decision = site.decide();
        for (int second = 0; second < seconds; second++) {
            site.loadW = LOAD_W + (second * 37 % 11 - 5) * 100;
            decision = site.after(1);
        }
        return decision;
    }

    /** The same site under other settings, as after a form was changed. */
    private static Site changed(Site before, UnaryOperator<ControlSettings> change) {
        Site after = new Site(4, 100_000, 400_000, tuning -> {
            tuning.settings = change.apply(before.settings);
            tuning.state = before.core.state();
        });
        after.utc = before.utc;
        after.nanos = before.nanos;
        after.loadW = before.loadW;
        System.arraycopy(before.socPercent, 0, after.socPercent, 0, before.socPercent.length);
        System.arraycopy(before.powerW, 0, after.powerW, 0, before.powerW.length);
        return after;
    }

    private static void lease(Site site, String id, Payload payload) {
        LeaseRequest request = new LeaseRequest(id, site.utc, 1, 7200, 0, PowerRange.FREE, payload);
        site.core.grant((Accepted) site.core.offer(request, site.utc, site.nanos));
    }

    /** The power of an hour, second by second; no window may end above the target. */
    private static double[] hour(Site site) {
        double[] watts = new double[3_600];
        for (int second = 0; second < watts.length; second++) {
            site.loadW = LOAD_W + (second * 37 % 11 - 5) * 100;
            watts[second] = site.after(1).powerW();
        }
        assertThat(site.core.state().ratchet().highestW()).isBetween(TARGET_W * 0.99, TARGET_W * 1.005);
        return watts;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-22T14:10:00Z",
                "2026-11-22T14:20:00Z",
                "2026-11-30T22:50:00Z",
                "2026-03-29T00:50:00Z",
                "2026-10-25T00:50:00Z",
                "2026-12-31T22:50:00Z"
            })
    void nothingJumpsWhateverComes(String time) {
        double[] undisturbed = hour(shaving(time));
        assertThat(hour(changed(shaving(time), UnaryOperator.identity())))
                .as("the same form")
                .isEqualTo(undisturbed);
        Site priced = shaving(time);
        lease(priced, "jepx", new PriceSchedule(priced.utc, Duration.ofMinutes(30), List.of(50.0, 10.0, 90.0, 1.0)));
        assertThat(hour(priced)).as("prices").isEqualTo(undisturbed);
        Site charged = shaving(time);
        lease(charged, "night", new PowerSchedule(charged.utc, Duration.ofHours(1), List.of(-400_000.0)));
        assertThat(hour(charged)).as("a lease that would charge").isEqualTo(undisturbed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2026-11-22T14:10:00Z", "2026-11-22T14:20:00Z", "2026-11-30T22:50:00Z", "2026-10-25T00:50:00Z"})
    void aTariffOfOtherWindowsIsKeptFromTheMiddleOfOneOn(String time) {
        Site shorter = changed(shaving(time), old -> settings(old, Duration.ofMinutes(15)));
        hour(shorter);
        hour(changed(shorter, old -> settings(old, Duration.ofMinutes(30))));
    }
}
