package io.tieline.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tieline.control.settings.ReserveSettings;
import io.tieline.control.situation.Input;
import io.tieline.control.situation.Input.Confidence;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A gateway that starts hears the meter a moment before the UPS. */
class UpsNotHeardYetTest {

    private static final Input AWAITED =
            new Input(Double.NaN, 1e6, Confidence.LOST, "not every UPS tells its output power");
    /** Four cabinets of 100 kWh, of which a tenth is the floor. */
    private static final double FLOOR_WH = 40_000;

    private final Site site = new Site(
            4,
            100_000,
            100_000,
            tuning -> tuning.settings =
                    tuning.settings.withReserve(new ReserveSettings(Duration.ofMinutes(10), 10, 0, 0, 1)));

    UpsNotHeardYetTest() {
        site.loadW = 900_000;
        site.criticalLoad = AWAITED;
    }

    @Test
    void untilThenTheLoadOfTheWholeSiteIsKeptFor() {
        Decision.Reserve reserve = site.start().reserve();
        assertThat(reserve.requiredWh()).isCloseTo(FLOOR_WH + 900_000 / 6.0, within(1.0));
        assertThat(reserve.minutesAvailable()).isCloseTo((360_000 - FLOOR_WH) / 900_000 * 60, within(0.1));
        assertThat(reserve.criticalLoadW()).as("nothing was measured").isZero();
    }

    @Test
    void andThenNothingIsLeftOfIt() {
        assertThat(site.start().alarms())
                .as("nobody has said that so much is critical")
                .noneMatch(alarm -> alarm.type() == Decision.AlarmType.RESERVE_WEAK);
        site.criticalLoad = Input.good(150_000, 0);
        Decision.Reserve reserve = site.after(1).reserve();
        assertThat(reserve.criticalLoadW()).isEqualTo(150_000);
        assertThat(reserve.requiredWh()).isCloseTo(FLOOR_WH + 150_000 / 6.0, within(1.0));
    }

    @Test
    void oneThatFallsSilentLaterChangesNothing() {
        site.criticalLoad = Input.good(150_000, 0);
        site.start();
        site.criticalLoad = AWAITED;
        Decision.Reserve reserve = site.after(600).reserve();
        assertThat(reserve.criticalLoadW()).isEqualTo(150_000);
        assertThat(reserve.requiredWh()).isCloseTo(FLOOR_WH + 150_000 / 6.0, within(1.0));
    }
}
